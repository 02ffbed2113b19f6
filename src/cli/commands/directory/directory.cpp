#include "directory.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 3> kVerbs = {&kDirectoryImport, &kDirectoryStatus, &kDirectoryUnlink};
}  // namespace

constinit const Noun kDirectoryNoun{"directory", "Take over people from the directory on the premises", kVerbs};

}  // namespace pcadmin::cli
