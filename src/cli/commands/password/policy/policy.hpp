#pragma once

#include "../../../command.hpp"

namespace pcadmin::cli {
extern const Command kPasswordPolicyShow;
extern const Command kPasswordPolicySet;
}  // namespace pcadmin::cli
