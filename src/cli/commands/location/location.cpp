#include "location.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 7> kVerbs = {&kLocationAdd,   &kLocationShow,   &kLocationList,  &kLocationEdit,
                                                  &kLocationClose, &kLocationReopen, &kLocationDelete};
}

constinit const Noun kLocationNoun{"location", "Keep the places the organisation works at", kVerbs};

}  // namespace pcadmin::cli
