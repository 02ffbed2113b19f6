#include "pcadmin/store/erasures.hpp"

#include "canonical.hpp"
#include "engine.hpp"
#include "erased_associations.hpp"
#include "erased_contacts.hpp"
#include "erased_directory.hpp"
#include "erased_rows.hpp"
#include "erased_skills.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::store {

namespace {

constexpr std::string_view kErased = "(erased)";

struct Traces {
  std::vector<Address> addresses;
  std::vector<std::string> words;          ///< every value of their records, and the parts of their names, as fold keys
  std::vector<ContactRow> contacts;        ///< where they are a location's contact
  std::vector<std::string> contact_words;  ///< what stands there of them, as fold keys
  std::vector<InvitationRow> invitations;  ///< of addresses of theirs
};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '@' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Whether `key` stands in `folded` as a word of its own: "ann@contoso.example" is not in "joann@contoso.example".
bool has_word(std::string_view folded, std::string_view key) {
  for (auto at = folded.find(key); at != std::string_view::npos; at = folded.find(key, at + 1)) {
    const auto before = at == 0 ? ' ' : folded[at - 1];
    const auto rest = folded.substr(at + key.size());
    const bool goes_on =
        !rest.empty() && (is_word_byte(rest[0]) || (rest[0] == '.' && rest.size() > 1 && is_word_byte(rest[1])));
    if (!is_word_byte(before) && before != '.' && before != '+' && !goes_on) return true;
  }
  return false;
}

bool has_any(const std::vector<std::string>& keys, const std::optional<std::string>& text) {
  if (!text) return false;
  const auto folded = to_fold_key(*text);
  return std::ranges::any_of(keys, [&](const std::string& key) { return has_word(folded, key); });
}

/// When somebody else first had the address after `from`; never, when nobody did.
std::int64_t next_owner(const Database& db, domain::UserId id, const std::string& key, std::int64_t from) {
  Query query(db,
              "SELECT min(since) FROM (SELECT since FROM user WHERE email_key = ?1 AND id <> ?2 UNION ALL "
              "SELECT since FROM user_history WHERE email_key = ?1 AND id <> ?2) WHERE since > ?3");
  query.bind(key).bind(id.number()).bind(from).step();
  return query.optional_integer(0).value_or(std::numeric_limits<std::int64_t>::max());
}

std::vector<Address> addresses_of(const Database& db, domain::UserId id) {
  Query query(db, "SELECT email_key, email, min(since) FROM user_history WHERE id = ?1 GROUP BY email_key");
  query.bind(id.number());
  std::vector<Address> addresses;
  while (query.step()) {
    const auto from = query.integer(2);
    Address address{.keys = {}, .from = from, .until = next_owner(db, id, query.text(0), from)};
    add_word(address.keys, query.text(0));
    add_word(address.keys, query.text(1));
    addresses.push_back(std::move(address));
  }
  return addresses;
}

Traces traces_of(const Database& db, domain::UserId id) {
  Query query(db,
              "SELECT name, given_name, family_name, email, job_title, department, phone, os_account "
              "FROM user_history WHERE id = ?1");
  query.bind(id.number());
  Traces traces{.addresses = addresses_of(db, id), .words = {}, .contacts = {}, .contact_words = {}, .invitations = {}};
  while (query.step()) {
    for (int column = 0; column < 8; ++column) add_word(traces.words, query.optional_text(column));
    for (const auto part : split(query.text_view(0), ' ')) add_word(traces.words, std::string(part));
  }
  traces.contacts = contacts_of(db, traces.addresses);
  traces.invitations = invitations_of(db, traces.addresses);
  add_profiles(db, id, traces.addresses);
  traces.contact_words = traces.words;
  for (const auto& contact : traces.contacts) {
    for (const auto& value : contact.values) add_word(traces.contact_words, value);
  }
  return traces;
}

struct Said {
  std::int64_t change;
  bool by;     ///< they were the actor
  bool about;  ///< it wrote or ended rows of theirs, and of nobody else
  bool refused;
  Digest digest;
  ChangeWords words;
};

/// SQL: whether change-set `c` wrote or ended a row of `table` that is theirs (`=`) or somebody else's (`<>`).
std::string touches(std::string_view table, std::string_view owner, std::string_view whose) {
  return fmt::format(
      "EXISTS (SELECT 1 FROM {0} WHERE since = c.id AND {1} {2} ?1) OR EXISTS (SELECT 1 FROM {0}_history WHERE since = "
      "c.id AND {1} {2} ?1) OR EXISTS (SELECT 1 FROM {0}_history WHERE until = c.id AND {1} {2} ?1)",
      table, owner, whose);
}

std::string touches_any(std::string_view whose) {
  return "(" + touches("user", "id", whose) + " OR " + touches("assignment", "user_id", whose) + " OR " +
         touches("token", "user_id", whose) + " OR " + touches("request", "user_id", whose) + " OR " +
         touches("association", "user_id", whose == "=" ? "IS" : "IS NOT") + " OR " +  // an invitation is nobody's
         touches("profile_link", "user_id", whose) + " OR " + touches("skill", "user_id", whose) + " OR " +
         touches("directory_link", "user_id", whose) + ")";
}

std::vector<Said> list_said(const Database& db, domain::UserId id) {
  const auto sql = fmt::format(
      "SELECT id, actor IS ?1, {} AND NOT {}, words_digest, salt, os_user, command, reason, ticket, via, "
      "outcome <> 'done' "
      "FROM change_set c",
      touches_any("="), touches_any("<>"));
  Query query(db, sql);
  query.bind(id.number());
  std::vector<Said> said;
  while (query.step()) {
    said.push_back({.change = query.integer(0),
                    .by = query.integer(1) != 0,
                    .about = query.integer(2) != 0,
                    .refused = query.integer(10) != 0,
                    .digest = to_digest(query.blob(3)),
                    .words = {.salt = query.blob(4),
                              .os_user = query.text(5),
                              .command = query.text(6),
                              .reason = query.optional_text(7),
                              .ticket = query.optional_text(8),
                              .via = query.optional_text(9)}});
  }
  return said;
}

/// Whether a word of the command is the id of somebody else, or an address that somebody else has or had.
bool names_another(const Database& db, domain::UserId id, const std::string& command) {
  const auto ends = [](char c) { return !is_word_byte(c) && c != '.' && c != '+'; };
  auto words = to_fold_key(command);
  std::ranges::replace_if(words, ends, ' ');
  return std::ranges::any_of(split(words, ' '), [&](std::string_view word) {
    if (const auto named = domain::UserId::parse(word)) return *named != id;
    Query query(db,
                "SELECT 1 FROM user WHERE email_key = ?1 AND id <> ?2 UNION ALL SELECT 1 FROM user_history WHERE "
                "email_key = ?1 AND id <> ?2 LIMIT 1");
    return query.bind(word).bind(id.number()).step();
  });
}

/// Which command it was, and nothing of anybody: of the first two words those that can be a noun or a verb.
std::string bare_command(const std::string& command, const std::vector<std::string>& traces) {
  const auto words = split(command, ' ');
  std::string bare;
  for (const auto word : std::span(words).first(std::min<std::size_t>(words.size(), 2))) {
    const bool plain = std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (!plain || word.starts_with('-') || std::ranges::find(traces, word) != traces.end()) break;
    bare += std::string(word) + " ";
  }
  return bare + std::string(kErased);
}

/// The command without the words in which an address of theirs stands.
std::string without_address(const std::string& command, const std::vector<std::string>& keys) {
  std::string left;
  for (const auto word : split(command, ' '))
    left += (left.empty() ? "" : " ") + (has_any(keys, std::string(word)) ? std::string(kErased) : std::string(word));
  return left;
}

void erase(std::optional<std::string>& text, bool wanted) {
  if (text && wanted) text = std::string(kErased);
}

/// Whether a change-set wrote them down as a location's contact.
bool made_contact(const Traces& traces, std::int64_t change) {
  return std::ranges::find(traces.contacts, change, &ContactRow::since) != traces.contacts.end();
}

/// Whether a change-set invited an address of theirs, maybe before they had an account.
bool invited(const Traces& traces, std::int64_t change) {
  return std::ranges::find(traces.invitations, change, &InvitationRow::since) != traces.invitations.end();
}

/// Takes out of one change-set what names them; whether anything did. What somebody else was told or did is only
/// searched for their addresses: names are anybody's words, and whoever picks one for an account must not be able to
/// wipe what others have said.
bool erase_words(const Database& db, domain::UserId id, Said& said, const Traces& traces, ChangeId purging) {
  const auto before = said.words;
  auto& words = said.words;
  // It left no rows to tell whom it was about; done, it would have.
  const bool for_themselves = said.by && said.refused && !names_another(db, id, words.command);
  for (const auto& address : traces.addresses) {
    if (said.change >= address.until) continue;
    if (said.change < address.from && !invited(traces, said.change)) continue;
    if (has_any(address.keys, words.command)) words.command = without_address(words.command, address.keys);
    erase(words.reason, has_any(address.keys, words.reason));
    erase(words.ticket, has_any(address.keys, words.ticket));
  }
  const bool own = said.change == purging.number;
  const bool named = (own && (has_any(traces.words, words.command) || has_any(traces.words, words.reason))) ||
                     (made_contact(traces, said.change) && has_any(traces.contact_words, words.command));
  if (said.about || for_themselves || named) {
    words.command = bare_command(words.command, traces.words);
    erase(words.reason, true);
    erase(words.ticket, has_any(traces.words, words.ticket));
  }
  if (said.by) {
    words.os_user = std::string(kErased);
    erase(words.via, true);
  }
  const bool erased = words.os_user != before.os_user || words.command != before.command ||
                      words.reason != before.reason || words.ticket != before.ticket || words.via != before.via;
  if (erased) words.salt.clear();
  return erased;
}

void put_words(Database& db, const Said& said) {
  Query query(db,
              "UPDATE change_set SET salt = ?2, os_user = ?3, command = ?4, reason = ?5, ticket = ?6, via = ?7 "
              "WHERE id = ?1");
  query.bind(said.change).bind_blob(std::as_bytes(std::span(said.words.salt))).bind(said.words.os_user);
  query.bind(said.words.command).bind(said.words.reason).bind(said.words.ticket).bind(said.words.via).run();
}

std::vector<std::int64_t> erase_said(Database& db, domain::UserId id, const Traces& traces, ChangeId change) {
  std::vector<std::int64_t> changes;
  for (auto& said : list_said(db, id)) {
    if (!erase_words(db, id, said, traces, change)) continue;
    put_words(db, said);
    const auto left = digest_words(said.words);
    if (said.change == change.number) {  // not closed yet: it never was otherwise
      Query(db, "UPDATE change_set SET words_digest = ?2 WHERE id = ?1").bind(said.change).bind_blob(left).run();
      continue;
    }
    note_erasure(db, "change_set", said.change, said.change, said.digest, left, change);
    changes.push_back(said.change);
  }
  return changes;
}

}  // namespace

