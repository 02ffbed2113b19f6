#pragma once

#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// What a row of a file does to one person who is there already: first found out, then judged, then done.
namespace pcadmin::ops {

struct UpdatePlan {
  store::StoredUser person;  ///< with their record as it is to be
  std::vector<FieldChange> changes{};
  std::vector<domain::RoleId> gained{};
  std::vector<domain::RoleId> lost{};
  domain::RoleSet held{};   ///< before, in force or to come; only where there are changes
  domain::RoleSet stays{};  ///< of these
  std::uint64_t left = 0;   ///< assignments the row does not name and cannot take
  bool disables = false;

  RowAction action() const;
};

/// Puts what the row says into the record; what differed is told where `changes` is given.
void merge(domain::UserRecord& record, const domain::PersonRow& row, std::vector<FieldChange>* changes);

UpdatePlan plan_update(const Unit& unit, store::StoredUser existing, const domain::PersonRow& row, RolesMode mode);

/// Why the record may not be changed so: `not-allowed`, `guest-role`, `synced-field`. Roles are judged by the caller,
/// one by one.
std::optional<Failure> obstacle_to_record(const Unit& unit, const UpdatePlan& plan);

void carry_out(Unit& unit, const UpdatePlan& plan, const domain::PersonRow& row);

}  // namespace pcadmin::ops
