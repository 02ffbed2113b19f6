#include "password.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 3> kVerbs = {&kPasswordChange, &kPasswordReset, &kPasswordPolicy};
}

constinit const Noun kPasswordNoun{"password", "Change your password, reset somebody's, say what is demanded", kVerbs};

}  // namespace pcadmin::cli
