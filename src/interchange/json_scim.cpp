#include "interchange/csv_rows.hpp"
#include "interchange/json_person.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace pcadmin::interchange {
namespace {

using Kind = JsonValue::Kind;
using enum PersonColumn;

constexpr std::string_view kCoreUser = "urn:ietf:params:scim:schemas:core:2.0:user";
constexpr std::string_view kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
constexpr std::string_view kOurs = "urn:pcadmin:scim:schemas:extension:2.0:User";

/// The last word of the first schema, where the schemas of an entry do not have the user's.
std::string_view foreign_kind(JsonValue person) {
  const auto schemas = person.find("schemas");
  if (!schemas.is(Kind::list) || !schemas.first().exists()) return {};
  for (auto schema = schemas.first(); schema.exists(); schema = schema.next())
    if (to_ascii_lower(schema.text()) == kCoreUser) return {};
  const auto first = schemas.first().text();
  const auto word = first.substr(first.find_last_of(':') + 1);
  return word.empty() ? "unknown" : word;
}

bool is_of_type(JsonValue item, std::string_view type) { return to_ascii_lower(item.find("type").text()) == type; }

/// Of a list like emails the value that counts: the primary one, else that of the first type there is, else the first.
JsonValue chosen(JsonValue list, std::initializer_list<std::string_view> types) {
  for (auto item = list.first(); item.exists(); item = item.next())
    if (to_ascii_lower(item.find("primary").text()) == "true") return item.find("value");
  for (const auto type : types)
    for (auto item = list.first(); item.exists(); item = item.next())
      if (is_of_type(item, type)) return item.find("value");
  return list.first().find("value");
}

void put_address(JsonValue person, PersonFields& fields, JsonNotes& notes) {
  const auto user_name = person.find("userName");
  const auto emails = person.find("emails");
  const auto mail = is_list(fields, email, emails, "emails") ? chosen(emails, {"work"}) : JsonValue();
  if (fields.has(email)) return;
  if (mail.given() && user_name.text().find('@') == std::string_view::npos)
    return put_text(fields, email, mail, "emails.value");
  put_text(fields, email, user_name, "userName");
  if (mail.given() && to_ascii_lower(trim(mail.text())) != to_ascii_lower(trim(user_name.text())))
    ++notes.addresses_left_out;
}

void put_phone(JsonValue person, PersonFields& fields) {
  const auto numbers = person.find("phoneNumbers");
  if (!is_list(fields, phone, numbers, "phoneNumbers")) return;
  const auto number = chosen(numbers, {"work", "mobile"});
  put_text(fields, phone, number, "phoneNumbers.value");
  constexpr std::string_view kUri = "tel:";  // RFC 3966, as RFC 7643 wants it
  if (number.is(Kind::text) && to_ascii_lower(number.text().substr(0, kUri.size())) == kUri)
    fields.put(phone, number.text().substr(kUri.size()), {.called = "phoneNumbers.value"});
}

void put_kind(JsonValue person, PersonFields& fields, JsonNotes& notes) {
  const auto type = person.find("userType");
  const bool foreign = type.is(Kind::text) && !trim(type.text()).empty() && !domain::parse_user_kind(type.text());
  if (!foreign) return put_text(fields, kind, type, "userType");
  ++notes.kinds_left_out;
  note_word(notes.left_out_kinds, trim(type.text()));
}

void put_roles(JsonValue person, PersonFields& fields) {
  const auto list = person.find("roles");
  if (!is_list(fields, roles, list, "roles")) return;
  fields.put(roles, {});
  for (auto item = list.first(); item.exists(); item = item.next()) {
    const auto role = item.is(Kind::object) ? item.find("value") : item;
    if (role.is(Kind::text))
      fields.put_role(role.text(), {.called = "roles.value"});
    else
      put_text(fields, roles, role, "roles.value");
  }
}

/// `/Users`, whatever stands before it.
bool is_users(std::string_view path) { return path == "Users" || path.ends_with("/Users"); }

}  // namespace

bool put_scim_person(JsonValue person, PersonFields& fields, JsonNotes& notes) {
  if (const auto foreign = foreign_kind(person); !foreign.empty()) {
    ++notes.skipped;
    note_word(notes.skipped_kinds, foreign);
    return false;
  }
  const auto parts = person.find("name");
  put_text(fields, name, person.find("displayName"), "displayName");
  if (!fields.has(name)) put_text(fields, name, parts.find("formatted"), "name.formatted");
  put_address(person, fields, notes);
  put_roles(person, fields);
  put_text(fields, given_name, parts.find("givenName"), "name.givenName");
  put_text(fields, family_name, parts.find("familyName"), "name.familyName");
  put_kind(person, fields, notes);
  put_text(fields, job_title, person.find("title"), "title");
  put_text(fields, department, person.find(kEnterprise).find("department"), "department");
  put_phone(person, fields);
  put_text(fields, usage_location, person.find(kOurs).find("usageLocation"), "usageLocation");
  put_state(fields, person.find("active"), "active");
  return true;
}

void note_scim_wrapper(JsonValue wrapper, std::uint64_t elements, JsonNotes& notes) {
  const auto text = wrapper.find("totalResults").text();
  std::uint64_t total = 0;
  std::from_chars(text.data(), text.data() + text.size(), total);
  if (total <= elements) return;
  const auto start = wrapper.find("startIndex").text();
  notes.of_wrapper.push_back(
      fmt::format("the file is a part of a longer list: {} of {} entries{}; the others are not in it", elements, total,
                  start.empty() ? std::string() : fmt::format(", from the one with number {}", excerpt(start))));
}

JsonValue person_of_operation(JsonValue operation, PersonFields& fields) {
  const auto method = operation.find("method").text();
  const auto path = operation.find("path").text();
  const auto data = operation.find("data");
  const bool adds = to_ascii_lower(method) == "post" && is_users(path);
  if (adds && data.is(Kind::object)) return data;
  const auto what = excerpt(method.empty() ? std::string("(no method)") : fmt::format("{} {}", method, path));
  fields.add_fault(
      adds ? "data" : "method", what,
      {.code = "scim-operation",
       .kind = FailureKind::invalid,
       .message = adds ? "the operation has no data: there is no person to add"
                       : fmt::format("the operation \"{}\" does not add a person", what),
       .hint = adds ? "data is the user, an object"
                    : "of a bulk request only POST to /Users is read; leave the others out, and do them by commands"});
  return {};
}

}  // namespace pcadmin::interchange
