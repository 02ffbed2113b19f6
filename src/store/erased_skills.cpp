#include "erased_skills.hpp"

#include "engine.hpp"
#include "erased_rows.hpp"

#include <limits>
#include <string>
#include <utility>

namespace pcadmin::store {

void add_profiles(const Database& db, domain::UserId id, std::vector<Address>& addresses) {
  // A profile was theirs before they linked it: a refused attempt names it too.
  Query query(
      db,
      "SELECT p.profile_key, (SELECT min(o.since) FROM (SELECT since, user_id, profile_key FROM profile_link "
      "UNION ALL SELECT since, user_id, profile_key FROM profile_link_history) o WHERE o.profile_key = "
      "p.profile_key AND o.user_id <> ?1) FROM (SELECT profile_key FROM profile_link_history WHERE user_id = ?1 "
      "UNION SELECT profile_key FROM skill_history WHERE user_id = ?1 AND profile_key IS NOT NULL) p");
  query.bind(id.number());
  while (query.step()) {
    Address address{
        .keys = {}, .from = 0, .until = query.optional_integer(1).value_or(std::numeric_limits<std::int64_t>::max())};
    add_word(address.keys, query.text(0));
    addresses.push_back(std::move(address));
  }
}

std::int64_t erase_skills(Database& db, domain::UserId id, ChangeId change) {
  // What looks back reads what is left: an id and a day like any other.
  const std::string blank_link =
      "UPDATE profile_link_history SET profile = 'erased_' || id, profile_key = 'erased_' || id, salt = x'' WHERE "
      "user_id = ?1";
  const std::string blank_skill =
      "UPDATE skill_history SET code = '(erased)', code_key = '(erased)', title = NULL, profile = NULL, profile_key = "
      "NULL, achieved_on = '0001-01-01', expires_on = NULL, salt = x'' WHERE user_id = ?1";
  return erase_rows(db, "profile_link", "user_id = ?1", blank_link, id.number(), change) +
         erase_rows(db, "skill", "user_id = ?1", blank_skill, id.number(), change);
}

}  // namespace pcadmin::store