ErasedUser erase_user(Database& db, domain::UserId id, ChangeId change) {
  const auto traces = traces_of(db, id);
  auto changes = erase_said(db, id, traces, change);
  const auto blank_user = fmt::format(
      "UPDATE user_history SET name = '{0}', email = 'usr_' || id || '@erased.invalid', email_key = 'usr_' || id || "
      "'@erased.invalid', given_name = NULL, family_name = NULL, job_title = NULL, department = NULL, phone = NULL, "
      "usage_location = NULL, os_account = NULL, salt = x'' WHERE id = ?1",
      kErased);
  const auto blank_token = fmt::format("UPDATE token_history SET name = '{}', salt = x'' WHERE user_id = ?1", kErased);
  const auto rows = erase_rows(db, "user", "id = ?1", blank_user, id.number(), change) +
                    erase_rows(db, "token", "user_id = ?1", blank_token, id.number(), change) +
                    erase_associations(db, id, traces.invitations, change) + erase_skills(db, id, change) +
                    erase_directory_link(db, id, change) + erase_contacts(db, traces.contacts, change);
  Query(db, "DELETE FROM deleted_user WHERE user_id = ?1").bind(id.number()).run();
  Query(db, "DELETE FROM failed_sign_in WHERE user_id = ?1").bind(id.number()).run();
  Query(db, "DELETE FROM sign_in_history WHERE user_id = ?1").bind(id.number()).run();
  return {.rows = rows, .changes = std::move(changes)};
}

}  // namespace pcadmin::store
