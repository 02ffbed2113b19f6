#include "../../common_args.hpp"
#include "access.hpp"
#include "args.hpp"
#include "phrases.hpp"

#include "pcadmin/base/relative_time.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUser.spec, &kPermission.spec, &kAtLocation.spec};

/// People read sentences, and only what belongs to the answer.
constexpr std::array<Column, 18> columns(bool granted) {
  return {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
           {.key = "email", .title = "E-MAIL"},
           {.key = "permission", .title = "PERMISSION"},
           {.key = "summary", .title = "WHICH IS"},
           {.key = "location", .title = "FOR", .nothing = "whole organisation"},
           {.key = "granted", .title = "GRANTED"},
           {.key = "state", .title = "STATE", .in_table = false},
           {.key = "because", .title = "BECAUSE", .in_table = granted, .for_people = true},
           {.key = "nearly", .title = "NEARLY", .nothing = "nothing", .for_people = true},
           {.key = "by_role", .title = "BY ROLE", .in_table = !granted, .for_people = true},
           {.key = "paths", .title = "PATHS", .in_table = false},
           {.key = "near_misses", .title = "NEAR MISSES", .in_table = false},
           {.key = "roles", .title = "ROLES", .in_table = false},
           {.key = "to_take", .title = "TO TAKE IT", .in_table = granted},
           {.key = "to_give", .title = "TO GIVE IT", .in_table = !granted},
           {.key = "back_at", .title = "BACK AT", .in_table = false},
           {.key = "take_refused_by", .title = "TAKING IT REFUSED BY", .in_table = false},
           {.key = "give_refused_by", .title = "GIVING IT REFUSED BY", .in_table = false}}};
}
constexpr auto kGranted = columns(true);
constexpr auto kNotGranted = columns(false);

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin access explain ann@contoso.example billing:manage-billing", "every reason, and what would change it"},
    {"pcadmin access explain ann@contoso.example referrals:manage-all --location 4391508", "at one location"},
    {"pcadmin access explain usr_2 insights:view-all-datasets -o json", "codes and moments for a program"},
}};

std::vector<std::string> ids_of(const std::vector<domain::RoleId>& roles) {
  std::vector<std::string> ids;
  for (const auto role : roles) ids.emplace_back(role.text());
  return ids;
}

std::vector<Fields> roles_fields(const std::vector<ops::AllowingRole>& roles) {
  std::vector<Fields> list;
  for (const auto& [role, granters] : roles)
    list.push_back({{"role", std::string(role.text())}, {"assignable_by", ids_of(granters)}});
  return list;
}

std::vector<Fields> role_sentences(const std::vector<ops::AllowingRole>& roles) {
  std::vector<Fields> lines;
  for (const auto& [role, granters] : roles)
    lines.push_back({{"role", fmt::format("{}: given by holders of {}", role.text(), join_words(ids_of(granters)))}});
  return lines;
}

Report run(const ops::Unit& unit, Context& context) {
  auto explained = ops::explain_access(
      unit, {context.args.get(flags::kUser), context.args.get(kPermission), context.args.find(kAtLocation)});
  ops::try_remedies(unit, explained);
  const auto& answer = explained.answer;
  const auto& record = answer.user.record;
  const auto& permission = answer.permission.permission();
  Report report;
  report.body = RecordBody{
      "access", answer.granted() ? kGranted : kNotGranted,
      make_row(answer.user.id.text(), record.email.text(), std::string(permission.id), std::string(permission.summary),
               value_of(answer.place), answer.granted(), std::string(to_string(record.state)),
               grant_sentences(answer.granting, unit.now()), miss_sentences(answer.near_misses, unit.now()),
               role_sentences(explained.roles), paths_fields(answer.granting), near_misses_fields(answer.near_misses),
               roles_fields(explained.roles), commands_of(explained.to_take, record.email),
               commands_of(explained.to_give, record.email), time_or_nothing(explained.back_at),
               text_or_nothing(explained.take_refused_by), text_or_nothing(explained.give_refused_by))};
  if (explained.back_at)
    report.warnings.push_back(fmt::format("taken, it would be back {}, when a role that was given already begins",
                                          with_words(*explained.back_at, unit.now())));
  if (auto doubt = doubt_about(explained)) report.warnings.push_back(std::move(*doubt));
  return report;
}

}  // namespace

constinit const Command kAccessExplain{
    .noun = "access",
    .verb = "explain",
    .summary = "Explain why a person may do something, or why not",
    .details =
        "BECAUSE is every assignment that grants it, and since when without a break: moving its end, or giving it once "
        "more, is none. NEARLY is every one that would, and what stands in the way: the "
        "account is disabled, it has expired, it begins later, it is for another location. TO TAKE IT are the fewest "
        "commands after which they no longer may; TO GIVE IT the fewest after which they may. Where several roles "
        "would do, it is the one that allows least besides.\n\n"
        "In json held_since is that moment and assigned_at when it was last given; obstacles are account-disabled, "
        "not-begun, expired and other-location; back_at is when, taken, it "
        "would be back because a role begins. What is proposed is tried and taken back: where guards demand an end or "
        "a reason, it has them; take_refused_by and give_refused_by are the guard, or the error code, that would "
        "refuse it to you all the same, and a warning says why and who could. Of the past nothing is tried. The exit "
        "code is 0 for yes and no alike; pcadmin access can answers by exit code.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kGranted,
};

}  // namespace pcadmin::cli
