#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/permission.hpp"
#include "pcadmin/domain/role.hpp"

#include <string>
#include <vector>

namespace pcadmin::cli {

/// Roles against permissions.
struct Matrix {
  std::vector<const domain::Role*> roles;
  std::vector<domain::PermissionId> permissions;
};

/// As one HTML page that needs nothing beside it: to be read, sorted by any heading, printed, mailed. What is of no use
/// without a script is not there without one.
std::string matrix_page(const Matrix& matrix, const std::string& organization, Time now);

}  // namespace pcadmin::cli
