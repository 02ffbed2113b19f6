#include "designation.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 5> kVerbs = {&kDesignationList, &kDesignationShow, &kDesignationStatus,
                                                  &kDesignationDefine, &kDesignationReset};
}  // namespace

constinit const Noun kDesignationNoun{"designation", "See what designations need, and how the organisation stands",
                                      kVerbs};

}  // namespace pcadmin::cli
