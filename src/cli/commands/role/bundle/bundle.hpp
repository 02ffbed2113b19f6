#pragma once

#include "../../../command.hpp"

namespace pcadmin::cli {
extern const Command kRoleBundleAdd;
extern const Command kRoleBundleEdit;
extern const Command kRoleBundleList;
extern const Command kRoleBundleShow;
extern const Command kRoleBundleDelete;
}  // namespace pcadmin::cli
