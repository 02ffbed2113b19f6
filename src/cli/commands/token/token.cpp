#include "token.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 3> kVerbs = {&kTokenCreate, &kTokenList, &kTokenRevoke};
}

constinit const Noun kTokenNoun{"token", "Let scripts and CI act for you, with no more than your rights", kVerbs};

}  // namespace pcadmin::cli
