#include "org.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 2> kVerbs = {&kOrgShow, &kOrgEdit};
}

constinit const Noun kOrgNoun{"org", "Keep what the partner programme knows of the organisation", kVerbs};

}  // namespace pcadmin::cli
