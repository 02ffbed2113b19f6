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
constexpr std::array<Naming, 8> kNamings = {{
    {"assignment", "role assignment", "role", true},
    {"bundle", "bundle", "name", false},
    {"domain", "domain", "name", false},
    {"location", "location", "name", false},
    {"request", "request for", "role", true},
    {"setting", "setting", "name", false},
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
  const auto owner = std::stoll(last_value(db, naming->table, "user_id", found.row).value_or("0"));
  return name + " of " + last_value(db, "user", "email", owner).value_or(domain::UserId(owner).text());
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
/// have to be undone to have them so again.
class Search {
 public:
  Search(const Database& db, ChangeId of) : db_(db), of_(of), references_(references_between(db)) {
    for (const auto& table : business_tables(db)) walk(table);
    erased();
  }

  Found found{};

 private:
  /// SQL: rows of the table that are in the way.
  std::string obstructed(const BusinessTable& table) const {
    std::string sql = "SELECT NULL AS id WHERE false";
    const auto also = [&](const std::string& select) { sql += " UNION " + select; };
    if (comes_back(table.name)) also(touched_again(table));
    for (const auto& reference : references_) {
      if (reference.table == table.name) also(needing(reference));
      if (reference.parent == table.name && comes_back(reference.table)) also(orphaning(reference));
    }
    for (const auto& key : kUniqueKeys) {
      if (key.table == table.name) also(taking(key));
    }
    return sql;
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
  static std::string needing(const Reference& reference) {
    return fmt::format(
        "SELECT c.id FROM {0} p CROSS JOIN {1} c ON c.{2} = p.id WHERE p.id IN {3} AND {4} AND c.since <> ?1 AND NOT "
        "EXISTS (SELECT 1 FROM {1}_history x WHERE x.id = c.id AND x.since = ?1)",
        reference.parent, reference.table, reference.column, written(reference.parent), added(reference.parent, "p"));
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

  /// The states of every row in the way, as the change-set left it and since.
  void walk(const BusinessTable& table) {
    Query query(db_,
                fmt::format("WITH way (id) AS MATERIALIZED ({1}) SELECT h.id, h.since, h.until, {2} FROM way CROSS "
                            "JOIN {0}_history h ON h.id = way.id WHERE h.until > ?1 UNION ALL SELECT t.id, t.since, "
                            "NULL, {3} FROM way CROSS JOIN {0} t ON t.id = way.id ORDER BY 1, 2",
                            table.name, obstructed(table), content_of(table, "h"), content_of(table, "t")));
    query.bind(of_.number);
    std::vector<State> states;
    std::int64_t row = 0;
    while (query.step()) {
      if (query.integer(0) != row) note(table.name, std::exchange(row, query.integer(0)), states);
      const auto since = query.integer(1);
      if (states.empty()) states.push_back({of_.number, std::nullopt});
      if (states.back().change == since || since <= of_.number) states.pop_back();
      states.push_back({since, query.text(3)});
      if (!query.is_null(2)) states.push_back({query.integer(2), std::nullopt});
    }
    note(table.name, row, states);
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
    Query query(db_,
                "SELECT e.since, h.id FROM user_history h CROSS JOIN erasure e ON e.of_table = 'user' AND e.row = h.id "
                "AND e.row_since = h.since WHERE h.until = ?1");
    query.bind(of_.number);
    while (query.step()) add(query.integer(0), "user", query.integer(1));
  }

  const Database& db_;
  ChangeId of_;
  std::vector<Reference> references_;
};

/// The purge by which a change-set cannot be undone: itself, or of somebody whose record it ended.
std::optional<ChangeId> find_purge(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT since FROM erasure WHERE since = ?1 UNION ALL SELECT e.since FROM user_history h CROSS JOIN "
              "erasure e ON e.of_table = 'user' AND e.row = h.id AND e.row_since = h.since WHERE h.until = ?1 LIMIT 1");
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

Obstacles find_obstacles(const Database& db, ChangeId change) {
  const Search search(db, change);
  Obstacles obstacles{.latest = {}, .count = static_cast<std::int64_t>(search.found.size())};
  for (auto one = search.found.rbegin(); one != search.found.rend() && obstacles.latest.size() < kMostObstacles; ++one)
    obstacles.latest.push_back(tell(db, {one->first}, one->second));
  return obstacles;
}

}  // namespace pcadmin::store
