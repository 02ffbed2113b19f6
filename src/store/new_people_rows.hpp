#pragma once

#include "own_rows.hpp"
#include "people_arena.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/store/changes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// People who wait to be written, as the rows they will be.
namespace pcadmin::store {

/// What all of them have in common.
struct NewRows {
  const PeopleArena* arena;  ///< sorted
  std::int64_t change;
  std::int64_t at;
  std::int64_t first_user = 0;  ///< the id of the first; the others' follow it
  std::int64_t first_assignment = 0;
  std::int64_t expires_at = 0;  ///< of their temporary passwords
};

/// Rows of `people` by rank, at first all of them.
class RowsOfPeople : public RowSource {
 public:
  explicit RowsOfPeople(const NewRows& people) : people_(people), end_(people.arena->size()) {}
  /// From where it stands, only those of the ranks before `end`.
  virtual void end_before(std::size_t end) { end_ = end; }
  bool at_end() const override { return rank_ >= end_; }
  void next() override { ++rank_; }

 protected:
  const WaitingPerson& person() const { return people_.arena->at(rank_); }
  std::int64_t user() const { return people_.first_user + static_cast<std::int64_t>(rank_); }
  const NewRows& people() const { return people_; }

 private:
  NewRows people_;
  std::size_t rank_ = 0;
  std::size_t end_;
};

class UserRows : public RowsOfPeople {
 public:
  using RowsOfPeople::RowsOfPeople;
  std::span<const std::string_view> columns() const override;
  Cell cell(std::size_t column) const override;
};

/// By user, then by role, as their index is.
class AssignmentRows : public RowsOfPeople {
 public:
  explicit AssignmentRows(const NewRows& people) : RowsOfPeople(people) { pass_those_without(); }
  void end_before(std::size_t end) override;
  std::span<const std::string_view> columns() const override;
  void next() override;
  Cell cell(std::size_t column) const override;
  /// How many rows it has passed.
  std::int64_t count() const { return count_; }

 private:
  void pass_those_without();

  std::size_t role_ = 0;
  std::int64_t count_ = 0;
};

class CredentialRows : public RowsOfPeople {
 public:
  using RowsOfPeople::RowsOfPeople;
  std::span<const std::string_view> columns() const override;
  Cell cell(std::size_t column) const override;
};

}  // namespace pcadmin::store
