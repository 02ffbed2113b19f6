#pragma once

#include "support/store_fixture.hpp"

#include "pcadmin/ops/directory.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Directories of a few people, and runs over them.
namespace pcadmin::test {

inline constexpr std::string_view kSales = "cn=Sales,dc=contoso,dc=example";
inline constexpr std::string_view kHelp = "cn=Help,dc=contoso,dc=example";

inline domain::Anchor anchor(int number) {
  return value_or_throw(domain::Anchor::parse(fmt::format("00000000-0000-4000-8000-{:012}", number)));
}

inline domain::DirectoryEntry entry(int number, std::string_view name) {
  domain::DirectoryEntry made{.line = static_cast<std::uint64_t>(number),
                              .dn = fmt::format("uid={},dc=contoso,dc=example", number),
                              .anchor = anchor(number),
                              .name = person(name).name};
  made.mails.push_back(email(name));
  return made;
}

inline domain::Directory directory(std::vector<domain::DirectoryEntry> entries) {
  domain::Directory made;
  made.people = std::move(entries);
  return made;
}

inline domain::GroupRules rules() {
  domain::GroupRules made;
  made.add(kSales, role_set({"sales-agent"}));
  made.add(kHelp, role_set({"helpdesk-agent"}));
  return made;
}

inline ops::DirectorySync sync(House& house, const domain::Directory& there, const domain::GroupRules* by = nullptr,
                               std::string_view who = "ada") {
  return house.by(who, [&](ops::Unit& unit) { return ops::sync_directory(unit, there, by); });
}

inline std::vector<std::string> codes(const ops::DirectorySync& done) {
  std::vector<std::string> all;
  for (const auto& conflict : done.conflicts) all.push_back(conflict.code);
  return all;
}

}  // namespace pcadmin::test
