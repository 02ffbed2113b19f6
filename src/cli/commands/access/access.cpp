#include "access.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 5> kVerbs = {&kAccessList, &kAccessCan, &kAccessWhoCan, &kAccessExplain,
                                                  &kAccessCheck};
}

constinit const Noun kAccessNoun{"access", "Ask who may do what, and why", kVerbs};

}  // namespace pcadmin::cli
