#pragma once

#include "report.hpp"

#include <span>
#include <string>

namespace pcadmin::cli {

/// `city: Berlin -> Vienna; phone: +49 30 123456`: what two rows of these columns have otherwise, the second one now.
/// Empty where they are the same.
std::string field_changes(std::span<const Column> columns, const Row& before, const Row& now);

}  // namespace pcadmin::cli
