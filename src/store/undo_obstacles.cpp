#include "undo_tables.hpp"

#include "pcadmin/store/undo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace pcadmin::store {

namespace {

/// What one later change-set did that is in the way: one row of it, and how many.
struct InTheWay {
  std::string table;
  std::int64_t row = 0;
  std::int64_t rows = 0;
};
using Found = std::map<std::int64_t, InTheWay>;

/// How people call a row, by SQL of its id.
struct Naming {
  std::string_view table;
  std::string_view noun;
  std::string_view column;  ///< what the row is called by
  bool of_somebody;         ///< whose it is, besides
};
constexpr std::array<Naming, 17> kNamings = {{
    {"assignment", "role assignment", "role", true},
    {"association", "association as", "state", true},
    {"bundle", "bundle", "name", false},
    {"designation", "designation", "name", false},
    {"designation_metric", "metric", "name", false},
    {"directory_link", "tie to the directory", "anchor", true},
    {"domain", "domain", "name", false},
    {"known_skill", "catalogue entry", "code", false},
    {"location", "location", "name", false},
    {"organization", "organisation", "name", false},
    {"profile_link", "certification profile", "profile", true},
    {"request", "request for", "role", true},
    {"setting", "setting", "name", false},
    {"skill", "skill", "code", true},
    {"support", "support entry", "name", false},
    {"token", "token", "name", true},
    {"user", "user", "email", false},
}};

/// The value a row has, or had last.
std::optional<std::string> last_value(const Database& db, std::string_view table, std::string_view column,
                                      std::int64_t row) {
  Query query(db, fmt::format("SELECT {1} FROM (SELECT {1}, since FROM {0} WHERE id = ?1 UNION ALL SELECT {1}, since "
                              "FROM {0}_history WHERE id = ?1) ORDER BY since DESC LIMIT 1",
                              table, column));
  query.bind(row);
  return query.step() ? query.optional_text(0) : std::nullopt;
}

std::string name_of(const Database& db, const InTheWay& found) {
  const auto* const naming = std::ranges::find(kNamings, std::string_view(found.table), &Naming::table);
  if (naming == kNamings.end()) return fmt::format("row {} of {}", found.row, found.table);
  auto name = fmt::format("{} {}", naming->noun, last_value(db, naming->table, naming->column, found.row).value_or(""));
  if (!naming->of_somebody) return name;
  const auto owner = last_value(db, naming->table, "user_id", found.row);
  if (!owner) return name + " of " + last_value(db, naming->table, "address", found.row).value_or("");  // invited
  const auto id = std::stoll(*owner);
  return name + " of " + last_value(db, "user", "email", id).value_or(domain::UserId(id).text());
}

/// Tables whose rows an erasure blanks and that undoing could bring back.
constexpr std::array<std::string_view, 3> kErasable = {"association", "location", "user"};

/// SQL: past rows `h` of the table that ?1 ended and erasures `e` have blanked.
std::string erased_rows(std::string_view table) {
  return fmt::format(
      "FROM {0}_history h CROSS JOIN erasure e ON e.of_table = '{0}' AND e.row = h.id AND e.row_since = h.since "
      "WHERE h.until = ?1",
      table);
}

/// SQL: a row's values as far as they say whether it is the same again: whatever came and went between does not count.
std::string content_of(const BusinessTable& table, std::string_view row) {
  std::string sql;
  for (const auto& column : table.columns) {
    if (column == "id" || column == "since" || column == "granted_in") continue;
    sql += fmt::format("{}quote({}.{})", sql.empty() ? "" : " || ',' || ", row, column);
  }
  if (table.name == "assignment") sql += fmt::format(" || ',' || coalesce({0}.granted_in, {0}.since)", row);
  return sql;
}

/// What a row was from some change-set on; nullopt: not there.
struct State {
  std::int64_t change;
  std::optional<std::string> content;
};

/// Looks for rows that are not as the change-set left them, or that others need now, and for the change-sets that would
/// have to be undone to have them so again. Rows that would come back with those in `undone` first count as if they
/// were there.
class Search {
 public:
  Search(const Database& db, ChangeId of, const Found& undone = {})
      : db_(db), of_(of), references_(references_between(db)) {
    for (const auto& [change, what] : undone) undone_ += fmt::format("{}{}", undone_ == "[" ? "" : ",", change);
    undone_ += "]";
    for (const auto& table : business_tables(db)) walk(table);
    erased();
  }

  Found found{};

