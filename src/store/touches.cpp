#include "touches.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace pcadmin::store {

std::string touches_sql(std::string_view table, std::string_view which, std::string_view older) {
  const auto part = [&](std::string_view when, std::string_view twin) {
    // The pluses: what is left is found the same way as all.
    const auto behind = older.empty() ? std::string() : fmt::format(" AND (+{}, +id) < ({})", when, older);
    return fmt::format("SELECT {}, id FROM {}{} WHERE {}{}", when, table, twin, which, behind);
  };
  return fmt::format("{} UNION ALL {} UNION ALL {} ORDER BY 1 DESC, 2 DESC", part("since", ""),
                     part("since", "_history"), part("until", "_history"));
}

void walk_touches(Query& query, const std::function<bool(const Touch&)>& each) {
  std::optional<Touch> last;
  while (query.step()) {
    const Touch touch{query.integer(0), query.integer(1)};
    if (touch != last && !each(touch)) return;
    last = touch;
  }
}

namespace {

/// Looks at the newest rows of all roles, and hands on the touches of `role`. Returns the last touch it looked at,
/// where there may be older ones; nullopt: there are none, or `each` said false.
std::optional<Touch> walk_newest(const Database& db, domain::RoleId role, const std::function<bool(const Touch&)>& each,
                                 std::int64_t most) {
  Query query(db,
              "SELECT since, id, role = ?1 FROM assignment UNION ALL "
              "SELECT since, id, role = ?1 FROM assignment_history UNION ALL "
              "SELECT until, id, role = ?1 FROM assignment_history ORDER BY 1 DESC, 2 DESC");
  query.bind(role.text());
  std::optional<Touch> last;
  std::optional<Touch> told;
  for (std::int64_t looked_at = 0; query.step(); ++looked_at) {
    const Touch touch{query.integer(0), query.integer(1)};
    if (looked_at >= most && last && touch != last) return last;
    last = touch;
    if (query.integer(2) == 0 || touch == told) continue;
    told = touch;
    if (!each(touch)) return std::nullopt;
  }
  return std::nullopt;
}

bool has_fewer_rows(const Database& db, domain::RoleId role, std::int64_t count) {
  Query query(db,
              "SELECT 1 FROM assignment WHERE role = ?1 UNION ALL "
              "SELECT 1 FROM assignment_history WHERE role = ?1 LIMIT 1 OFFSET ?2");  // quicker than a count
  return !query.bind(role.text()).bind(count - 1).step();
}

}  // namespace

void walk_role_touches(const Database& db, domain::RoleId role, const std::function<bool(const Touch&)>& each,
                       TouchLimits limits) {
  const bool is_rare = has_fewer_rows(db, role, limits.looked_at);
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  std::optional<Touch> last = Touch{kMost, kMost};
  // A role that is not rare is among the newest rows, most likely: its first touches come without more counting.
  if (!is_rare) last = walk_newest(db, role, each, limits.looked_at);
  if (!last) return;
  // What few hold is looked up and sorted. The plus keeps SQLite from doing so with a role that nearly everybody holds:
  // that is looked for change-set by change-set, in constant memory.
  const bool is_sorted = is_rare || has_fewer_rows(db, role, limits.sorted);
  Query rest(db, touches_sql("assignment", is_sorted ? "role = ?1" : "+role = ?1", "?2, ?3"));
  rest.bind(role.text()).bind(last->change).bind(last->row);
  walk_touches(rest, each);
}

}  // namespace pcadmin::store
