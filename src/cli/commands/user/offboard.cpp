#include "pcadmin/ops/offboard.hpp"

#include "../../common_args.hpp"
#include "../../designation_impact.hpp"
#include "columns.hpp"
#include "user.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::UserRef> kSuccessor{{.name = "--successor",
                                           .help = "who gets the roles that only they hold, where allowed",
                                           .value = "USER",
                                           .completes = Completes::user}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUser.spec, &kSuccessor.spec, &flags::kMaxRemovals.spec};

constexpr auto kColumns = person_columns_and(std::array<Column, 6>{{
    {.key = "ended_roles", .title = "ROLES ENDED", .nothing = "none"},
    {.key = "sole_roles", .title = "HELD BY NOBODY ELSE", .nothing = "none"},
    {.key = "successor", .title = "SUCCESSOR", .nothing = "nobody"},
    {.key = "tokens_ended", .title = "TOKENS ENDED"},
    {.key = "profile_unlinked", .title = "PROFILE UNLINKED", .nothing = "none"},
    {.key = "association_ended", .title = "ASSOCIATION ENDED"},
}});

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin user offboard ann@contoso.example --successor bob@contoso.example --dry-run",
     "look first: what ends, what only she holds, and who would get it"},
    {"pcadmin user offboard ann@contoso.example --reason \"left the company\"", "all of it, in one change"},
}};

std::vector<std::string> ended_of(const ops::Offboarding& done) {
  std::vector<std::string> ended;
  for (const auto& left : done.roles) {
    if (ended.empty() || ended.back() != left.role.text()) ended.emplace_back(left.role.text());
  }
  return ended;
}

std::vector<Fields> sole_of(const ops::Offboarding& done) {
  std::vector<Fields> list;
  for (const auto& left : done.roles) {
    if (left.sole)
      list.push_back({{"role", std::string(left.role.text())},
                      {"location", left.location ? Value(left.location->partner_id.text()) : Value()},
                      {"successor", left.moved ? Value(done.successor->record.email.text()) : Value()},
                      {"because", text_or_nothing(left.why)}});
  }
  return list;
}

std::vector<std::string> left_without(const ops::Offboarding& done) {
  std::vector<std::string> warnings;
  for (const auto& left : done.roles) {
    if (left.sole && !left.moved)
      warnings.push_back(fmt::format("nobody with an active account holds {}{} any more: {}", left.role.text(),
                                     left.location ? " for " + left.location->name : "", *left.why));
  }
  if (done.contact == ops::LeftContact::still)
    warnings.emplace_back(
        "they are still the organisation's primary contact; name another: pcadmin org edit --contact USER");
  return warnings;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const DesignationImpact impact(unit);
  const auto done = ops::offboard_user(unit, context.args.get(flags::kUser), context.args.find(kSuccessor));
  const auto email = done.user.record.email.text();
  const auto ended = ended_of(done);
  Report report{.changed = done.changed, .undoable = true, .warnings = left_without(done)};
  impact.warn(report, unit);
  report.said = done.changed
                    ? fmt::format("{} is offboarded: the account is disabled, {} role{} and {} token{} ended", email,
                                  ended.size(), ended.size() == 1 ? "" : "s", done.tokens, done.tokens == 1 ? "" : "s")
                    : email + " is offboarded already";
  if (done.contact == ops::LeftContact::moved)
    report.said += fmt::format("; {} is the organisation's primary contact now", done.successor->record.email.text());
  if (done.profile) report.said += "; their certification profile " + done.profile->text() + " is unlinked";
  auto row = person_values(done.user, {});
  row.emplace_back(ended);
  row.emplace_back(sole_of(done));
  row.emplace_back(done.successor ? Value(done.successor->record.email.text()) : Value());
  row.emplace_back(done.tokens);
  row.emplace_back(value_of(done.profile));
  row.emplace_back(done.association);
  report.body = RecordBody{"user", kColumns, std::move(row)};
  return report;
}

}  // namespace

constinit const Command kUserOffboard{
    .noun = "user",
    .verb = "offboard",
    .summary = "Somebody leaves: end everything, hand over what only they held",
    .details =
        "In one change: disables the account, ends its roles, sessions, tokens and its association to the Partner ID, "
        "frees the OS account that acted as them, and takes their certification profile off. A role that nobody else "
        "with an active account holds, for a location or the whole organisation, goes to the successor as it was, if "
        "you may assign it and they may hold it; otherwise it is named, with the reason. The successor becomes the "
        "organisation's primary contact where the one who leaves was. A warning names every designation that loses "
        "what it needs. --dry-run says all of it beforehand, also where a guard would refuse it.\n\n"
        "The account is kept, disabled; to delete it afterwards: pcadmin user delete.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
    .previews = true,
};

}  // namespace pcadmin::cli
