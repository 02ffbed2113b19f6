#include "../../common_args.hpp"
#include "user.hpp"

#include "pcadmin/ops/accounts.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUser.spec};

constexpr std::array<Column, 4> kColumns = {{{.key = "exists", .title = "EXISTS"},
                                             {.key = "id", .title = "ID", .is_id = true},
                                             {.key = "email", .title = "E-MAIL", .whole = true},
                                             {.key = "state", .title = "STATE"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin user exists ann@contoso.example", "exit code 0: yes; 10: no"},
    {"pcadmin user exists usr_2 --field state", "active or disabled: both exist"},
    {"pcadmin user exists ann@contoso.example -o json", "the answer for a program"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto ref = context.args.get(flags::kUser);
  Report report;
  if (const auto user = ops::user_exists(unit, ref)) {
    const auto& email = user->record.email.text();
    const auto state = std::string(to_string(user->record.state));
    report.body = RecordBody{"user", kColumns, make_row(true, user->id.text(), email, state), true};
    report.said = fmt::format("{} is {}, {}", email, user->id.text(), state);
    return report;
  }
  report.body = RecordBody{"user", kColumns, {false, Value(), Value(), Value()}, true, true};
  report.verdict = Failure{.code = "no-such-user",
                           .kind = FailureKind::answer_no,
                           .message = fmt::format("there is no user \"{}\"", ref.text()),
                           .hint = "look for them: pcadmin user list --match '*NAME*'"};
  return report;
}

}  // namespace

constinit const Command kUserExists{
    .noun = "user",
    .verb = "exists",
    .summary = "Answer whether a person is there, by exit code",
    .details =
        "Exit code 0: there is such a person, active or disabled. 10: there is none. Any other code: the question was "
        "not answered. Standard output stays empty unless a format or fields are asked for.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
