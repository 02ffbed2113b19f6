#include "access.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 1> kVerbs = {&kAccessCheck};
}

constinit const Noun kAccessNoun{"access", "Ask who may do what, and why", kVerbs};

}  // namespace pcadmin::cli
