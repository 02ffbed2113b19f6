#pragma once

#include "../../command.hpp"

/// How the organisation stands, as a page to look at.
namespace pcadmin::cli {
extern const Command kReport;
}  // namespace pcadmin::cli
