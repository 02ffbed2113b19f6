#pragma once

#include "text_source.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/skill_reader.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Files of what people have passed, and of what can be passed, read to their end.
namespace pcadmin::test {

/// All that a file comes to.
template <class Record>
struct RecordReading {
  std::optional<Failure> failure{};
  std::vector<Record> rows{};
  std::vector<domain::RowFault> faults{};
};

/// Throws `std::logic_error` when the reader breaks its contract.
template <class Record>
RecordReading<Record> read_records(std::unique_ptr<interchange::RecordReader<Record>> (&open)(interchange::ByteSource&),
                                   std::string_view text, std::size_t chunk = 7) {
  RecordReading<Record> reading;
  try {
    TextSource source(text, chunk);
    const auto reader = open(source);
    while (auto row = reader->next()) {
      if (*row) {
        reading.rows.push_back(std::move(**row));
        continue;
      }
      if (row->error().empty()) throw std::logic_error("a row is refused, and no fault says why");
      reading.faults.insert(reading.faults.end(), row->error().begin(), row->error().end());
    }
    if (reader->next()) throw std::logic_error("something comes after the end of the file");
  } catch (const Error& error) {
    reading.failure = error.failure();
  }
  return reading;
}

inline RecordReading<domain::SkillRow> read_skills(std::string_view text, std::size_t chunk = 7) {
  return read_records(interchange::read_skills, text, chunk);
}
inline RecordReading<domain::KnownSkillRow> read_known_skills(std::string_view text, std::size_t chunk = 7) {
  return read_records(interchange::read_known_skills, text, chunk);
}

template <class Value>
std::string text_or_dash(const std::optional<Value>& value) {
  return value ? value->text() : "-";
}

/// `2: ann@contoso.example 991 exam AZ-104|title|achieved|expires`, `-` for none.
inline std::string record_text(const domain::SkillRow& row) {
  const auto& skill = row.skill;
  return fmt::format("{}: {} {} {} {}|{}|{}|{}", row.line, text_or_dash(row.email), text_or_dash(skill.profile),
                     to_string(skill.kind), skill.code.text(), text_or_dash(skill.title), skill.achieved.text(),
                     text_or_dash(skill.expires));
}
inline std::string record_text(const domain::KnownSkillRow& row) {
  return fmt::format("{}: {} {}|{}|{}", row.line, to_string(row.skill.kind), row.skill.code.text(),
                     text_or_dash(row.skill.title), text_or_dash(row.skill.retired));
}

/// Every word the reading has to say.
template <class Record>
std::string whole_text(const RecordReading<Record>& reading) {
  std::string text;
  if (reading.failure)
    text += fmt::format("{}: {} ({})\n", reading.failure->code, reading.failure->message, reading.failure->hint);
  for (const auto& row : reading.rows) text += record_text(row) + '\n';
  for (const auto& fault : reading.faults)
    text += fmt::format("{}:{}:{}:{} '{}' {} ({})\n", fault.line, fault.column, fault.field, fault.code, fault.value,
                        fault.message, fault.hint);
  return text;
}

}  // namespace pcadmin::test
