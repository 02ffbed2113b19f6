#pragma once

#include "text_source.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Files of people read to their end, and told in words that can be compared at a glance.
namespace pcadmin::test {

using Opening = std::function<std::unique_ptr<interchange::PeopleReader>(interchange::ByteSource&)>;

/// All that a file comes to.
struct PeopleReading {
  std::optional<Failure> failure{};
  std::vector<domain::PersonRow> people{};
  std::vector<domain::RowFault> faults{};
  std::vector<std::string> notes{};
};

/// Throws `std::logic_error` when the reader breaks its contract.
inline PeopleReading read_people(const Opening& open, std::string_view text, std::size_t chunk = 64 * 1024) {
  PeopleReading reading;
  try {
    TextSource source(text, chunk);
    const auto reader = open(source);
    while (auto row = reader->next()) {
      if (*row) {
        reading.people.push_back(std::move(**row));
        continue;
      }
      if (row->error().empty()) throw std::logic_error("a row is refused, and no fault says why");
      reading.faults.insert(reading.faults.end(), row->error().begin(), row->error().end());
    }
    if (reader->next()) throw std::logic_error("something comes after the end of the file");
    reading.notes = reader->notes();
  } catch (const Error& error) {
    reading.failure = error.failure();
  }
  return reading;
}

template <class Value>
std::string field_text(const std::optional<Value>& value) {
  return value ? value->text() : "-";
}

/// `2: Ann Lee <ann@contoso.example> role|given|family|kind|title|department|phone|location|state`, `-` for none.
inline std::string person_text(const domain::PersonRow& person) {
  auto line = fmt::format("{}: {} <{}>", person.line, person.name.text(), person.email.text());
  for (const auto role : person.roles) line += fmt::format(" {}", role.text());
  return line + fmt::format("|{}|{}|{}|{}|{}|{}|{}|{}", field_text(person.given_name), field_text(person.family_name),
                            person.kind ? to_string(*person.kind) : "-", field_text(person.job_title),
                            field_text(person.department), field_text(person.phone), field_text(person.usage_location),
                            person.state ? to_string(*person.state) : "-");
}

inline std::vector<std::string> person_texts(const PeopleReading& reading) {
  std::vector<std::string> all;
  for (const auto& person : reading.people) all.push_back(person_text(person));
  return all;
}

/// `line:column:field:code` of each fault.
inline std::vector<std::string> fault_places(const PeopleReading& reading) {
  std::vector<std::string> all;
  for (const auto& fault : reading.faults)
    all.push_back(fmt::format("{}:{}:{}:{}", fault.line, fault.column, fault.field, fault.code));
  return all;
}

/// Every word the reading has to say.
inline std::string whole_text(const PeopleReading& reading) {
  std::string text;
  if (reading.failure)
    text += fmt::format("{}: {} ({})\n", reading.failure->code, reading.failure->message, reading.failure->hint);
  for (const auto& person : person_texts(reading)) text += person + '\n';
  for (const auto& fault : reading.faults)
    text += fmt::format("{}:{}:{}:{} '{}' {} ({})\n", fault.line, fault.column, fault.field, fault.code, fault.value,
                        fault.message, fault.hint);
  for (const auto& note : reading.notes) text += note + '\n';
  return text;
}

}  // namespace pcadmin::test
