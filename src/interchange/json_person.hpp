#pragma once

#include "interchange/json_tree.hpp"
#include "interchange/person_fields.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What each shape of JSON calls the fields of a person.
namespace pcadmin::interchange {

/// What was left out of a file on purpose, counted.
struct JsonNotes {
  static constexpr std::size_t kWords = 5;  ///< that are named of each kind

  std::uint64_t passwords = 0;
  std::uint64_t skipped = 0;  ///< entries that are no people
  std::set<std::string> skipped_kinds{};
  std::uint64_t kinds_left_out = 0;  ///< SCIM user types that are neither member nor guest
  std::set<std::string> left_out_kinds{};
  std::uint64_t addresses_left_out = 0;  ///< a mail that is not the sign-in name
  std::uint64_t os_accounts = 0;
  std::vector<std::string> of_wrapper{};

  std::vector<std::string> sentences() const;
};

/// Put what `person`, an object, says into `fields`; false when it is no person, which is noted. What is put lives as
/// long as the tree.
bool put_pcadmin_person(JsonValue person, PersonFields& fields, JsonNotes& notes);
bool put_graph_person(JsonValue person, PersonFields& fields, JsonNotes& notes);
bool put_scim_person(JsonValue person, PersonFields& fields, JsonNotes& notes);
/// Of the object around the list: what it says about people who are not in the file.
void note_graph_wrapper(JsonValue wrapper, std::uint64_t elements, JsonNotes& notes);
void note_scim_wrapper(JsonValue wrapper, std::uint64_t elements, JsonNotes& notes);
/// The person of an operation of a SCIM bulk request; none when it makes no person, which is then a fault.
JsonValue person_of_operation(JsonValue operation, PersonFields& fields);

/// The value as a text; null and none put nothing but what the field is called, and what is no text is a fault.
void put_text(PersonFields& fields, PersonColumn field, JsonValue value, std::string_view called);
/// True is active, false disabled; also as texts, as Entra's provisioning writes them.
void put_state(PersonFields& fields, JsonValue active, std::string_view called);
/// Refuses what is there and no list; true for a list.
bool is_list(PersonFields& fields, PersonColumn field, JsonValue value, std::string_view called);
/// At most `JsonNotes::kWords`, each cut to what a sentence bears.
void note_word(std::set<std::string>& words, std::string_view word);
/// For sentences: `1 entry`, `2 entries`.
std::string counted(std::uint64_t count, std::string_view one, std::string_view several);

}  // namespace pcadmin::interchange
