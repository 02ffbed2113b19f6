#include "password.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 2> kVerbs = {&kPasswordChange, &kPasswordReset};
}

constinit const Noun kPasswordNoun{"password", "Change your password, reset somebody's", kVerbs};

}  // namespace pcadmin::cli
