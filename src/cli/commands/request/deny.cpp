#include "../../common_args.hpp"
#include "columns.hpp"
#include "request.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kRequest.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin request deny req_7 --reason \"the helpdesk is fully staffed\"", "whoever asked reads the reason"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto decision = ops::deny_request(unit, context.args.get(flags::kRequest));
  auto report = decision_report(decision);
  report.said = "denied " + request_words(decision.request);
  return report;
}

}  // namespace

constinit const Command kRequestDeny{
    .noun = "request",
    .verb = "deny",
    .summary = "Deny somebody the role they ask for",
    .details =
        "Whoever asked sees the reason in pcadmin request show. They may ask again. What was granted already is taken "
        "with pcadmin role unassign.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::decide_requests,
    .run = run,
    .columns = kRequestColumns,
    .needs_reason = true,
};

}  // namespace pcadmin::cli
