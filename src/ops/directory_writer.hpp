#pragma once

#include "pcadmin/domain/directory_plan.hpp"
#include "pcadmin/ops/directory.hpp"
#include "pcadmin/ops/unit.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pcadmin::ops {

/// Does what a plan says, whose conflicts have been taken out. People, counts and wishes must outlive it.
class DirectoryWriter {
 public:
  DirectoryWriter(Unit& unit, const std::vector<domain::KnownPerson>& people, DirectorySync& sync,
                  const SyncWishes& wishes);
  void write(const domain::DirectoryPlan& plan);

 private:
  void clear_addresses(const domain::DirectoryPlan& plan);
  void write_one(const domain::PlannedPerson& planned);
  domain::UserId write_record(const domain::PlannedPerson& planned);
  void write_roles(domain::UserId user, const domain::PlannedPerson& planned);
  void mark_gone(domain::UserId user);
  void count(const domain::PlannedPerson& planned);

  Unit& unit_;
  std::map<domain::UserId, const domain::KnownPerson*> people_{};
  DirectorySync& sync_;
  const SyncWishes& wishes_;
};

}  // namespace pcadmin::ops
