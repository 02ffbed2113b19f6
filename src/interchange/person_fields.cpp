#include "interchange/person_fields.hpp"

#include "interchange/csv_rows.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pcadmin::interchange {
namespace {

using domain::RowFault;

Failure missing(PersonColumn field) {
  const auto name = to_string(field);
  return {.code = fmt::format("missing-{}", name),
          .kind = FailureKind::invalid,
          .message = fmt::format("the row has no {}", name),
          .hint = "every person has a name and an email"};
}

}  // namespace

void PersonFields::put(PersonColumn field, std::string_view text, FieldOrigin origin) {
  cell(field) = {.text = text, .origin = origin, .there = true};
}

void PersonFields::put_role(std::string_view word, FieldOrigin origin) {
  cell(PersonColumn::roles).origin = origin;
  cell(PersonColumn::roles).there = true;
  role_words_.push_back(word);
}

void PersonFields::refuse(PersonColumn field, std::string_view value, Failure failure, FieldOrigin origin) {
  cell(field) = {.text = {}, .origin = origin, .refused = true};
  add(field, value, std::move(failure));
}

void PersonFields::add_fault(std::string_view field, std::string_view value, Failure failure) {
  faults_.push_back({.line = line_,
                     .field = std::string(field),
                     .code = std::move(failure.code),
                     .value = excerpt(value),
                     .message = std::move(failure.message),
                     .hint = std::move(failure.hint)});
}

bool PersonFields::has(PersonColumn field) const { return cell(field).refused || !trim(cell(field).text).empty(); }

/// The text by `parse`; nullopt when there is none, or a fault.
template <class Parse>
auto PersonFields::optional(PersonColumn field, Parse parse)
    -> std::optional<typename decltype(parse({}))::value_type> {
  const auto text = cell(field).text;
  if (trim(text).empty()) return std::nullopt;
  auto value = parse(text);
  if (value) return std::move(*value);
  add(field, text, std::move(value.error()));
  return std::nullopt;
}

template <class Parse>
auto PersonFields::required(PersonColumn field, Parse parse) {
  if (!has(field)) add(field, {}, missing(field));
  return optional(field, parse);
}

/// Each unknown one is a fault of its own, one given twice is taken once.
std::vector<domain::RoleId> PersonFields::read_roles() {
  std::vector<domain::RoleId> found;
  auto rest = cell(PersonColumn::roles).text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    add_role(found, trim(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const auto word : role_words_) add_role(found, trim(word));
  return found;
}

void PersonFields::add_role(std::vector<domain::RoleId>& found, std::string_view word) {
  if (word.empty()) return;
  auto role = domain::RoleId::parse(word);
  if (!role)
    add(PersonColumn::roles, word, std::move(role.error()));
  else if (std::find(found.begin(), found.end(), *role) == found.end())
    found.push_back(*role);
}

void PersonFields::add(PersonColumn field, std::string_view value, Failure failure) {
  const auto& origin = cell(field).origin;
  add_fault(origin.called.empty() ? to_string(field) : origin.called, value, std::move(failure));
  faults_.back().column = origin.column;
}

PeopleReader::Row PersonFields::take() {
  using namespace domain;
  using enum PersonColumn;
  auto person_name = required(name, PersonName::parse);
  auto person_email = required(email, Email::parse);
  auto person_roles = read_roles();
  auto given = optional(given_name, GivenName::parse);
  auto family = optional(family_name, FamilyName::parse);
  auto user_kind = optional(kind, parse_user_kind);
  auto title = optional(job_title, JobTitle::parse);
  auto unit = optional(department, Department::parse);
  auto number = optional(phone, Phone::parse);
  auto country = optional(usage_location, UsageLocation::parse);
  auto user_state = optional(state, parse_user_state);

  if (!faults_.empty()) return take_faults();
  return PersonRow{.line = line_,
                   .name = std::move(*person_name),
                   .email = std::move(*person_email),
                   .roles = std::move(person_roles),
                   .names_roles = cell(roles).there,
                   .given_name = std::move(given),
                   .family_name = std::move(family),
                   .kind = user_kind,
                   .job_title = std::move(title),
                   .department = std::move(unit),
                   .phone = std::move(number),
                   .usage_location = std::move(country),
                   .state = user_state};
}

PeopleReader::Row PersonFields::take_faults() {
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const RowFault& a, const RowFault& b) { return a.column < b.column; });
  return tl::unexpected<std::vector<RowFault>>(std::move(faults_));
}

}  // namespace pcadmin::interchange
