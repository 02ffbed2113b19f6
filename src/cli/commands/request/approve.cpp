#include "../../common_args.hpp"
#include "../role/gift_report.hpp"
#include "columns.hpp"
#include "request.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::Expiry> kExpires{{.name = "--expires",
                                        .help = "when it ends: 30d from now, a day (its end, UTC), a moment, or never",
                                        .value = "WHEN",
                                        .fallback = "as was wished"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&flags::kRequest.spec, &kExpires.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin request approve req_7", "give the role, until the end that was wished for"},
    {"pcadmin request approve req_7 --expires 14d --reason \"only while Bob is away\"", "for less, and say why"},
    {"pcadmin request approve req_7 --dry-run", "only look whether it would be allowed"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto decision = ops::approve_request(unit, context.args.get(flags::kRequest), context.args.find(kExpires));
  const auto& request = decision.request;
  auto report = decision_report(decision);
  report.said = fmt::format(
      "approved {}: {} {} {}{}{}{}", request.id.text(), request.email.text(), decision.given ? "now holds" : "holds",
      request.role.text(), request.location ? " for " + request.location->partner_id.text() : "",
      decision.expires_at ? " until " + to_rfc3339(*decision.expires_at) : "", decision.given ? "" : " already");
  if (decision.given) report.warnings = reach_warnings(request.email.text(), decision.tokens, decision.os_account);
  return report;
}

}  // namespace

constinit const Command kRequestApprove{
    .noun = "request",
    .verb = "approve",
    .summary = "Give somebody the role they ask for",
    .details =
        "Approval is the assignment, in the same change-set and by the same rules as pcadmin role assign: the request "
        "is approved and the role is given, or neither. The assignment's reason is that of --reason, else the one of "
        "whoever asked.\n\n"
        "Somebody whose account is disabled is not given anything: enable it first, or deny the request. A role they "
        "hold by now stays as it is, unless --expires is given. One that is to begin later is not replaced: let it "
        "begin now, or deny the request. Your own request takes the right to assign the role, as assigning it to "
        "yourself does.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::decide_requests,
    .run = run,
    .columns = kRequestColumns,
};

}  // namespace pcadmin::cli
