#pragma once

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/roles.hpp"

#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Commands that the program proposes, done as if somebody had typed them.
namespace pcadmin::test {

/// One command by `who`, in a change-set of its own within whatever transaction there is. Throws what refuses it.
inline void type(House& house, const ops::Operator& who, const std::string& command) {
  std::istringstream stream(command);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  const auto flag = [&](const std::string& name) -> std::optional<std::string> {
    for (std::size_t i = 3; i + 1 < words.size(); ++i) {
      if (words[i] == name) return words[i + 1];
    }
    return std::nullopt;
  };
  const auto verb = words.at(0) + " " + words.at(1) + " " + words.at(2);
  const auto whom = value_or_throw(domain::UserRef::parse(words.at(3)));
  ops::Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  unit.act_as(who);
  unit.begin({.at = house.now, .os_user = "tester", .command = command, .reason = flag("--reason")});
  std::vector<domain::PartnerId> places;
  if (const auto place = flag("--location")) places.push_back(value_or_throw(domain::PartnerId::parse(*place)));
  if (verb == "pcadmin role assign") {
    ops::Wanted wanted{.locations = places};
    if (const auto start = flag("--starts")) wanted.starts = value_or_throw(domain::Start::parse(*start));
    if (const auto end = flag("--expires")) wanted.expires = value_or_throw(domain::Expiry::parse(*end));
    ops::assign_role(unit, whom, role(words.at(4)), wanted);
  } else if (verb == "pcadmin role unassign") {
    ops::unassign_role(unit, whom, role(words.at(4)), places);
  } else if (verb == "pcadmin user disable") {
    ops::disable_users(unit, {whom});
  } else if (verb == "pcadmin user enable") {
    ops::enable_users(unit, {whom});
  } else if (verb == "pcadmin user edit" && flag("--kind") == "member") {
    ops::edit_user(unit, whom, {.kind = domain::UserKind::member});
  } else {
    throw std::logic_error("nobody proposes " + command);
  }
  unit.finish();
}

}  // namespace pcadmin::test
