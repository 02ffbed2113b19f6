#include "engine.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/designations.hpp"

namespace pcadmin::store {

namespace {

domain::HeldSkill read_held(const Query& row, int first) {
  const auto id = row.integer(first);
  const auto title = row.optional_text(first + 3);
  const auto expires = row.optional_text(first + 6);
  return {.kind = stored(domain::parse_skill_kind(row.text(first + 1)), "skill", id),
          .code_key = row.text(first + 2),
          .title_key = title ? to_fold_key(*title) : "",
          .profile_key = row.optional_text(first + 4),
          .achieved = stored(domain::Day::parse(row.text(first + 5)), "skill", id),
          .expires = expires ? std::optional(stored(domain::Day::parse(*expires), "skill", id)) : std::nullopt};
}

}  // namespace

std::vector<domain::Achiever> list_achievers(const Database& db) {
  Query query(
      db,
      "SELECT u.id, u.state, l.profile_key, s.id, s.kind, s.code_key, coalesce(s.title, k.title), "
      "s.profile_key, s.achieved_on, s.expires_on, coalesce((SELECT a.state FROM association a WHERE a.user_id = "
      "u.id), iif(u.kind = 'member', 'associated', 'ended')) FROM skill s JOIN user u ON u.id = s.user_id LEFT JOIN "
      "profile_link l ON l.user_id = u.id LEFT JOIN known_skill k ON k.code_key = s.code_key AND k.kind = "
      "s.kind ORDER BY u.id, s.id");
  std::vector<domain::Achiever> people;
  while (query.step()) {
    const domain::UserId user(query.integer(0));
    if (people.empty() || people.back().user != user) {
      const auto state = stored(domain::parse_user_state(query.text(1)), "user", user.number());
      people.push_back({.user = user,
                        .active = state == domain::UserState::active,
                        .linked = query.optional_text(2),
                        .skills = {},
                        .associated = query.text(10) == "associated"});
    }
    people.back().skills.push_back(read_held(query, 3));
  }
  return people;
}

}  // namespace pcadmin::store
