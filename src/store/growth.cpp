#include "pcadmin/store/growth.hpp"

#include "engine.hpp"

#include <algorithm>

namespace pcadmin::store {

namespace {

/// A row as it stood: from when on, until when (NULL: to this day), and whether the account was active. Change-sets of
/// one second leave nothing of what they ended.
constexpr std::string_view kPeople =
    "SELECT b.at, NULL, u.state = 'active' FROM user u JOIN change_set b ON b.id = u.since "
    "UNION ALL SELECT b.at, e.at, h.state = 'active' FROM user_history h JOIN change_set b ON b.id = h.since "
    "JOIN change_set e ON e.id = h.until";

/// The same of assignments, and when they were in force.
constexpr std::string_view kAssignments =
    "SELECT max(b.at, coalesce(a.starts_at, b.at)), a.expires_at FROM assignment a "
    "JOIN change_set b ON b.id = a.since "
    "UNION ALL SELECT max(b.at, coalesce(h.starts_at, b.at)), min(e.at, coalesce(h.expires_at, e.at)) "
    "FROM assignment_history h JOIN change_set b ON b.id = h.since JOIN change_set e ON e.id = h.until";

/// What came into a count and went out of it, between one moment and the next.
class Tally {
 public:
  explicit Tally(std::span<const Time> moments) : moments_(moments), steps_(moments.size() + 1, 0) {}

  void add(Time begin, const std::optional<Time>& end) {
    const auto from = first_at(begin);
    const auto to = end ? first_at(*end) : moments_.size();
    if (from >= to) return;
    ++steps_[from];
    --steps_[to];
  }

  /// How many there were at that one; asked in order.
  std::int64_t next() { return count_ += steps_[at_++]; }

 private:
  std::size_t first_at(Time time) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(moments_, time) - moments_.begin());
  }

  std::span<const Time> moments_;
  std::vector<std::int64_t> steps_;
  std::int64_t count_ = 0;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Headcount> count_over_time(const Database& db, std::span<const Time> moments) {
  Tally people(moments);
  Tally active(moments);
  Tally assignments(moments);
  for (Query row(db, kPeople); row.step();) {
    people.add(row.time(0), row.optional_time(1));
    if (row.integer(2) != 0) active.add(row.time(0), row.optional_time(1));
  }
  for (Query row(db, kAssignments); row.step();) assignments.add(row.time(0), row.optional_time(1));
  std::vector<Headcount> counts;
  for (const auto at : moments)
    counts.push_back({.at = at, .people = people.next(), .active = active.next(), .assignments = assignments.next()});
  return counts;
}

}  // namespace pcadmin::store
