#include "pcadmin/store/differences.hpp"

#include "engine.hpp"
#include "row_states.hpp"

#include <fmt/format.h>

#include <set>
#include <tuple>
#include <utility>

namespace pcadmin::store {

namespace {

using What = Effect::What;

/// SQL: rows of `table` that change-set ?1 left and ?2 did not: each by the state it had at first. In the order of the
/// change-sets that ended that state.
std::string ended_sql(std::string_view table) {
  return fmt::format("SELECT id FROM {}_history WHERE until > ?1 AND until <= ?2 AND +since <= ?1 ORDER BY until, id",
                     table);
}

/// SQL: rows that were there after ?2 and not after ?1.
std::string added_sql(std::string_view table) {
  return fmt::format(
      "SELECT n.since, n.id FROM {0} n WHERE n.since > ?1 AND n.since <= ?2 AND NOT EXISTS (SELECT 1 FROM {0}_history "
      "h "
      "WHERE h.id = n.id AND h.since <= ?1 AND h.until > ?1) UNION ALL "
      "SELECT n.since, n.id FROM {0}_history n WHERE n.since > ?1 AND n.since <= ?2 AND +n.until > ?2 AND NOT EXISTS "
      "(SELECT 1 FROM {0}_history h WHERE h.id = n.id AND h.since <= ?1 AND h.until > ?1) ORDER BY 1, 2",
      table);
}

/// SQL: assignments that are the same after ?1 and ?2, and ended or began by themselves after ?3 and by ?4.
std::string timed_sql(bool past, std::string_view column, std::string_view other) {
  return fmt::format("SELECT id FROM assignment{} WHERE {} > ?3 AND {} <= ?4 AND +since <= ?1{}{}",
                     past ? "_history" : "", column, column, past ? " AND +until > ?2" : " AND ?2 = ?2",
                     other.empty() ? "" : fmt::format(" AND ({0} IS NULL OR {0} <= ?3 OR {0} > ?4)", other));
}

std::string_view status_at(const RowStates& rows, const RowState& assignment, const Moment& moment) {
  const auto now = to_rfc3339(moment.at);  // which sorts as time does
  const auto& starts_at = rows.value(assignment, "starts_at");
  const auto& expires_at = rows.value(assignment, "expires_at");
  if (expires_at && *expires_at <= now) return "expired";
  return starts_at && *starts_at > now ? "to-come" : "in-force";
}

/// Ids of the assignments of ?2 to ?1 that are in force at a moment.
std::set<std::int64_t> in_force(const Database& db, std::int64_t user, const std::string& role, const Moment& moment) {
  constexpr std::string_view kSql =
      "SELECT id FROM assignment WHERE user_id = ?1 AND role = ?2 AND +since <= ?3 "
      "AND (expires_at IS NULL OR expires_at > ?4) AND (starts_at IS NULL OR starts_at <= ?4) UNION ALL "
      "SELECT id FROM assignment_history WHERE user_id = ?1 AND role = ?2 AND +since <= ?3 AND +until > ?3 "
      "AND (expires_at IS NULL OR expires_at > ?4) AND (starts_at IS NULL OR starts_at <= ?4)";
  Query query(db, kSql);
  query.bind(user).bind(role).bind(moment.change.number).bind(moment.at);
  std::set<std::int64_t> ids;
  while (query.step()) ids.insert(query.integer(0));
  return ids;
}

What mirror(What what) {
  return what == What::added ? What::removed : what == What::removed ? What::added : What::changed;
}

class Comparison {
 public:
  Comparison(const Database& db, const Moment& from, const Moment& to,
             const std::function<bool(const Difference&)>& each)
      : db_(db),
        back_(std::tie(to.change, to.at) < std::tie(from.change, from.at)),
        early_(back_ ? to : from),
        late_(back_ ? from : to),
        each_(each),
        users_(db, "user"),
        assignments_(db, "assignment") {}

  void users() {
    walk_changed("user", [&](std::int64_t row) { return tell_user(row); });
  }
  void roles() {
    walk_assignments([&](std::int64_t row) { return tell_holding(row); });
  }
  void assignments() {
    walk_assignments([&](std::int64_t row) { return tell_assignment(row); });
  }

 private:
  using EachRow = std::function<bool(std::int64_t)>;

  bool walk(const std::string& sql, int column, bool timed, const EachRow& each) {
    Query query(db_, sql);
    query.bind(early_.change.number).bind(late_.change.number);
    if (timed) query.bind(early_.at).bind(late_.at);
    while (query.step()) {
      if (!each(query.integer(column))) return false;
    }
    return true;
  }

  bool walk_changed(std::string_view table, const EachRow& each) {
    return walk(ended_sql(table), 0, false, each) && walk(added_sql(table), 1, false, each);
  }

  void walk_assignments(const EachRow& each) {
    if (!walk_changed("assignment", each)) return;
    for (const bool past : {false, true}) {
      if (!walk(timed_sql(past, "expires_at", ""), 0, true, each)) return;
      if (!walk(timed_sql(past, "starts_at", "expires_at"), 0, true, each)) return;
    }
  }

