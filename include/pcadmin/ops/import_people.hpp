#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pcadmin::ops {

/// What to do about a row whose address somebody has already.
enum class OnExisting { error, skip, update };

/// Whether a row that names roles gives them beside those somebody has, or says all of them.
enum class RolesMode { add, replace };

/// A field of somebody's record, as it was and as it is to be; nullopt: there was nothing.
struct FieldChange {
  std::string_view field;  ///< as in a file of people
  std::optional<std::string> before;
  std::string after;
};

/// `disable`: an update that takes the use of their account from somebody.
enum class RowAction { add, update, disable, unchanged, skip };

/// What became of a row.
struct RowOutcome {
  std::uint64_t line;
  RowAction action;
  const domain::UserRecord* record;      ///< as it is now; good while it is told
  std::optional<domain::UserId> id;      ///< nullopt of who is added: ids are given when the file is at its end
  std::vector<FieldChange> changes{};    ///< of who is added: the state, where they may not sign in
  std::vector<domain::RoleId> gained{};  ///< for the whole organisation
  std::vector<domain::RoleId> lost{};
};

/// What becomes of the other rows where some have faults.
enum class OnFaults { nobody, others };

/// What is wished for beside the rest.
struct ImportWishes {
  RolesMode roles_mode = RolesMode::add;
  OnFaults on_faults = OnFaults::nobody;
  std::function<void(const RowOutcome&)> each{};  ///< told of every row without faults, in the order of the file
  /// Told of each fault at once, before another row is asked for; may say where in the row it is.
  std::function<void(domain::RowFault&)> fault = [](domain::RowFault&) {};
  /// Told, when the file has been read, of how many people passwords are about to be made for.
  std::function<void(std::uint64_t all)> makes_passwords = [](std::uint64_t) {};
  /// Told many times a second while new people are written: of how many of them that is done.
  std::function<void(std::uint64_t written, std::uint64_t all)> written = [](std::uint64_t, std::uint64_t) {};
};

/// The next row of a file, or everything wrong with it; nullopt at the end.
using NextRow = std::function<std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>>()>;

/// How many faults are kept: a file that is wrong in every row must not fill the memory.
inline constexpr std::size_t kMostFaults = 10'000;

/// How many of those who would lose something are kept by their lines.
inline constexpr std::size_t kMostLosers = 50;

/// Of whom each line of a file was. A few bytes a person.
class RowLines {
 public:
  /// Of those who were added, by id: the ids follow each other.
  void add(domain::UserId first, std::vector<std::uint64_t> lines);
  void touch(domain::UserId existing, std::uint64_t line) { touched_.emplace(existing, line); }
  /// nullopt: no line is about them.
  std::optional<std::uint64_t> find(domain::UserId user) const;

 private:
  std::vector<std::uint64_t> added_{};
  domain::UserId first_{0};
  std::map<domain::UserId, std::uint64_t> touched_{};
};

struct ImportSummary {
  std::uint64_t rows = 0;
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t disabled = 0;   ///< of the updated: whose account was active before
  std::uint64_t unchanged = 0;  ///< to be updated, but nothing differed
  std::uint64_t skipped = 0;
  std::vector<domain::RowFault> faults;  ///< in the order of the file, at most `kMostFaults`
  std::uint64_t fault_count = 0;         ///< all of them
  bool denied = false;                   ///< among them, something the operator has no right to do
  RowLines lines{};
  std::vector<std::pair<std::uint64_t, std::string>> losers{};  ///< line and address, at most `kMostLosers`
  std::uint64_t roles_taken = 0;
  std::uint64_t roles_left = 0;  ///< that no row named and that stay all the same: no row could have named them
};

/// Adds the people of a file, each with a temporary password that `credential` is told, in the order of the file. Reads
/// the file to its end and reports everything wrong with it. Of a row with a fault nothing is done; of the others
/// nothing either, unless it is wished for: the caller must not commit then. Only at the end new people are written, in
/// the order of addresses, and get their ids in that order. On update, fields the file does not have stay, and roles
/// are added; those that a row does not name are taken with `RolesMode::replace`, where the row names roles, if only
/// none: what is in force for the whole organisation. What is held for a location or begins later stays, because no
/// file can say it. Taking a role asks for the right to give it. In a rehearsal nobody gets a password. Throws
/// `not-allowed`, and whatever `next`, `credential` and what is wished for throw.
ImportSummary import_people(Unit& unit, const NextRow& next, OnExisting on_existing,
                            const std::function<void(const Temporary&)>& credential, const ImportWishes& wishes = {});

/// What a guard refuses because of people of the file, with their lines: in the details `faults`, each with line, code,
/// value (the address) and message, in the order of the file. Any other failure as it is.
Failure with_lines(const Unit& unit, const ImportSummary& summary, Failure refusal);

}  // namespace pcadmin::ops
