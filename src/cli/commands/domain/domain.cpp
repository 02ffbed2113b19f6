#include "domain.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 3> kVerbs = {&kDomainAdd, &kDomainList, &kDomainDelete};
}

constinit const Noun kDomainNoun{"domain", "Keep the domains whose addresses count as the organisation's", kVerbs};

}  // namespace pcadmin::cli
