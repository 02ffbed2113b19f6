#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kOrgShow;
extern const Command kOrgEdit;
extern const Noun kOrgNoun;
}  // namespace pcadmin::cli
