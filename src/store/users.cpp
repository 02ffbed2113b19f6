#include "pcadmin/store/users.hpp"

#include "engine.hpp"
#include "filter_sql.hpp"
#include "rows.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::store {

namespace {

void bind_record(Query& query, const domain::UserRecord& record) {
  query.bind(record.name.text()).bind(record.email.text()).bind(record.email.key());
  query.bind(text_of(record.given_name)).bind(text_of(record.family_name)).bind(to_string(record.kind));
  query.bind(text_of(record.job_title)).bind(text_of(record.department)).bind(text_of(record.phone));
  query.bind(text_of(record.usage_location)).bind(to_string(record.state)).bind(text_of(record.os_account));
}

std::string order_of(const UserFilter& filter) {
  const std::string way = filter.descending ? " DESC" : "";
  switch (filter.sort) {
    case UserSort::email:
      return "u.email_key" + way;
    case UserSort::name:
      return "u.name COLLATE NOCASE" + way + ", u.id";
    case UserSort::id:
      return "u.id" + way;
    case UserSort::created:
      return "u.created_at" + way + ", u.id" + way;
  }
  return "u.id";
}

/// Only assignments that hold at the moment in ?1: the others are few, and each found by an index of its own, so these
/// are read from the narrow index alone.
constexpr std::string_view kInForce =
    "a.id NOT IN (SELECT id FROM assignment WHERE expires_at <= ?1 UNION ALL "
    "SELECT id FROM assignment WHERE starts_at > ?1)";

/// The columns of a list of people, for filters.
std::span<const SqlField> user_fields() {
  static const auto kRoles = "assignment a WHERE a.user_id = u.id AND " + std::string(kInForce);
  static const std::array<SqlField, 16> kFields = {
      {{.name = "id", .sql = "u.id", .prefix = "usr_"},
       {.name = "name", .sql = "u.name"},
       {.name = "email", .sql = "u.email", .key = "u.email_key"},
       {.name = "roles", .sql = "a.role", .from = kRoles},
       {.name = "state", .sql = "u.state"},
       {.name = "kind", .sql = "u.kind"},
       {.name = "given_name", .sql = "u.given_name"},
       {.name = "family_name", .sql = "u.family_name"},
       {.name = "job_title", .sql = "u.job_title"},
       {.name = "department", .sql = "u.department"},
       {.name = "phone", .sql = "u.phone"},
       {.name = "usage_location", .sql = "u.usage_location"},
       {.name = "created_at", .sql = "u.created_at"},
       {.name = "os_account", .sql = "u.os_account"},
       {.name = "last_sign_in", .sql = "(SELECT s.last_at FROM sign_in s WHERE s.user_id = u.id)"},
       {.name = "deleted_at", .sql = "NULL"}}};
  return kFields;
}

/// Every condition is there only when it is asked for, so that the planner sees the query as it is. Values are bound,
/// never pasted.
std::string list_sql(std::string sql, const UserFilter& filter, const FilterSql& where) {
  sql += " FROM user u WHERE true";
  if (filter.role)
    sql += " AND EXISTS (SELECT 1 FROM assignment a WHERE a.user_id = u.id AND a.role = ? AND " +
           std::string(kInForce) + ")";
  if (filter.bundle)
    sql += " AND EXISTS (SELECT 1 FROM assignment a WHERE a.user_id = u.id AND a.bundle = ? COLLATE NOCASE AND " +
           std::string(kInForce) + ")";
  if (filter.state) sql += " AND u.state = ?";
  if (filter.kind) sql += " AND u.kind = ?";
  if (filter.without_role)
    sql += " AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.user_id = u.id AND " + std::string(kInForce) + ")";
  return sql + where.text + " ORDER BY " + order_of(filter);
}

void bind_list(Query& query, const UserFilter& filter, const FilterSql& where, Time now) {
  query.bind(now);
  if (filter.role) query.bind(filter.role->text());
  if (filter.bundle) query.bind(filter.bundle->text());
  if (filter.state) query.bind(to_string(*filter.state));
  if (filter.kind) query.bind(to_string(*filter.kind));
  bind_values(query, where);
}

/// Of those in force, the assignments that hold at one place or until a moment.
constexpr std::string_view kBounded =
    "a.id IN (SELECT id FROM assignment WHERE expires_at > ?1 UNION ALL SELECT id FROM assignment WHERE location_id IS "
    "NOT NULL)";

bool is_any_bounded(const Database& db, Time now) {
  Query query(db,
              "SELECT EXISTS (SELECT 1 FROM assignment WHERE expires_at > ?1) OR "
              "EXISTS (SELECT 1 FROM assignment WHERE location_id IS NOT NULL)");
  query.bind(now).step();
  return query.integer(0) != 0;
}

/// The texts of `PersonTexts` in its order, then the roles, then how many are left out.
std::string export_columns(const Database& db, bool with_roles, Time now) {
  const std::string of_person = "FROM assignment a WHERE a.user_id = u.id AND " + std::string(kInForce);
  const bool any_bounded = with_roles && is_any_bounded(db, now);
  const auto bounded = std::string(kBounded);
  std::string sql =
      "SELECT u.id, u.name, u.email, u.given_name, u.family_name, u.kind, u.job_title, u.department, u.phone, "
      "u.usage_location, u.state";
  // Sorted, so that the same roles are the same text, in the past too; of now the index has them in this order.
  sql += with_roles ? ", (SELECT group_concat(role, ';') FROM (SELECT a.role " + of_person +
                          (any_bounded ? " AND NOT " + bounded : "") + " ORDER BY a.role))"
                    : ", NULL";
  return sql + (any_bounded ? ", (SELECT count(*) " + of_person + " AND " + bounded + ")" : ", 0 * ?1");
}

const std::string kListColumns = "SELECT " + std::string(kUserColumns) +
                                 ", (SELECT group_concat(a.role, ';') FROM assignment a WHERE a.user_id = u.id AND " +
                                 std::string(kInForce) + "), (SELECT s.last_at FROM sign_in s WHERE s.user_id = u.id)";

/// Nearly every text is plain ASCII, which is quickly seen.
bool is_clean(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain &= (c >= ' ') & (c != '\x7f');
  return plain || (is_utf8(text) && !has_control_characters(text));
}

ListedUser read_listed(const Query& row) {
  ListedUser listed{.user = read_user(row), .roles = {}, .last_sign_in = row.optional_time(kUserColumnCount + 1)};
  if (const auto roles = row.optional_text(kUserColumnCount)) {
    for (const auto role : split(*roles, ';'))
      listed.roles.push_back(stored(domain::RoleId::parse(role), "assignment", listed.user.id.number()));
  }
  std::ranges::sort(listed.roles);
  const auto again = std::ranges::unique(listed.roles);  // held for several locations
  listed.roles.erase(again.begin(), again.end());
  return listed;
}

}  // namespace

