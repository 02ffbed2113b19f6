#include "interchange/json_person.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace pcadmin::interchange {
namespace {

using Kind = JsonValue::Kind;
using enum PersonColumn;

/// A guest's name in the directory, made of their address at home: nothing to write to.
bool is_of_guest(std::string_view principal) { return to_ascii_lower(principal).find("#ext#@") != std::string::npos; }

void put_address(JsonValue person, PersonFields& fields, JsonNotes& notes) {
  const auto principal = person.find("userPrincipalName");
  const auto mail = person.find("mail");
  const bool has_principal = principal.given() && !(principal.is(Kind::text) && trim(principal.text()).empty());
  const bool has_mail = mail.is(Kind::text) && !trim(mail.text()).empty();
  const bool by_mail = has_mail && (!has_principal || is_of_guest(principal.text()));
  if (by_mail) return put_text(fields, email, mail, "mail");
  put_text(fields, email, principal, "userPrincipalName");
  if (has_mail && to_ascii_lower(trim(mail.text())) != to_ascii_lower(trim(principal.text())))
    ++notes.addresses_left_out;
}

void put_phone(JsonValue person, PersonFields& fields) {
  const auto business = person.find("businessPhones");
  if (is_list(fields, phone, business, "businessPhones")) put_text(fields, phone, business.first(), "businessPhones");
  if (!fields.has(phone)) put_text(fields, phone, person.find("mobilePhone"), "mobilePhone");
}

/// `user` of `#microsoft.graph.user`.
std::string_view type_of(JsonValue person) {
  const auto type = person.find("@odata.type").text();
  return type.substr(type.find_last_of('.') + 1);
}

}  // namespace

bool put_graph_person(JsonValue person, PersonFields& fields, JsonNotes& notes) {
  if (const auto type = type_of(person); !type.empty() && to_ascii_lower(type) != "user") {
    ++notes.skipped;
    note_word(notes.skipped_kinds, type);
    return false;
  }
  put_text(fields, name, person.find("displayName"), "displayName");
  put_address(person, fields, notes);
  put_text(fields, given_name, person.find("givenName"), "givenName");
  put_text(fields, family_name, person.find("surname"), "surname");
  put_text(fields, kind, person.find("userType"), "userType");
  put_text(fields, job_title, person.find("jobTitle"), "jobTitle");
  put_text(fields, department, person.find("department"), "department");
  put_phone(person, fields);
  put_text(fields, usage_location, person.find("usageLocation"), "usageLocation");
  put_state(fields, person.find("accountEnabled"), "accountEnabled");
  return true;
}

void note_graph_wrapper(JsonValue wrapper, std::uint64_t elements, JsonNotes& notes) {
  if (wrapper.find("@odata.nextLink").given() || wrapper.find("odata.nextLink").given()) {
    notes.of_wrapper.push_back(
        "the file is one page of several: its @odata.nextLink says where the next one is; the people of the other "
        "pages are not in it");
    return;
  }
  const auto text = wrapper.find("@odata.count").text();
  std::uint64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  if (count > elements) {
    notes.of_wrapper.push_back(
        fmt::format("the file says that there are {} people (@odata.count) and has {}: the "
                    "others are not in it",
                    count, elements));
  }
}

}  // namespace pcadmin::interchange