 private:
  /// SQL: rows of the table that are in the way; and those that will be once the change-set `cut`, which ended them, is
  /// undone.
  std::string obstructed(const BusinessTable& table) const {
    std::string there = "SELECT NULL AS id WHERE false";
    std::string returned;
    const auto also = [&](const std::string& select) { there += " UNION " + select; };
    if (comes_back(table.name)) also(touched_again(table));
    for (const auto& reference : references_) {
      if (reference.table == table.name) also(needing(reference));
      if (reference.table == table.name && comes_back(table.name)) returned += " UNION " + needing_again(reference);
      if (reference.parent == table.name && comes_back(reference.table)) also(orphaning(reference));
    }
    for (const auto& key : kUniqueKeys) {
      if (key.table != table.name) continue;
      also(taking(key));
      if (key.column != "os_account") returned += " UNION " + taking_again(key);  // of which the past has no index
    }
    return "SELECT id, NULL AS cut FROM (" + there + ")" + (undone_ == "[]" ? "" : returned);
  }

  /// Rows it wrote that are not as it left them, and rows it took away that are there again.
  static std::string touched_again(const BusinessTable& table) {
    return fmt::format(
        "SELECT h.id FROM {0}_history h WHERE h.since = ?1 AND NOT EXISTS (SELECT 1 FROM {0} t WHERE t.id = h.id AND "
        "{1} = {2}) UNION SELECT h.id FROM {0}_history h CROSS JOIN {0} t ON t.id = h.id WHERE h.until = ?1 AND "
        "t.since "
        "<> ?1 AND NOT EXISTS (SELECT 1 FROM {0}_history x WHERE x.id = h.id AND x.since = ?1)",
        table.name, content_of(table, "t"), content_of(table, "h"));
  }

  /// Rows that name one which would go, and would not go with it.
  std::string needing(const Reference& reference) const {
    // Whoever names a row that was added came later: one look tells that there is nobody, however many rows there are.
    if (!is_any(db_, of_, fmt::format("SELECT 1 FROM {} WHERE since > ?1", reference.table)))
      return "SELECT NULL WHERE false";
    return fmt::format(
        "SELECT c.id FROM {0} p CROSS JOIN {1} c ON c.{2} = p.id WHERE {3} AND {4} AND c.since <> ?1 AND NOT "
        "EXISTS (SELECT 1 FROM {1}_history x WHERE x.id = c.id AND x.since = ?1)",
        reference.parent, reference.table, reference.column, wrote(db_, of_, reference.parent, "p"),
        added(db_, of_, reference.parent, "p"));
  }

  /// Those that did, and come back before.
  static std::string needing_again(const Reference& reference) {
    return fmt::format(
        "SELECT c.id, c.until FROM {3} p CROSS JOIN {1}_history c ON c.{2} = p.id WHERE NOT EXISTS (SELECT 1 FROM "
        "{0}_history was WHERE was.until = ?1 AND was.id = p.id) AND c.since > ?1 AND +c.until IN (SELECT value FROM "
        "json_each(?2)) AND c.id NOT IN {4}",
        reference.parent, reference.table, reference.column, written(reference.parent), written(reference.table));
  }

  /// Rows that are gone, named by one which would come back, and would not come back with it.
  static std::string orphaning(const Reference& reference) {
    return fmt::format(
        "SELECT h.{2} FROM {1}_history h WHERE h.until = ?1 AND h.{2} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {0} p "
        "WHERE p.id = h.{2}) AND NOT EXISTS (SELECT 1 FROM {0}_history g WHERE g.id = h.{2} AND g.until = ?1)",
        reference.parent, reference.table, reference.column);
  }

  /// Rows that have what only one may have, and one which would come back had it.
  static std::string taking(const UniqueKey& key) {
    return fmt::format(
        "SELECT o.id FROM {0}_history h CROSS JOIN {0} o ON {1} AND o.id <> h.id WHERE h.until = ?1 AND o.id NOT IN "
        "{2}",
        key.table, key.same, written(key.table));
  }

  /// Those that had it, and come back before. No index of the past has the whole key: both sides are set apart first,
  /// and the engine makes one of what is left of them.
  static std::string taking_again(const UniqueKey& key) {
    return fmt::format(
        "SELECT o.id, o.until FROM (SELECT * FROM {0}_history WHERE until = ?1 LIMIT -1) h CROSS JOIN (SELECT * FROM "
        "{0}_history WHERE until IN (SELECT value FROM json_each(?2)) AND since > ?1 LIMIT -1) o ON {1} AND o.id <> "
        "h.id WHERE o.id NOT IN {2}",
        key.table, key.same, written(key.table));
  }

