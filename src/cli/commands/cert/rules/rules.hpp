#pragma once

#include "../../../command.hpp"

namespace pcadmin::cli {
extern const Command kCertRulesShow;
extern const Command kCertRulesSet;
}  // namespace pcadmin::cli
