#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/access.hpp"

#include <optional>
#include <string>
#include <vector>

/// What access comes through, as values.
namespace pcadmin::cli {

/// An assignment as a record in a record; nullopt: what everybody has.
Fields path_fields(const std::optional<store::Assignment>& assignment);
/// With `held_since`, where it is known.
std::vector<Fields> paths_fields(const std::vector<ops::AccessPath>& paths);
/// The same with `obstacles`.
std::vector<Fields> near_misses_fields(const std::vector<ops::AccessPath>& paths);

/// `helpdesk-agent`; `default-user` for what everybody has.
std::string role_of(const std::optional<store::Assignment>& assignment);
/// The Partner ID of its location, or nothing.
Value location_of(const std::optional<store::Assignment>& assignment);

}  // namespace pcadmin::cli
