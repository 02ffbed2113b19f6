#pragma once

#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Locations' contacts, as far as they are somebody whose data is to be erased.
namespace pcadmin::store {

/// An address of theirs, in the forms it is written in, or the id of a certification profile, and the change-sets in
/// which it can only mean them: from when they had it to when somebody else got it.
struct Address {
  std::vector<std::string> keys;
  std::int64_t from;
  std::int64_t until;
};

/// Adds a text as a fold key, once; nothing where it is too short to tell anybody.
void add_word(std::vector<std::string>& keys, const std::optional<std::string>& text);

/// A state of a location, now or in the past, whose contact has an address of theirs.
struct ContactRow {
  std::int64_t id;
  std::int64_t since;
  std::vector<std::optional<std::string>> values;  ///< what it says of them
};
/// Those whose state lasted while the address was theirs.
std::vector<ContactRow> contacts_of(const Database& db, const std::vector<Address>& addresses);

/// Takes the contact out of all of them: out of a location as it is by changing it, then out of what is past. How many
/// past states were erased.
std::int64_t erase_contacts(Database& db, const std::vector<ContactRow>& contacts, ChangeId change);

}  // namespace pcadmin::store
