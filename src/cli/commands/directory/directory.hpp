#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kDirectoryImport;
extern const Command kDirectoryStatus;
extern const Command kDirectorySync;
extern const Command kDirectoryUnlink;
extern const Noun kDirectoryNoun;
}  // namespace pcadmin::cli
