#pragma once

#include "../../command.hpp"

/// Many commands at once.
namespace pcadmin::cli {
extern const Command kBatch;
}  // namespace pcadmin::cli
