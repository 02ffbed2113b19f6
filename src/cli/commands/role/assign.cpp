#include "../../common_args.hpp"
#include "bundle_args.hpp"
#include "change_report.hpp"
#include "gift_report.hpp"
#include "role.hpp"
#include "scope_args.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::Start> kStarts{
    {.name = "--starts",
     .help = "when it begins: 7d from now, a day (its beginning, UTC), a moment, or now",
     .value = "WHEN",
     .fallback = "now; a role that is held, or will be, keeps its beginning"}};
constexpr Arg<domain::Expiry> kExpires{{.name = "--expires",
                                        .help = "when it ends: 30d from now, a day (its end, UTC), a moment, or never",
                                        .value = "WHEN",
                                        .fallback = "never; a role that is held, or will be, keeps its end"}};
constexpr std::array<const ArgSpec*, 6> kArgs = {&flags::kUser.spec,   &flags::kRoleOrBundle.spec,
                                                 &flags::kBundle.spec, &flags::kLocations.spec,
                                                 &kStarts.spec,        &kExpires.spec};

constexpr std::array<Example, 5> kExamples = {{
    {"pcadmin role assign ann@contoso.example account-admin --reason \"cover for Ada\"",
     "with the reason, for the history"},
    {"pcadmin role assign ann@contoso.example global-admin --expires 30d", "for thirty days and not a second longer"},
    {"pcadmin role assign ann@contoso.example referrals-user --location 4391508,4391509 --starts 7d",
     "for two locations only, from seven days from now on"},
    {"pcadmin role assign usr_2 \"Helpdesk agent\" --dry-run", "by id and name; only look whether it would be allowed"},
    {"pcadmin role assign ann@contoso.example --bundle newcomer-sales", "every role of a bundle"},
}};

std::string said_of(const ops::RoleChange& change, const Args& args, Time now) {
  const bool some = std::ranges::any_of(change.assignments, [&](const auto& one) { return one.now.holds_at(now); });
  const bool anew = change.changed && !is_only_why(change);
  const auto* const verb = !some ? " will hold " : anew ? " now holds " : " holds ";
  const auto* const how = is_only_why(change)                ? " as before, with the reason or ticket given now"
                          : change.changed                   ? ""
                          : !some && !args.has(kStarts.spec) ? " already; to begin at once: --starts now"
                                                             : " already";
  return change.user.record.email.text() + verb + std::string(change.role.text()) +
         where_and_when(change.assignments, now) + how;
}

void warn(Report& report, const ops::RoleChange& change, bool for_places) {
  const auto& email = change.user.record.email.text();
  if (for_places && change.everywhere)
    report.warnings.push_back(fmt::format("{} holds {} for the whole organisation: a single location adds nothing now",
                                          email, change.role.text()));
  if (change.tokens > 0)
    report.warnings.push_back(fmt::format("{} has {} token{}, which may act with this role too: pcadmin token list {}",
                                          email, change.tokens, change.tokens == 1 ? "" : "s", email));
  if (change.user.record.os_account)
    report.warnings.push_back("whoever runs pcadmin as the OS account " + change.user.record.os_account->text() +
                              " acts with this role too");
}

Report assign_bundle(ops::Unit& unit, const Args& args, const domain::BundleName& bundle) {
  if (args.has(flags::kLocations.spec) || args.has(kStarts.spec)) {
    throw Error({.code = "bundle-and-terms",
                 .kind = FailureKind::usage,
                 .message = "a bundle is given for the whole organisation and at once: not with --location or --starts",
                 .hint = "give its roles one by one: pcadmin role bundle show " + bundle.text()});
  }
  return given_report(ops::assign_bundle(unit, args.get(flags::kUser), bundle, args.find(kExpires)), unit.now());
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  if (const auto bundle = args.find(flags::kBundle)) return assign_bundle(unit, args, *bundle);
  const ops::Wanted wanted{
      .locations = args.all(flags::kLocations), .starts = args.find(kStarts), .expires = args.find(kExpires)};
  const auto change = ops::assign_role(unit, args.get(flags::kUser), args.get(flags::kRoleOrBundle), wanted);
  auto report = role_report(change, unit.now());
  report.said = said_of(change, args, unit.now());
  if (change.changed) warn(report, change, !wanted.locations.empty());
  return report;
}

}  // namespace

constinit const Command kRoleAssign{
    .noun = "role",
    .verb = "assign",
    .summary = "Give a person a role, or every role of a bundle",
    .details =
        "Assigning what is held already changes nothing and succeeds; with a --reason or --ticket that it has not, it "
        "is held as before, for that reason. Who may give a role is said by the role: pcadmin role show ROLE. A role "
        "that only its own holders may assign (marketplace-owner) is given by a global admin while nobody who can "
        "sign in holds it.\n\n"
        "A role with an end grants nothing from that second on, one with a beginning nothing before; nothing has to "
        "run for either. Both lengths count from now. Assigning a held role with another --starts or --expires moves "
        "its beginning or end, and what is not named stays. A beginning in the past is refused, but today's date "
        "means now. An end that would leave no global admin one day is refused.\n\n"
        "With --location a role is held for that location instead of the whole organisation; several are one "
        "assignment each, all in one change. Only some roles can be: see BY LOCATION in pcadmin role show ROLE.\n\n"
        "A bundle is given whole or not at all, and takes the right to assign every role in it. A role of it that is "
        "held already, or is to begin later, is left alone.\n\n"
        "--reason and --ticket stay with the assignment in the history. Moving a beginning or an end without them "
        "keeps those it has.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
