#include "columns.hpp"
#include "policy.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin password policy show", "what holds now"},
    {"pcadmin password policy show --as-of -30d", "what held a month ago"},
}};

Report run(const ops::Unit& unit, Context&) { return {.body = policy_record(ops::show_policy(unit))}; }

}  // namespace

constinit const Command kPasswordPolicyShow{
    .noun = "password",
    .verb = "policy show",
    .summary = "Show what is demanded of passwords",
    .details =
        "Whatever the policy, a password may not be made of the organisation's name, the person's own name or e-mail "
        "address, of letters or keys in the order in which they stand, of a few characters again and again, or of a "
        "password that is known from leaks: a list of 30,000 comes with pcadmin (from zxcvbn, Debian package "
        "python3-zxcvbn). The reason is told.\n\n"
        "BLOCKLIST is the organisation's own list, which adds to that one: the number of its words and a digest of "
        "them, not the words.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kPolicyColumns,
};

}  // namespace pcadmin::cli
