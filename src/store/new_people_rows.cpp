#include "new_people_rows.hpp"

#include <array>

namespace pcadmin::store {

namespace {

using domain::UserKind;
using domain::UserState;

Cell integer(std::int64_t number) { return {Cell::Type::integer, number, {}}; }
Cell text(std::string_view text) { return {Cell::Type::text, 0, text}; }
Cell text_or_null(std::string_view bytes) { return bytes.empty() ? Cell{} : text(bytes); }
template <std::size_t N>
Cell blob(const std::array<std::byte, N>& bytes) {
  return {Cell::Type::blob, 0, {reinterpret_cast<const char*>(bytes.data()), N}};
}

}  // namespace

std::span<const std::string_view> UserRows::columns() const {
  static constexpr std::array<std::string_view, 16> kColumns = {
      "id",    "name",           "email",      "email_key", "given_name", "family_name", "job_title", "department",
      "phone", "usage_location", "os_account", "kind",      "state",      "created_at",  "salt",      "since"};
  return kColumns;
}

Cell UserRows::cell(std::size_t column) const {
  constexpr std::size_t kFirstText = 1;
  if (column >= kFirstText && column < kFirstText + kPersonTexts)
    return text_or_null(person().text(static_cast<PersonText>(column - kFirstText)));
  switch (column) {
    case 0:
      return integer(user());
    case kFirstText + kPersonTexts:
      return text(to_string(person().is_guest ? UserKind::guest : UserKind::member));
    case kFirstText + kPersonTexts + 1:
      return text(to_string(person().is_disabled ? UserState::disabled : UserState::active));
    case kFirstText + kPersonTexts + 2:
      return integer(people().at);
    case kFirstText + kPersonTexts + 3:
      return blob(person().salt);
    default:
      return integer(people().change);
  }
}

std::span<const std::string_view> AssignmentRows::columns() const {
  static constexpr std::array<std::string_view, 4> kColumns = {"id", "user_id", "role", "since"};
  return kColumns;
}

void AssignmentRows::end_before(std::size_t end) {
  RowsOfPeople::end_before(end);
  pass_those_without();
}

void AssignmentRows::next() {
  ++role_;
  ++count_;
  pass_those_without();
}

void AssignmentRows::pass_those_without() {
  while (!at_end() && role_ == person().roles_count) {
    RowsOfPeople::next();
    role_ = 0;
  }
}

Cell AssignmentRows::cell(std::size_t column) const {
  switch (column) {
    case 0:
      return integer(people().first_assignment + count_);
    case 1:
      return integer(user());
    case 2:
      return text(domain::Catalogue::at(person().roles()[role_]).text());
    default:
      return integer(people().change);
  }
}

std::span<const std::string_view> CredentialRows::columns() const {
  static constexpr std::array<std::string_view, 7> kColumns = {"user_id", "kind",       "verifier", "set_at",
                                                               "set_in",  "expires_at", "noted_in"};
  return kColumns;
}

Cell CredentialRows::cell(std::size_t column) const {
  switch (column) {
    case 0:
      return integer(user());
    case 1:
      return text("temporary");
    case 2:
      return blob(person().verifier);
    case 3:
      return integer(people().at);
    case 5:
      return integer(people().expires_at);
    default:
      return integer(people().change);
  }
}

}  // namespace pcadmin::store
