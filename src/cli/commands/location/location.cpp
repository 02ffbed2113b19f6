#include "location.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 5> kVerbs = {&kLocationAdd, &kLocationShow, &kLocationList, &kLocationEdit,
                                                  &kLocationDelete};
}

constinit const Noun kLocationNoun{"location", "Keep the places the organisation works at", kVerbs};

}  // namespace pcadmin::cli
