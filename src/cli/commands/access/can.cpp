#include "../../common_args.hpp"
#include "../../shell_word.hpp"
#include "access.hpp"
#include "args.hpp"
#include "phrases.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUser.spec, &kPermission.spec, &kAtLocation.spec};

constexpr std::array<Column, 6> kColumns = {{{.key = "granted", .title = "GRANTED"},
                                             {.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "email", .title = "E-MAIL", .whole = true},
                                             {.key = "permission", .title = "PERMISSION"},
                                             {.key = "location", .title = "LOCATION", .nothing = "whole organisation"},
                                             {.key = "through", .title = "THROUGH"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin access can ann@contoso.example billing:manage-billing", "exit code 0: yes; 10: no"},
    {"pcadmin access can ann@contoso.example referrals:manage-all --location 4391508", "at one location"},
    {"pcadmin access can usr_2 billing:manage-billing -q", "for a script: nothing but the exit code"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto answer = ops::can_access(
      unit, {context.args.get(flags::kUser), context.args.get(kPermission), context.args.find(kAtLocation)});
  const auto& email = answer.user.record.email.text();
  const auto permission = std::string(answer.permission.text());
  std::vector<std::string> roles;
  if (answer.by_everybody) roles.push_back(role_of({}));
  for (const auto& held : answer.through) {
    if (roles.empty() || roles.back() != held.role.text()) roles.emplace_back(held.role.text());
  }
  const auto as_of = context.args.find(flags::kAsOf);
  const auto moment = as_of ? " --as-of " + shell_word(as_of->text()) : std::string();
  Report report;
  const auto what = fmt::format("{} {}", permission, place_words(answer.place));
  if (answer.granted()) {
    report.said = fmt::format("{} has {}, through {}", email, what, join_words(roles));
  } else {
    report.verdict = Failure{.code = "not-granted",
                             .kind = FailureKind::answer_no,
                             .message = fmt::format("{} does not have {}", email, what),
                             .hint = fmt::format("why: pcadmin access explain {} {}{}{}", shell_word(email), permission,
                                                 answer.place ? " --location " + answer.place->text() : "", moment)};
  }
  report.body = RecordBody{
      "access", kColumns,
      make_row(answer.granted(), answer.user.id.text(), email, permission, value_of(answer.place), std::move(roles)),
      true, !answer.granted()};
  return report;
}

}  // namespace

constinit const Command kAccessCan{
    .noun = "access",
    .verb = "can",
    .summary = "Answer whether a person may do something, by exit code",
    .details =
        "Exit code 0: they may, now. 10: they may not. Any other code: the question was not answered. Standard output "
        "stays empty unless a format or fields are asked for.\n\n"
        "A right is granted by an assignment that has begun, has not expired, and is of a role that allows it, to an "
        "active account; default-user is what every active account may. Without --location the question is for the "
        "whole organisation, and only assignments for the whole of it count; with it, those for that location count "
        "too.\n\n"
        "Whether they can sign in is another question: see pcadmin user show.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
