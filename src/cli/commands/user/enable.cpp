#include "../../common_args.hpp"
#include "account_args.hpp"
#include "switch_report.hpp"
#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 2> kArgs = {&kUsers.spec, &kIfExists.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin user enable ann@contoso.example --reason \"back from leave\"", "they sign in with the password they had"},
    {"pcadmin user enable ann@contoso.example usr_3 --dry-run", "several, all or none; only look"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto changes = ops::enable_users(unit, context.args.all(kUsers), if_missing(context.args));
  return switch_report(changes, domain::UserState::active);
}

}  // namespace

constinit const Command kUserEnable{
    .noun = "user",
    .verb = "enable",
    .summary = "Enable accounts that were disabled",
    .details =
        "They sign in with the password they had and hold the roles they had. Sessions and tokens that ended do not "
        "come back. Several people are one change: all or none. Who is active already stays so, and the command "
        "succeeds. It takes the right to assign every role they hold.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kSwitchColumns,
};

}  // namespace pcadmin::cli
