#include "support.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 3> kVerbs = {&kSupportShow, &kSupportSet, &kSupportUnset};
}

constinit const Noun kSupportNoun{"support", "Know whom to turn to", kVerbs};

}  // namespace pcadmin::cli
