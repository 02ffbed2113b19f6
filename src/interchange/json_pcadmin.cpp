#include "interchange/csv_rows.hpp"
#include "interchange/json_person.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace pcadmin::interchange {
namespace {

using Kind = JsonValue::Kind;
using enum PersonColumn;

/// What `pcadmin user list`, a file of rejects and a file of credentials say besides, which is nothing to be imported.
constexpr std::array<std::string_view, 11> kLeftOut = {
    "id",         "created_at", "last_sign_in", "os_account", "deleted_at", "password", "temporary_password",
    "expires_at", "_line",      "_code",        "_message"};

std::optional<PersonColumn> column_called(std::string_view key) {
  const auto* const found = std::ranges::find(kPersonColumns, key);
  if (found == kPersonColumns.end()) return std::nullopt;
  return static_cast<PersonColumn>(found - kPersonColumns.begin());
}

void put_roles(PersonFields& fields, JsonValue value) {
  if (value.is(Kind::text)) return put_text(fields, roles, value, "roles");
  if (!is_list(fields, roles, value, "roles")) return;
  fields.put(roles, {});
  for (auto role = value.first(); role.exists(); role = role.next()) {
    if (role.is(Kind::text))
      fields.put_role(role.text());
    else
      put_text(fields, roles, role, "roles");
  }
}

void refuse_unknown(PersonFields& fields, JsonValue value) {
  const std::vector<std::string> known(kPersonColumns.begin(), kPersonColumns.end());
  const auto near = nearest(to_ascii_lower(value.key()), known);
  auto hint = near.empty() ? std::string() : fmt::format("did you mean \"{}\"? ", near.front());
  hint += value.is(Kind::list) ? "a list of people stands under \"users\", or is the whole file"
                               : fmt::format("the fields there are: {}", join_words(known));
  const auto key = excerpt(value.key());
  fields.add_fault(key, {},
                   {.code = "unknown-field",
                    .kind = FailureKind::invalid,
                    .message = fmt::format("no field is called \"{}\"", key),
                    .hint = std::move(hint)});
}

void refuse_deleted(PersonFields& fields, JsonValue when) {
  fields.add_fault("deleted_at", when.text(),
                   {.code = "deleted-person",
                    .kind = FailureKind::invalid,
                    .message = "the file says that this person is deleted",
                    .hint = "leave the row out; pcadmin user restore brings somebody back"});
}

}  // namespace

bool put_pcadmin_person(JsonValue person, PersonFields& fields, JsonNotes& notes) {
  for (auto value = person.first(); value.exists(); value = value.next()) {
    const auto key = to_ascii_lower(value.key());
    if (const auto column = column_called(key); column == roles)
      put_roles(fields, value);
    else if (column)
      put_text(fields, *column, value, to_string(*column));
    else if (std::ranges::find(kLeftOut, key) == kLeftOut.end())
      refuse_unknown(fields, value);
    else if (key == "deleted_at" && value.given())
      refuse_deleted(fields, value);
    else if (key == "os_account" && value.given())
      ++notes.os_accounts;
  }
  return true;
}

}  // namespace pcadmin::interchange
