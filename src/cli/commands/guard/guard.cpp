#include "guard.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 3> kVerbs = {&kGuardList, &kGuardSet, &kGuardUnset};
}

constinit const Noun kGuardNoun{"guard", "Set what no command may bring about", kVerbs};

}  // namespace pcadmin::cli