  bool tell(Difference difference) {
    if (back_) {
      difference.what = mirror(difference.what);
      std::swap(difference.field.before, difference.field.after);
    }
    return each_(difference);
  }

  bool tell_all(const Difference& about, std::vector<Effect::Field> fields) {
    for (auto& field : fields) {
      auto difference = about;
      difference.field = std::move(field);
      if (!tell(std::move(difference))) return false;
    }
    return true;
  }

  static What what(const std::optional<RowState>& before, const std::optional<RowState>& after) {
    return !before ? What::added : after ? What::changed : What::removed;
  }

  std::string email_of(std::int64_t user) const {
    const auto late = users_.at(user, late_.change.number);
    const auto known = late ? late : users_.at(user, early_.change.number);
    return known ? users_.value(*known, "email").value_or("") : domain::UserId(user).text();
  }

  bool tell_user(std::int64_t row) {
    const auto before = users_.at(row, early_.change.number);
    const auto after = users_.at(row, late_.change.number);
    return tell_all({.of = Compared::users,
                     .what = what(before, after),
                     .user = domain::UserId(row),
                     .email = email_of(row),
                     .field = {}},
                    users_.differences(before, after));
  }

  /// The same person's assignment of the same role for the same place, as it stood after another change-set.
  std::optional<RowState> counterpart(const RowState& assignment, const Moment& moment) const {
    constexpr std::string_view kSql =
        "SELECT id FROM assignment WHERE user_id = ?1 AND role = ?2 AND coalesce(location_id, 0) = ?3 "
        "AND +since <= ?4 UNION ALL SELECT id FROM assignment_history WHERE user_id = ?1 AND role = ?2 "
        "AND coalesce(location_id, 0) = ?3 AND +since <= ?4 AND +until > ?4";
    const auto number = [&](std::string_view column) {
      return std::stoll(assignments_.value(assignment, column).value_or("0"));
    };
    Query query(db_, kSql);
    query.bind(number("user_id")).bind(*assignments_.value(assignment, "role")).bind(number("location_id"));
    query.bind(moment.change.number);
    return query.step() ? assignments_.at(query.integer(0), moment.change.number) : std::nullopt;
  }

  /// One that was taken and given anew is another row, and the same assignment: the row that was there first tells.
  bool tell_assignment(std::int64_t row) {
    const auto before = assignments_.at(row, early_.change.number);
    auto after = assignments_.at(row, late_.change.number);
    if (!before && counterpart(*after, early_)) return true;
    if (!after) after = counterpart(*before, late_);
    const auto& known = after ? *after : *before;
    auto fields = assignments_.differences(before, after);
    Effect::Field status{.name = "status", .before = {}, .after = {}};
    if (before) status.before = status_at(assignments_, *before, early_);
    if (after) status.after = status_at(assignments_, *after, late_);
    if (status.before != status.after) fields.push_back(std::move(status));
    const auto user = std::stoll(*assignments_.value(known, "user_id"));
    const auto& location = assignments_.value(known, "location_id");
    return tell_all({.of = Compared::assignments,
                     .what = what(before, after),
                     .user = domain::UserId(user),
                     .email = email_of(user),
                     .role = assignments_.value(known, "role"),
                     .location = location ? location_told(db_, *location) : std::nullopt,
                     .field = {}},
                    std::move(fields));
  }

  /// Somebody may hold a role by several assignments; the first of those by which they gained or lost it tells.
  bool tell_holding(std::int64_t row) {
    const auto before = assignments_.at(row, early_.change.number);
    const auto known = before ? before : assignments_.at(row, late_.change.number);
    const auto user = std::stoll(*assignments_.value(*known, "user_id"));
    const auto role = *assignments_.value(*known, "role");
    const auto held = in_force(db_, user, role, early_);
    const auto holds = in_force(db_, user, role, late_);
    if (held.empty() == holds.empty() || row != *(held.empty() ? holds : held).begin()) return true;
    Effect::Field field{.name = "role", .before = {}, .after = {}};
    (held.empty() ? field.after : field.before) = role;
    return tell({.of = Compared::roles,
                 .what = held.empty() ? What::added : What::removed,
                 .user = domain::UserId(user),
                 .email = email_of(user),
                 .role = role,
                 .field = std::move(field)});
  }

  const Database& db_;
  bool back_;
  Moment early_;
  Moment late_;
  const std::function<bool(const Difference&)>& each_;
  RowStates users_;
  RowStates assignments_;
};

}  // namespace

std::string_view to_string(Compared compared) {
  switch (compared) {
    case Compared::users:
      return "user";
    case Compared::roles:
      return "role";
    case Compared::assignments:
      return "assignment";
  }
  return "";
}

void list_differences(const Database& db, const Moment& from, const Moment& to, Compared compared,
                      const std::function<bool(const Difference&)>& each) {
  Comparison comparison(db, from, to, each);
  switch (compared) {
    case Compared::users:
      return comparison.users();
    case Compared::roles:
      return comparison.roles();
    case Compared::assignments:
      return comparison.assignments();
  }
}

}  // namespace pcadmin::store
