#include "ops/access_model.hpp"

#include "pcadmin/domain/role.hpp"

#include <algorithm>

namespace pcadmin::test {

namespace {

using domain::Catalogue;

const domain::Role& role_called(std::string_view id) {
  for (const auto& role : Catalogue::roles()) {
    if (role.id == id) return role;
  }
  return Catalogue::default_user();
}

bool may_be_held(const Someone& someone, std::string_view role) {
  return !someone.guest || role_called(role).guest_assignable;
}

}  // namespace

bool lists(std::string_view role, std::string_view permission) {
  for (const auto& listed : role_called(role).permissions) {
    if (listed == permission) return true;
  }
  return false;
}

std::vector<std::string> listed_by(std::string_view permission) {
  std::vector<std::string> roles;
  if (lists(kEverybody, permission)) roles.emplace_back(kEverybody);
  for (const auto& role : Catalogue::roles()) {
    if (lists(role.id, permission)) roles.emplace_back(role.id);
  }
  return roles;
}

std::set<std::string> why_not(const Someone& someone, const Given& given, std::string_view place, std::int64_t moment) {
  std::set<std::string> words;
  if (!someone.active) words.insert("account-disabled");
  if (given.begins != kNoTime && moment < given.begins) words.insert("not-begun");
  if (given.ends != kNoTime && moment >= given.ends) words.insert("expired");
  if (!given.place.empty() && given.place != place) words.insert("other-location");
  return words;
}

Reasons why(const Someone& someone, std::string_view permission, std::string_view place, std::int64_t moment) {
  Reasons reasons;
  if (someone.active && lists(kEverybody, permission)) reasons.emplace(kEverybody, "");
  for (const auto& given : someone.given) {
    if (lists(given.role, permission) && why_not(someone, given, place, moment).empty())
      reasons.emplace(given.role, given.place);
  }
  return reasons;
}

Someone after(Someone someone, const Deed& deed, std::int64_t moment) {
  const auto same = [&](const Given& given) {
    return given.role == deed.role && (given.place == deed.place || (deed.verb == "take" && deed.place.empty()));
  };
  if (deed.verb == "disable") someone.active = false;
  if (deed.verb == "enable") someone.active = true;
  if (deed.verb == "admit") someone.guest = false;
  if (deed.verb == "take") std::erase_if(someone.given, same);
  const bool giving = deed.verb == "give" || deed.verb == "start";
  if (!giving || !may_be_held(someone, deed.role)) return someone;
  const auto there = std::ranges::find_if(someone.given, same);
  if (there == someone.given.end()) {
    if (deed.verb == "give") someone.given.push_back({deed.role, deed.place});
    return someone;
  }
  there->begins = kNoTime;
  if (there->ends != kNoTime && there->ends <= moment && deed.verb == "give") there->ends = kNoTime;
  return someone;
}

bool fewer_do(const Someone& someone, const std::vector<Deed>& deeds, std::size_t most, std::string_view permission,
              std::string_view place, std::int64_t moment, bool wanted) {
  if (most == 0) return false;
  if (why(someone, permission, place, moment).empty() != wanted) return true;
  return std::ranges::any_of(deeds, [&](const Deed& deed) {
    return most > 1 && fewer_do(after(someone, deed, moment), deeds, most - 1, permission, place, moment, wanted);
  });
}

std::vector<Deed> all_takings(const Someone& someone) {
  std::set<Deed> deeds;
  for (const auto& given : someone.given) {
    deeds.insert({"take", given.role, given.place});
    deeds.insert({"take", given.role, ""});
  }
  return {deeds.begin(), deeds.end()};
}

std::vector<Deed> all_givings(const Someone& someone, std::string_view place) {
  std::vector<Deed> deeds{{"enable"}, {"admit"}};
  for (const auto& role : Catalogue::roles()) {
    deeds.push_back({"give", std::string(role.id)});
    if (!place.empty() && role.location_scoped) deeds.push_back({"give", std::string(role.id), std::string(place)});
  }
  for (const auto& given : someone.given) deeds.push_back({"start", given.role, given.place});
  return deeds;
}

}  // namespace pcadmin::test