  /// The states of every row in the way, as the change-set left it and since, up to what it will be.
  void walk(const BusinessTable& table) {
    Query query(db_, fmt::format("WITH way (id, cut) AS MATERIALIZED ({1}) SELECT h.id, way.cut, h.since, h.until, {2} "
                                 "FROM way CROSS JOIN {0}_history h ON h.id = way.id WHERE h.until > ?1 AND "
                                 "h.until <= coalesce(way.cut, h.until) UNION ALL SELECT t.id, NULL, t.since, NULL, "
                                 "{3} FROM way CROSS JOIN {0} t ON t.id = way.id WHERE way.cut IS NULL AND ?2 <> '' "
                                 "ORDER BY 1, 2, 3",
                                 table.name, obstructed(table), content_of(table, "h"), content_of(table, "t")));
    query.bind(of_.number).bind(undone_);
    std::vector<State> states;
    std::pair<std::int64_t, std::int64_t> row{};
    while (query.step()) {
      const auto cut = query.is_null(1) ? 0 : query.integer(1);
      const std::pair next{query.integer(0), cut};
      if (next != row) note(table.name, std::exchange(row, next).first, states);
      const auto since = query.integer(2);
      if (states.empty()) states.push_back({of_.number, std::nullopt});
      if (states.back().change == since || since <= of_.number) states.pop_back();
      states.push_back({since, query.text(4)});
      if (!query.is_null(3) && query.integer(3) != cut) states.push_back({query.integer(3), std::nullopt});
    }
    note(table.name, row.first, states);
  }

  /// From what a row is back to what it was: what led to a state that was there before already is passed over, for it
  /// has been undone.
  void note(const std::string& table, std::int64_t row, std::vector<State>& states) {
    for (auto at = std::size(states); at > 1;) {
      const auto& content = states[at - 1].content;
      const auto first = std::ranges::find(states, content, &State::content);
      at = static_cast<std::size_t>(first - states.begin());
      if (at > 0) add(first->change, table, row);
    }
    states.clear();
  }

  void add(std::int64_t change, const std::string& table, std::int64_t row) {
    auto& one = found[change];
    if (one.rows++ > 0) return;
    one.table = table;
    one.row = row;
  }

  /// What a row was is no longer known.
  void erased() {
    for (const auto table : kErasable) {
      Query query(db_, "SELECT e.since, h.id " + erased_rows(table));
      query.bind(of_.number);
      while (query.step()) add(query.integer(0), std::string(table), query.integer(1));
    }
  }

  const Database& db_;
  ChangeId of_;
  std::vector<Reference> references_;
  std::string undone_ = "[";  ///< JSON: `[12,14]`
};

/// What in turn is in the way of those, until nothing more is found, or more than is told anyway.
void find_all(const Database& db, ChangeId change, Found& found) {
  std::size_t known = 0;
  while (known != found.size() && found.size() <= kMostObstacles) {
    known = found.size();
    const auto undone = found;
    found.merge(Search(db, change, undone).found);
    for (const auto& [later, what] : undone) found.merge(Search(db, {later}, undone).found);
  }
}

/// The purge by which a change-set cannot be undone: itself, or of somebody whose record it ended.
std::optional<ChangeId> find_purge(const Database& db, ChangeId change) {
  std::string sql = "SELECT since FROM erasure WHERE since = ?1";
  for (const auto table : kErasable) sql += " UNION ALL SELECT e.since " + erased_rows(table);
  Query query(db, sql + " LIMIT 1");
  query.bind(change.number);
  return query.step() ? std::optional(ChangeId{query.integer(0)}) : std::nullopt;
}

Obstacle tell(const Database& db, ChangeId id, const InTheWay& found) {
  const auto change = get_change(db, id);
  const auto by = change.actor_email ? *change.actor_email : change.actor ? change.actor->text() : change.os_user;
  return {.change = id,
          .at = change.at,
          .by = by,
          .command = change.command,
          .what = name_of(db, found),
          .rows = found.rows,
          .purge = find_purge(db, id)};
}

}  // namespace

bool stands_alone(const Database& db, ChangeId change) { return Search(db, change).found.empty(); }

Obstacles find_obstacles(const Database& db, ChangeId change) {
  auto found = Search(db, change).found;
  find_all(db, change, found);
  Obstacles obstacles{.latest = {}, .count = static_cast<std::int64_t>(found.size())};
  for (auto one = found.rbegin(); one != found.rend() && obstacles.latest.size() < kMostObstacles; ++one)
    obstacles.latest.push_back(tell(db, {one->first}, one->second));
  return obstacles;
}

}  // namespace pcadmin::store
