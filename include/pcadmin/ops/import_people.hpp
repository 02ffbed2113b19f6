#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace pcadmin::ops {

/// What to do about a row whose address somebody has already.
enum class OnExisting { error, skip, update };

/// The next row of a file, or everything wrong with it; nullopt at the end.
using NextRow = std::function<std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>>()>;

/// How many faults are kept: a file that is wrong in every row must not fill the memory.
inline constexpr std::size_t kMostFaults = 10'000;

/// Of whom each line of a file was. A few bytes a person.
class RowLines {
 public:
  void add(domain::UserId added, std::uint64_t line);
  void touch(domain::UserId existing, std::uint64_t line) { touched_.emplace(existing, line); }
  /// nullopt: no line is about them.
  std::optional<std::uint64_t> find(domain::UserId user) const;

 private:
  std::vector<std::uint64_t> added_{};  ///< by id: ids of one import follow each other
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
};

/// Adds the people of a file, each with a temporary password that `credential` is told as it is made. Reads the file to
/// its end and reports everything wrong with it; `told` has each fault at once, before `next` is asked for another row.
/// Of a row with a fault nothing is done; whether the others are committed, or nobody, is the caller's to decide. On
/// update, fields the file does not have stay, and roles are added, never taken. Throws `not-allowed`, and whatever
/// `next`, `credential` and `told` throw.
ImportSummary import_people(
    Unit& unit, const NextRow& next, OnExisting on_existing, const std::function<void(const Temporary&)>& credential,
    const std::function<void(const domain::RowFault&)>& told = [](const domain::RowFault&) {});

/// What a guard refuses because of people of the file, with their lines: in the details `faults`, each with line, code,
/// value (the address) and message, in the order of the file. Any other failure as it is.
Failure with_lines(const Unit& unit, const ImportSummary& summary, Failure refusal);

}  // namespace pcadmin::ops
