#include "pcadmin/store/settings.hpp"

#include "canonical.hpp"
#include "engine.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <span>

namespace pcadmin::store {

std::optional<std::string> find_setting(const Database& db, std::string_view name) {
  Query query(db, "SELECT value FROM setting WHERE name = ?1");
  query.bind(name);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

bool put_setting(Database& db, std::string_view name, std::string_view value, ChangeId change) {
  return Query(db,
               "INSERT INTO setting (name, value, since) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE "
               "SET value = excluded.value, since = excluded.since WHERE value <> excluded.value")
             .bind(name)
             .bind(value)
             .bind(change.number)
             .run() > 0;
}

bool delete_setting(Database& db, std::string_view name) {
  return Query(db, "DELETE FROM setting WHERE name = ?1").bind(name).run() > 0;
}

bool is_blocked_password(const Database& db, std::string_view word) {
  Query query(db, "SELECT 1 FROM blocked_password WHERE word = ?1");
  query.bind(word);
  return query.step();
}

std::int64_t replace_blocked_passwords(Database& db, const std::function<std::optional<std::string>()>& next) {
  Query(db, "DELETE FROM blocked_password").run();
  std::int64_t count = 0;
  while (const auto word = next())
    count += Query(db, "INSERT OR IGNORE INTO blocked_password (word) VALUES (?1)").bind(*word).run();
  return count;
}

std::string digest_of_blocked_passwords(const Database& db) {
  constexpr std::size_t kShown = 8;
  Hasher hasher("pcadmin blocked passwords 1");
  Query query(db, "SELECT word FROM blocked_password ORDER BY word");
  while (query.step()) hasher.add(query.text_view(0));
  std::string text;
  const auto digest = hasher.finish();
  for (const auto byte : std::span(digest).first<kShown>())
    text += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return text;
}

}  // namespace pcadmin::store
