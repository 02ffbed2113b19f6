#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kAdminsList;
extern const Noun kAdminsNoun;
}  // namespace pcadmin::cli
