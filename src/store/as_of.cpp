#include "pcadmin/store/as_of.hpp"

#include "canonical.hpp"
#include "engine.hpp"
#include "shadow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pcadmin::store {

namespace {

using Indexed = std::span<const IndexedColumn>;

constexpr std::array<IndexedColumn, 4> kUser = {{{"id", 1}, {"email_key", 1}, {"os_account", 1}, {"since", 20}}};
constexpr std::array<IndexedColumn, 7> kAssignment = {{{"id", 1},
                                                       {"user_id", 4},
                                                       {"role", 1000},
                                                       {"since", 20},
                                                       {"location_id", 100},
                                                       {"expires_at", 1000},
                                                       {"starts_at", 100}}};
constexpr std::array<IndexedColumn, 3> kOwned = {{{"id", 1}, {"user_id", 4}, {"since", 20}}};
constexpr std::array<IndexedColumn, 4> kAssociation = {{{"id", 1}, {"user_id", 1}, {"address_key", 2}, {"since", 20}}};
constexpr std::array<IndexedColumn, 3> kNamed = {{{"id", 1}, {"name", 1}, {"since", 20}}};
constexpr std::array<IndexedColumn, 3> kLocation = {{{"id", 1}, {"partner_id", 1}, {"since", 20}}};
constexpr std::array<IndexedColumn, 4> kProfileLink = {{{"id", 1}, {"user_id", 1}, {"profile_key", 1}, {"since", 20}}};
constexpr std::array<IndexedColumn, 4> kDirectoryLink = {{{"id", 1}, {"user_id", 1}, {"anchor", 1}, {"since", 20}}};
constexpr std::array<IndexedColumn, 5> kSkill = {
    {{"id", 1}, {"user_id", 4}, {"code_key", 1000}, {"profile_key", 4}, {"since", 20}}};
constexpr std::array<IndexedColumn, 3> kKnownSkill = {{{"id", 1}, {"code_key", 2}, {"since", 20}}};
constexpr std::array<IndexedColumn, 3> kMetric = {{{"id", 1}, {"designation_id", 4}, {"since", 20}}};
constexpr std::array<IndexedColumn, 3> kErasure = {{{"id", 1}, {"of_table", 1000}, {"since", 20}}};
constexpr std::array<IndexedColumn, 8> kTwin = {{{"id", 3},
                                                 {"since", 20},
                                                 {"until", 20},
                                                 {"email_key", 2},
                                                 {"user_id", 8},
                                                 {"role", 1000},
                                                 {"profile_key", 4},
                                                 {"address_key", 2}}};
constexpr std::array<IndexedColumn, 2> kChangeSet = {{{"id", 1}, {"actor", 1000}}};
constexpr std::array<IndexedColumn, 1> kPersonal = {{{"user_id", 1}}};
constexpr std::array<IndexedColumn, 2> kPersonalTwin = {{{"user_id", 3}, {"until", 20}}};
constexpr std::array<IndexedColumn, 2> kDeleted = {{{"user_id", 1}, {"email_key", 2}}};

constexpr std::array<std::pair<std::string_view, Indexed>, kBusinessTables.size()> kIndexed = {
    {{"assignment", kAssignment},
     {"association", kAssociation},
     {"bundle", kNamed},
     {"designation", kNamed},
     {"designation_metric", kMetric},
     {"directory_link", kDirectoryLink},
     {"domain", kNamed},
     {"erasure", kErasure},
     {"known_skill", kKnownSkill},
     {"location", kLocation},
     {"organization", kNamed},
     {"profile_link", kProfileLink},
     {"request", kOwned},
     {"setting", kNamed},
     {"skill", kSkill},
     {"support", kNamed},
     {"token", kOwned},
     {"user", kUser}}};

/// Rows of a table that were there at `change`; `began` is the column with the change-set that wrote a row. A plus
/// keeps SQLite from looking rows up by when they began or ended, which is true of nearly all of them; where it is not,
/// at the ends of the history, the paths say so.
ShadowSource current_rows(std::string_view table, std::string_view began, std::int64_t change) {
  return {.from = fmt::format("main.{}", table),
          .where = fmt::format("+{} <= {}", began, change),
          .paths = {{.from = fmt::format("main.{0} INDEXED BY {0}_since", table),
                     .where = fmt::format("since <= {}", change),
                     .few = fmt::format("since <= {}", change)}}};
}

/// Rows of its twin that were there at `change`.
ShadowSource past_rows(std::string_view table, std::string_view began, std::int64_t change) {
  return {.from = fmt::format("main.{}_history", table),
          .where = fmt::format("+{} <= {} AND +until > {}", began, change, change),
          .paths = {{.from = fmt::format("main.{0}_history INDEXED BY {0}_history_until", table),
                     .where = fmt::format("until > {} AND +since <= {}", change, change),
                     .few = fmt::format("until > {}", change)},
                    {.from = fmt::format("main.{0}_history INDEXED BY {0}_history_since", table),
                     .where = fmt::format("since <= {} AND +until > {}", change, change),
                     .few = fmt::format("since <= {}", change)}}};
}

/// Rows of the twin as it was at `change`.
Shadow twin(std::string_view table, std::string_view key, std::int64_t change, Indexed indexed) {
  return {.table = fmt::format("{}_history", table),
          .key = key,
          .sources = {{.from = fmt::format("main.{}_history", table), .where = fmt::format("+until <= {}", change)}},
          .indexed = indexed};
}

Shadow business_table(std::string_view table, std::int64_t change, Indexed indexed) {
  return {.table = std::string(table),
          .key = "id",
          .sources = {current_rows(table, "since", change), past_rows(table, "since", change)},
          .indexed = indexed};
}

/// A table of one row a person, without digests: it is only ever asked by person.
Shadow personal_table(std::string_view table, const Moment& moment) {
  const auto change = moment.change.number;
  auto now = current_rows(table, "noted_in", change);
  auto past = past_rows(table, "noted_in", change);
  now.paths.clear();
  past.paths.clear();
  if (table == "credential") now.lacks = past.lacks = {"verifier"};
  // Of sign-ins from before they were noted only the last is known: it counts from when it was.
  if (table == "sign_in") now.where += fmt::format(" AND last_at <= {}", moment.at.time_since_epoch().count());
  return {.table = std::string(table), .key = "user_id", .sources = {now, past}, .indexed = kPersonal};
}

/// Who had been deleted by then, and neither brought back nor purged.
ShadowSource deleted_by(std::int64_t change) {
  return {.from = fmt::format("(SELECT h.id AS user_id, h.email_key, c.at AS deleted_at, h.until AS deleted_in "
                              "FROM main.user_history h CROSS JOIN main.change_set c ON c.id = h.until "
                              "WHERE +h.until <= {0} "
                              "AND NOT EXISTS (SELECT 1 FROM main.user u WHERE u.id = h.id AND u.since <= {0}) "
                              "AND NOT EXISTS (SELECT 1 FROM main.user_history l WHERE l.id = h.id "
                              "AND l.since > h.since AND l.since <= {0}) "
                              "AND NOT EXISTS (SELECT 1 FROM main.erasure e WHERE e.of_table = 'user' "
                              "AND e.row = h.id AND e.row_since = h.since AND e.since <= {0}))",
                              change),
          .where = "true",
          .lacks = {"kind", "verifier", "set_at", "set_in", "expires_at", "signed_in_at"}};
}

constexpr std::string_view kTwinEnding = "_history";
constexpr std::array<std::string_view, 2> kPersonalTables = {"credential", "sign_in"};

/// By what names `shadow_at` knows a shadow: of static storage.
std::span<const std::string> shadowed_tables() {
  static const auto kTables = [] {
    std::vector<std::string> tables = {"change_set", "deleted_user", "failed_sign_in"};
    const auto add = [&](std::string_view table) {
      tables.emplace_back(table);
      tables.push_back(std::string(table) + std::string(kTwinEnding));
    };
    std::ranges::for_each(kBusinessTables, add);
    std::ranges::for_each(kPersonalTables, add);
    return tables;
  }();
  return kTables;
}

Shadow shadow_at(const Moment& moment, std::string_view table) {
  const auto change = moment.change.number;
  if (table == "change_set")
    return {.table = "change_set",
            .key = "id",
            .sources = {{.from = "main.change_set", .where = fmt::format("id <= {}", change)}},
            .indexed = kChangeSet};
  if (table == "deleted_user")
    return {.table = "deleted_user", .key = "user_id", .sources = {deleted_by(change)}, .indexed = kDeleted};
  // What failed sign-ins have locked keeps no past: nothing is known of it.
  if (table == "failed_sign_in")
    return {.table = "failed_sign_in", .key = "user_id", .sources = {}, .indexed = kPersonal};
  const bool is_twin = table.ends_with(kTwinEnding);
  if (is_twin) table.remove_suffix(kTwinEnding.size());
  if (std::ranges::find(kPersonalTables, table) != kPersonalTables.end())
    return is_twin ? twin(table, "user_id noted_in", change, kPersonalTwin) : personal_table(table, moment);
  if (is_twin) return twin(table, "id since", change, kTwin);
  const auto* const indexed = std::ranges::find(kIndexed, table, &std::pair<std::string_view, Indexed>::first);
  return business_table(table, change, indexed->second);
}

std::optional<Time> time_of(const Database& db, std::int64_t change) {
  Query query(db, "SELECT at FROM change_set WHERE id = ?1");
  return query.bind(change).step() ? std::optional(query.time(0)) : std::nullopt;
}

std::optional<Moment> last_until(const Database& db, std::int64_t change) {
  Query query(db, "SELECT id, at FROM change_set WHERE id <= ?1 ORDER BY id DESC LIMIT 1");
  query.bind(change);
  return query.step() ? std::optional(Moment{{query.integer(0)}, query.time(1)}) : std::nullopt;
}

/// The last change-set made by `time`, found by halving: numbers and times rise together.
std::optional<Moment> last_at(const Database& db, Time time) {
  const auto head = find_head(db);
  std::optional<Moment> found;
  std::int64_t low = 1;
  for (std::int64_t high = head ? head->change.number : 0; low <= high;) {
    const auto middle = low + (high - low) / 2;
    const auto there = last_until(db, middle);
    if (!there || there->at <= time) {
      if (there) found = there;
      low = middle + 1;
    } else {
      high = there->change.number - 1;
    }
  }
  return found;
}

}  // namespace

Moment get_moment(const Database& db, const domain::AsOf& as_of, Time now) {
  const auto when = as_of.from(now);
  if (const auto* const change = std::get_if<domain::AsOf::Change>(&when)) {
    const auto at = time_of(db, change->number);
    return {{change->number}, at ? *at : get_change(db, {change->number}).at};  // which says what is wrong
  }
  const auto time = std::get<Time>(when);
  if (const auto last = last_at(db, time)) return {last->change, time};
  const auto first = get_change(db, {1});
  throw Error({.code = "before-history",
               .kind = FailureKind::not_found,
               .message = fmt::format("at {} there was no store yet: its history begins at {}", to_rfc3339(time),
                                      to_rfc3339(first.at)),
               .hint = "the first change-set is @1: pcadmin audit show 1"});
}

void look_back(Database& db, const Moment& moment) {
  cast_shadows(db, shadowed_tables(), [moment](const std::string& table) { return shadow_at(moment, table); });
}

}  // namespace pcadmin::store
