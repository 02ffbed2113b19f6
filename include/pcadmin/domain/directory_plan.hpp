#pragma once

#include "pcadmin/domain/directory.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a directory makes of the people who are here: found out as a whole before anything is done.
namespace pcadmin::domain {

/// Fields of a record that a directory can give. Those it gave are read-only here.
enum class SyncedField : std::uint8_t {
  name,
  email,
  given_name,
  family_name,
  job_title,
  department,
  phone,
  usage_location,
};
/// By their names as in a file of people, in the order of `SyncedField`.
inline constexpr std::array<std::string_view, 8> kSyncedFields = {
    "name", "email", "given_name", "family_name", "job_title", "department", "phone", "usage_location"};
std::string_view to_string(SyncedField field);

/// Some of them; written `name email phone`.
class SyncedFields {
 public:
  /// Fails with code `invalid-synced-fields`, kind `invalid`.
  static Result<SyncedFields> parse(std::string_view text);
  std::string text() const;
  std::vector<std::string> names() const;
  bool has(SyncedField field) const { return (bits_ & bit(field)) != 0; }
  void put(SyncedField field, bool there) { bits_ = there ? bits_ | bit(field) : bits_ & ~bit(field); }
  friend bool operator==(SyncedFields, SyncedFields) = default;

 private:
  static unsigned bit(SyncedField field) { return 1U << static_cast<unsigned>(field); }
  unsigned bits_ = 0;
};

/// How an account stands in the directory. `closed`: disabled there, and by that here. `closed_both`: disabled there,
/// and it was disabled here before, so that what opens it there does not open it here.
enum class StateThere { open, closed, closed_both };
Result<StateThere> parse_state_there(std::string_view text);
std::string_view to_string(StateThere state);

/// How somebody is tied to their entry.
struct DirectoryLink {
  Anchor anchor;
  SyncedFields fields{};
  StateThere state = StateThere::open;
  bool gone = false;  ///< no entry has the anchor any more: marked for review
  friend bool operator==(const DirectoryLink&, const DirectoryLink&) = default;
};

/// Somebody who is here, as far as a directory can touch them.
struct KnownPerson {
  UserId id;
  UserRecord record;
  std::optional<DirectoryLink> link{};
  RoleSet held{};     ///< for the whole organisation, in force
  RoleSet by_rule{};  ///< of these, what a rule gave
};

/// By what an entry was found to be somebody.
enum class MatchedBy { anchor, sign_in_name, mail };
std::string_view to_string(MatchedBy matched);

/// A field of a record as it was and as it is to be; nullopt: nothing.
struct SyncedChange {
  std::string_view field;
  std::optional<std::string> before;
  std::optional<std::string> after;
  friend bool operator==(const SyncedChange&, const SyncedChange&) = default;
};

enum class SyncAction { add, change, unchanged };
std::string_view to_string(SyncAction action);

/// What an entry makes of somebody.
struct PlannedPerson {
  const DirectoryEntry* entry;            ///< good as long as the directory
  std::optional<UserId> person{};         ///< nullopt: they are to be added
  std::optional<MatchedBy> matched{};     ///< nullopt likewise
  UserRecord record;                      ///< as it is to be
  DirectoryLink link;                     ///< likewise
  std::optional<DirectoryLink> linked{};  ///< as it was
  std::vector<SyncedChange> changes{};
  std::vector<RoleId> gained{};  ///< by the rules
  std::vector<RoleId> lost{};    ///< that a rule gave, and none gives now
  bool only_disabled = false;    ///< the entry is in conflict but for that: nothing else of it is here

  SyncAction action() const;
  bool disables() const;
};

/// An entry that nothing is made of, and why. The person it may mean is left as they are; but who is tied to it, and is
/// disabled there, is disabled here all the same.
struct SyncConflict {
  std::uint64_t line = 0;
  std::string dn;
  std::string code;
  std::string message;
  std::string hint;
};

struct DirectoryPlan {
  std::vector<PlannedPerson> people{};     ///< in the order of the directory
  std::vector<UserId> gone{};              ///< no entry has their anchor any more, and they were not marked before
  std::int64_t still_gone = 0;             ///< marked before, and still so
  std::vector<SyncConflict> conflicts{};   ///< in the order of the directory
  std::int64_t without_address = 0;        ///< entries nobody is linked to that have neither a mail nor a sign-in name
  std::deque<DirectoryEntry> stand_ins{};  ///< for faulty entries of people who are planned: good as long as the plan
};

/// Matches entries with people: by anchor; those left over by sign-in name; and then by mail, the first that is
/// somebody's. Whoever matches nobody is to be added. Of the record, what the directory has goes here; what it has no
/// longer, and had given, is taken; all else stays. An entry that is disabled disables; one that is not any more opens
/// the account only where the directory had closed it. Without `rules` (nullptr) roles are let be.
///
/// Conflicts: `duplicate-anchor`, `linked-elsewhere` (the person is tied to another entry), `same-person` (two entries
/// match one), `email-taken`, and what is wrong with an entry itself.
DirectoryPlan plan_directory(const Directory& directory, const std::vector<KnownPerson>& people,
                             const GroupRules* rules);

/// Takes those out against whom `judge` has something, and whoever would then get an address that is not free.
void refuse_planned(DirectoryPlan& plan, const std::vector<KnownPerson>& people,
                    const std::function<std::optional<SyncConflict>(const PlannedPerson&)>& judge);

/// Of `entry`, with the rest.
SyncConflict conflict_of(const DirectoryEntry& entry, std::string code, std::string message, std::string hint);

}  // namespace pcadmin::domain
