#include "cli/manual/format_texts.hpp"
#include "cli/manual/manual.hpp"
#include "cli/manual/record_texts.hpp"
#include "interchange/people_reading.hpp"
#include "interchange/skill_reading.hpp"
#include "interchange/text_source.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/designation_file.hpp"
#include "pcadmin/interchange/people_format.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What pcadmin-formats(5) says of the formats, held against what reads them.
namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using namespace pcadmin::interchange;

test::PeopleReading read_example(const FormatText& format) {
  return test::read_people(
      [&](ByteSource& source) { return interchange::read_people(source, *parse_people_format(format.name)); },
      format.example);
}

/// The fields a person of a file came with.
std::set<std::string_view> fields_of(const domain::PersonRow& person) {
  std::set<std::string_view> fields = {"name", "email"};
  const auto add = [&](std::string_view field, bool is_there) {
    if (is_there) fields.insert(field);
  };
  add("roles", !person.roles.empty());
  add("given_name", person.given_name.has_value());
  add("family_name", person.family_name.has_value());
  add("kind", person.kind.has_value());
  add("job_title", person.job_title.has_value());
  add("department", person.department.has_value());
  add("phone", person.phone.has_value());
  add("usage_location", person.usage_location.has_value());
  add("state", person.state.has_value());
  return fields;
}

}  // namespace

TEST_CASE("every format that is read is in the manual, and no other", "[house]") {
  REQUIRE(kFormatTexts.size() == kPeopleFormats.size());
  std::set<std::string_view> names;
  for (const auto& format : kFormatTexts) names.insert(format.name);
  CHECK(names == std::set<std::string_view>(kPeopleFormats.begin(), kPeopleFormats.end()));
}

TEST_CASE("the manual's example of a format is one, and has every field the manual names", "[house]") {
  for (const auto& format : kFormatTexts) {
    INFO(format.name);
    const auto detected = detect_format(format.example);
    REQUIRE(detected);
    CHECK(to_string(*detected) == format.name);
    const auto reading = read_example(format);
    INFO(test::whole_text(reading));
    CHECK(reading.faults.empty());
    REQUIRE_FALSE(reading.people.empty());
    std::set<std::string_view> told;
    for (const auto& [field, source] : format.fields) told.insert(field);
    CHECK(fields_of(reading.people.front()) == told);
    CHECK(reading.people.front().name.text() == "Noor Haddad");
  }
}

TEST_CASE("what the manual says a field comes from is in the example by that name", "[house]") {
  for (const auto& format : kFormatTexts) {
    for (const auto& [field, source] : format.fields) {
      // The first of its words that is a name of the file's: the others stand in when it is missing.
      INFO(format.name << ": " << field << ": " << source);
      bool is_named = false;
      for (const auto word : split(source.empty() ? field : source, ' ')) {
        auto name = word.substr(0, word.find_first_of(",;:"));
        name = name.substr(name.find_last_of('.') + 1);
        is_named = is_named || (name.size() > 1 && format.example.find(name) != std::string_view::npos);
      }
      CHECK(is_named);
    }
  }
}

TEST_CASE("the manual's examples of files of skills say the same in CSV and JSON, with every field", "[house]") {
  // A dash would be a field the example does not have.
  const auto& [skills, known, designations] = kRecordTexts;
  const auto check = [](const RecordText& file, const auto& csv, const auto& json) {
    INFO(file.title << "\n" << test::whole_text(csv) << test::whole_text(json));
    CHECK_FALSE(csv.failure);
    CHECK(csv.faults.empty());
    CHECK(json.faults.empty());
    REQUIRE(csv.rows.size() == 1);
    REQUIRE(json.rows.size() == 1);
    CHECK(csv.rows[0].skill == json.rows[0].skill);
    CHECK(test::record_text(csv.rows[0]).find("-|") == std::string::npos);
    std::vector<std::string_view> columns;
    for (const auto& [field, says] : file.fields) columns.push_back(field);
    CHECK(split(file.csv.substr(0, file.csv.find('\n')), ',') == columns);
  };
  check(skills, test::read_skills(skills.csv), test::read_skills(skills.json));
  check(known, test::read_known_skills(known.csv), test::read_known_skills(known.json));
}

TEST_CASE("the manual's example of a file of designations is one, with every field the manual names", "[house]") {
  const auto& file = kRecordTexts[2];
  test::TextSource source(file.json);
  const auto read = interchange::read_designations(source);
  REQUIRE(read.size() == 1);
  CHECK(read[0].metrics.size() == 2);
  for (const auto& [field, says] : file.fields) {
    INFO(field);
    const auto name = field.substr(field.find('/') + 1);
    CHECK(file.json.find(fmt::format("\"{}\": ", name)) != std::string_view::npos);
  }
}
