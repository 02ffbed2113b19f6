#include "../../common_args.hpp"
#include "columns.hpp"
#include "request.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kRequest.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin request withdraw req_7", "take your own request back while it is open"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto decision = ops::withdraw_request(unit, context.args.get(flags::kRequest));
  auto report = decision_report(decision);
  report.said = "withdrew " + request_words(decision.request);
  return report;
}

}  // namespace

constinit const Command kRequestWithdraw{
    .noun = "request",
    .verb = "withdraw",
    .summary = "Take your own request back",
    .details = "Only while it is open. It stays in the list of --state all.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::ask_for_roles,
    .run = run,
    .columns = kRequestColumns,
};

}  // namespace pcadmin::cli
