#pragma once

#include "pcadmin/base/result.hpp"

#include <string>

namespace pcadmin::cli {

/// Two lines for people where a failure is about a place in an expression (its details name `expression` and
/// `column`): the expression, escaped and cut to a line around the place, and under it a ^. Else nothing.
std::string pointed_at(const Failure& failure);

}  // namespace pcadmin::cli
