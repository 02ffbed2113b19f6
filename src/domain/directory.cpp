#include "pcadmin/domain/directory.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

namespace pcadmin::domain {

namespace {

constexpr std::size_t kUuidDigits = 32;
constexpr std::size_t kGuidBytes = 16;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Failure invalid_anchor(std::string message) {
  return {.code = "invalid-anchor",
          .kind = FailureKind::invalid,
          .message = std::move(message),
          .hint =
              "an entryUUID looks like 6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11; an objectGUID is sixteen bytes, base64 "
              "in LDIF"};
}

}  // namespace

Result<Anchor> Anchor::parse(std::string_view text) {
  auto uuid = to_ascii_lower(text);
  if (uuid.size() > 1 && uuid.front() == '{' && uuid.back() == '}') uuid = uuid.substr(1, uuid.size() - 2);
  constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};
  bool good = uuid.size() == kUuidDigits + kHyphens.size();
  for (std::size_t i = 0; good && i < uuid.size(); ++i) {
    const bool is_hyphen = std::ranges::find(kHyphens, i) != kHyphens.end();
    good = is_hyphen ? uuid[i] == '-' : hex_digit(uuid[i]) >= 0;
  }
  if (!good) return tl::unexpected(invalid_anchor(fmt::format("\"{}\" is no UUID", shorten(text, 64))));
  return Anchor(std::move(uuid));
}

Result<Anchor> Anchor::from_object_guid(std::string_view bytes) {
  if (bytes.size() != kGuidBytes)
    return tl::unexpected(invalid_anchor(fmt::format("an objectGUID has 16 bytes, this one has {}", bytes.size())));
  constexpr std::array<std::size_t, kGuidBytes> kOrder = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  std::string uuid;
  for (std::size_t i = 0; i < kOrder.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    uuid += fmt::format("{:02x}", static_cast<unsigned char>(bytes[kOrder[i]]));
  }
  return Anchor(std::move(uuid));
}

void GroupRules::add(std::string_view group, const RoleSet& roles) {
  auto& rule = rules_.try_emplace(dn_key(group), Rule{.group = std::string(group)}).first->second;
  rule.roles.insert(roles.begin(), roles.end());
}

RoleSet GroupRules::roles_of(const std::vector<std::string>& groups) const {
  RoleSet all;
  for (const auto& group : groups) {
    if (const auto found = rules_.find(group); found != rules_.end())
      all.insert(found->second.roles.begin(), found->second.roles.end());
  }
  return all;
}

std::vector<std::string> GroupRules::without_members(const std::vector<DirectoryEntry>& people) const {
  std::set<std::string_view> seen;
  for (const auto& person : people) seen.insert(person.groups.begin(), person.groups.end());
  std::vector<std::string> without;
  for (const auto& [key, rule] : rules_)
    if (!seen.contains(key)) without.push_back(rule.group);
  return without;
}

void join_groups(Directory& directory, const GroupRules& rules) {
  std::map<std::string, std::vector<std::string>> groups_of;
  for (const auto& group : directory.groups) {
    if (!rules.knows(group.key)) continue;
    for (const auto& member : group.members) groups_of[member].push_back(group.key);
  }
  for (auto& person : directory.people) {
    auto& groups = person.groups;
    std::erase_if(groups, [&](const std::string& key) { return !rules.knows(key); });
    if (const auto found = groups_of.find(dn_key(person.dn)); found != groups_of.end())
      groups.insert(groups.end(), found->second.begin(), found->second.end());
    std::ranges::sort(groups);
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  }
}

}  // namespace pcadmin::domain
