#include "password.hpp"

#include "policy/policy.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 4> kVerbs = {&kPasswordChange, &kPasswordReset, &kPasswordPolicyShow,
                                                  &kPasswordPolicySet};
constexpr std::array<Group, 1> kGroups = {{{"policy", "Say what is demanded of passwords"}}};
}  // namespace

constinit const Noun kPasswordNoun{"password", "Change your password, reset somebody's, say what is demanded", kVerbs,
                                   kGroups};

}  // namespace pcadmin::cli
