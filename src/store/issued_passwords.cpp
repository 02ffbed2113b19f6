#include "pcadmin/store/issued_passwords.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::store {

namespace {

/// A password somebody had or has.
struct Password {
  bool chosen;
  Time set_at;
  std::int64_t set_in;
  std::optional<Time> expires_at;
};

Password read_password(const Query& row, int first) {
  return {.chosen = row.text_view(first) == "chosen",
          .set_at = row.time(first + 1),
          .set_in = row.integer(first + 2),
          .expires_at = row.optional_time(first + 3)};
}

/// All of them but the current one, the first first. Who was deleted and restored has one twice, before and after.
std::vector<Password> past_passwords(const Database& db, std::int64_t user) {
  Query query(db,
              "SELECT kind, set_at, set_in, expires_at FROM credential_history WHERE user_id = ?1 ORDER BY noted_in");
  query.bind(user);
  std::vector<Password> passwords;
  while (query.step()) passwords.push_back(read_password(query, 0));
  return passwords;
}

bool is_given_by(const std::vector<Password>& passwords, ChangeId change) {
  return std::ranges::any_of(
      passwords, [&](const Password& password) { return !password.chosen && password.set_in == change.number; });
}

/// Where the last temporary one is; the end where there is none.
auto find_last_issued(const std::vector<Password>& passwords) {
  const auto found =
      std::find_if(passwords.rbegin(), passwords.rend(), [](const auto& password) { return !password.chosen; });
  return found == passwords.rend() ? passwords.end() : std::prev(found.base());
}

/// nullopt: they never had one, or none by `change`.
std::optional<IssuedPassword> issued_to(const Database& db, StoredUser user, const Password& current,
                                        const std::optional<ChangeId>& change) {
  const auto id = user.id.number();
  std::vector<Password> passwords;
  const bool is_enough = !current.chosen && (!change || current.set_in == change->number);  // as for nearly all
  if (!is_enough) passwords = past_passwords(db, id);
  passwords.push_back(current);
  const auto issued = find_last_issued(passwords);
  if (issued == passwords.end() || (change && !is_given_by(passwords, *change))) return std::nullopt;
  if (!issued->expires_at) throw_bad_row("credential", id, "a temporary password that never expires");
  const auto next = std::next(issued);
  return IssuedPassword{.user = std::move(user),
                        .issued_at = issued->set_at,
                        .issued_in = {issued->set_in},
                        .expires_at = *issued->expires_at,
                        .claimed_at = next == passwords.end() ? std::nullopt : std::optional(next->set_at)};
}

/// Who was given one by a change-set has it still, or a later one.
std::string list_sql(const IssuedFilter& filter) {
  auto sql = "SELECT " + std::string(kUserColumns) +
             ", k.kind, k.set_at, k.set_in, k.expires_at FROM credential k CROSS JOIN user u ON u.id = k.user_id "
             "WHERE true";
  if (filter.open) sql += " AND k.kind = 'temporary'";
  if (filter.change) sql += " AND k.set_in >= ?1";
  return sql + " ORDER BY k.user_id";
}

}  // namespace

void list_issued_passwords(const Database& db, const IssuedFilter& filter,
                           const std::function<bool(const IssuedPassword&)>& each) {
  Query query(db, list_sql(filter));
  if (filter.change) query.bind(filter.change->number);
  while (query.step()) {
    const auto found = issued_to(db, read_user(query), read_password(query, kUserColumnCount), filter.change);
    if (found && !each(*found)) return;
  }
}

}  // namespace pcadmin::store
