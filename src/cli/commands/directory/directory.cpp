#include "directory.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 4> kVerbs = {&kDirectoryImport, &kDirectorySync, &kDirectoryStatus,
                                                  &kDirectoryUnlink};
}  // namespace

constinit const Noun kDirectoryNoun{"directory", "Take over people from the directory on the premises", kVerbs};

}  // namespace pcadmin::cli
