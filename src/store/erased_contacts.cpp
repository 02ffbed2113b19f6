#include "erased_contacts.hpp"

#include "engine.hpp"
#include "erased_rows.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/email.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace pcadmin::store {

namespace {

constexpr std::string_view kNoContact =
    "contact_given_name = NULL, contact_family_name = NULL, contact_email = NULL, contact_phone = NULL, salt = NULL";

bool is_theirs(const std::vector<Address>& addresses, const std::string& email, std::int64_t since,
               const std::optional<std::int64_t>& until) {
  const auto parsed = domain::Email::parse(email);
  if (!parsed) return false;
  const auto key = to_fold_key(parsed->key());
  return std::ranges::any_of(addresses, [&](const Address& address) {
    return std::ranges::find(address.keys, key) != address.keys.end() && since < address.until &&
           (!until || *until > address.from);
  });
}

}  // namespace

void add_word(std::vector<std::string>& keys, const std::optional<std::string>& text) {
  constexpr std::size_t kShortest = 3;
  if (!text || count_code_points(*text) < kShortest) return;
  auto key = to_fold_key(*text);
  if (!key.empty() && std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
}

std::vector<ContactRow> contacts_of(const Database& db, const std::vector<Address>& addresses) {
  Query query(db,
              "SELECT id, since, NULL, contact_email, contact_given_name, contact_family_name, contact_phone FROM "
              "location WHERE contact_email IS NOT NULL UNION ALL SELECT id, since, until, contact_email, "
              "contact_given_name, contact_family_name, contact_phone FROM location_history WHERE contact_email IS NOT "
              "NULL ORDER BY 1, 2");
  std::vector<ContactRow> contacts;
  while (query.step()) {
    if (!is_theirs(addresses, query.text(3), query.integer(1), query.optional_integer(2))) continue;
    contacts.push_back(
        {.id = query.integer(0),
         .since = query.integer(1),
         .values = {query.optional_text(3), query.optional_text(4), query.optional_text(5), query.optional_text(6)}});
  }
  return contacts;
}

std::int64_t erase_contacts(Database& db, const std::vector<ContactRow>& contacts, ChangeId change) {
  std::int64_t rows = 0;
  for (const auto& contact : contacts) {
    Query(db, fmt::format("UPDATE location SET {}, since = ?3 WHERE id = ?1 AND since = ?2", kNoContact))
        .bind(contact.id)
        .bind(contact.since)
        .bind(change.number)
        .run();
    const auto state = fmt::format("id = ?1 AND since = {}", contact.since);
    rows += erase_rows(db, "location", state, fmt::format("UPDATE location_history SET {} WHERE {}", kNoContact, state),
                       contact.id, change);
  }
  return rows;
}

}  // namespace pcadmin::store
