#include "admins.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 1> kVerbs = {&kAdminsList};
}

constinit const Noun kAdminsNoun{"admins", "See whom to ask for a role", kVerbs};

}  // namespace pcadmin::cli