StoredUser read_user(const Query& row, int first) {
  const auto id = row.integer(first);
  const auto optional = [&]<class T>(int column) -> std::optional<T> {
    const auto text = row.optional_text(first + column);
    return text ? std::optional<T>(stored(T::parse(*text), "user", id)) : std::nullopt;
  };
  return {.id = domain::UserId(id),
          .record = {.name = stored(domain::PersonName::parse(row.text(first + 1)), "user", id),
                     .email = stored(domain::Email::parse(row.text(first + 2)), "user", id),
                     .given_name = optional.operator()<domain::GivenName>(3),
                     .family_name = optional.operator()<domain::FamilyName>(4),
                     .kind = stored(domain::parse_user_kind(row.text(first + 5)), "user", id),
                     .job_title = optional.operator()<domain::JobTitle>(6),
                     .department = optional.operator()<domain::Department>(7),
                     .phone = optional.operator()<domain::Phone>(8),
                     .usage_location = optional.operator()<domain::UsageLocation>(9),
                     .state = stored(domain::parse_user_state(row.text(first + 10)), "user", id),
                     .os_account = optional.operator()<domain::OsAccount>(13)},
          .created_at = row.time(first + 11),
          .since = {row.integer(first + 12)}};
}

std::optional<StoredUser> find_user(const Database& db, domain::UserId id) {
  static const auto kSql = "SELECT " + std::string(kUserColumns) + " FROM user u WHERE u.id = ?1";
  Query query(db, kSql);
  query.bind(id.number());
  return query.step() ? std::optional(read_user(query)) : std::nullopt;
}

