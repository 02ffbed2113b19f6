#pragma once

#include "pcadmin/domain/directory_plan.hpp"

#include <optional>
#include <vector>

namespace pcadmin::domain {

/// An entry and who it is; nullptr: nobody who is here.
struct EntryMatch {
  const DirectoryEntry* entry;
  const KnownPerson* person = nullptr;
  std::optional<MatchedBy> by{};
};

struct Matching {
  std::vector<EntryMatch> matches{};  ///< in the order of the entries, without those that are in conflict
  std::vector<SyncConflict> conflicts{};
};

/// See `plan_directory`. Entries and people must outlive what comes back.
Matching match_entries(const std::vector<DirectoryEntry>& entries, const std::vector<KnownPerson>& people);

}  // namespace pcadmin::domain