std::optional<StoredUser> find_user(const Database& db, const domain::OsAccount& account) {
  static const auto kSql = "SELECT " + std::string(kUserColumns) + " FROM user u WHERE u.os_account = ?1";
  Query query(db, kSql);
  query.bind(account.text());
  return query.step() ? std::optional(read_user(query)) : std::nullopt;
}

std::optional<StoredUser> find_user(const Database& db, const domain::Email& email) {
  static const auto kSql = "SELECT " + std::string(kUserColumns) + " FROM user u WHERE u.email_key = ?1";
  Query query(db, kSql);
  query.bind(email.key());
  return query.step() ? std::optional(read_user(query)) : std::nullopt;
}

domain::UserId insert_user(Database& db, const domain::UserRecord& record, Time created_at, ChangeId change,
                           Random& random) {
  static const std::string kSql =
      "INSERT INTO user (name, email, email_key, given_name, family_name, kind, job_title, department, phone, "
      "usage_location, state, os_account, created_at, salt, since) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
  std::array<std::byte, 16> salt{};
  random.fill(salt);
  Query query(db, kSql);
  bind_record(query, record);
  query.bind(created_at).bind_blob(salt).bind(change.number).run();
  return domain::UserId(db.engine().connection.getLastInsertRowid());
}

void update_user(Database& db, domain::UserId id, const domain::UserRecord& record, ChangeId change) {
  static const std::string kSql =
      "UPDATE user SET name = ?1, email = ?2, email_key = ?3, given_name = ?4, family_name = ?5, kind = ?6, job_title "
      "= ?7, department = ?8, phone = ?9, usage_location = ?10, state = ?11, os_account = ?12, since = ?13 "
      "WHERE id = ?14";
  Query query(db, kSql);
  bind_record(query, record);
  query.bind(change.number).bind(id.number()).run();
}

bool filters_users(const domain::Filter& filter) { return filter_sql(filter, user_fields()).has_value(); }

void list_users(const Database& db, const UserFilter& filter, Time now,
                const std::function<bool(const ListedUser&)>& each) {
  const auto where = and_filter(filter.where ? &*filter.where : nullptr, user_fields());
  Query query(db, list_sql(kListColumns, filter, where));
  bind_list(query, filter, where, now);
  while (query.step() && each(read_listed(query))) {
  }
}

void export_users(const Database& db, const UserFilter& filter, bool with_roles, Time now,
                  const std::function<bool(const ExportedUser&)>& each) {
  const auto where = and_filter(filter.where ? &*filter.where : nullptr, user_fields());
  Query query(db, list_sql(export_columns(db, with_roles, now), filter, where));
  bind_list(query, filter, where, now);
  const auto text = [&](int column) {
    const auto found = query.is_null(column) ? std::string_view() : query.text_view(column);
    if (!is_clean(found)) throw_bad_row("user", query.integer(0), "a text with control characters, or not UTF-8");
    return found;
  };
  while (query.step()) {
    const ExportedUser exported{.texts = {.id = query.integer(0),
                                          .name = text(1),
                                          .email = text(2),
                                          .roles = with_roles ? text(11) : std::string_view(),
                                          .given_name = text(3),
                                          .family_name = text(4),
                                          .kind = text(5),
                                          .job_title = text(6),
                                          .department = text(7),
                                          .phone = text(8),
                                          .usage_location = text(9),
                                          .state = text(10)},
                                .roles_left_out = query.integer(12)};
    if (!each(exported)) return;
  }
}

std::vector<std::string> list_emails_with_prefix(const Database& db, const std::string& prefix, std::int64_t limit) {
  Query query(db, "SELECT email FROM user WHERE email_key >= ?1 AND email_key < ?2 ORDER BY email_key LIMIT ?3");
  query.bind(prefix).bind(prefix + "\xf4\x8f\xbf\xbf").bind(limit);
  std::vector<std::string> emails;
  while (query.step()) emails.push_back(query.text(0));
  return emails;
}

}  // namespace pcadmin::store
