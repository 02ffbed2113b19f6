#include "skill_reading.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Files of what people have passed, and of what can be passed.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
RecordReading<domain::SkillRow> skills(std::string_view text) {
  auto reading = read_skills(text);
  CHECK_FALSE(reading.failure);
  return reading;
}

std::string code_of_file(std::string_view text) {
  const auto reading = read_skills(text);
  return reading.failure ? reading.failure->code : std::string();
}

/// `line:column field code` of each.
std::vector<std::string> told(const std::vector<domain::RowFault>& faults) {
  std::vector<std::string> list;
  for (const auto& fault : faults) {
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.hint.empty());
    list.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column) + " " + fault.field + " " +
                   fault.code);
  }
  return list;
}
using Words = std::vector<std::string>;

TEST_CASE("skills are read from CSV, with columns in any order and letter case", "[interchange][skills]") {
  const auto read = skills(
      "Code,KIND,achieved,Expires,email,Profile,title\n"
      "AZ-104,exam,2026-03-01,,ann@contoso.example,00991,\"Administering, with care\"\n"
      "az-900,Certification,2025-03-01,2027-02-28,,991,\n");
  REQUIRE(read.faults.empty());
  REQUIRE(read.rows.size() == 2);
  const auto& [line, column, email, skill] = read.rows[0];
  CHECK(line == 2);
  CHECK(column == 0);
  CHECK(email->text() == "ann@contoso.example");
  CHECK(skill.kind == domain::SkillKind::exam);
  CHECK(skill.code.text() == "AZ-104");
  CHECK(skill.title->text() == "Administering, with care");
  CHECK(skill.profile->text() == "00991");
  CHECK(skill.achieved.text() == "2026-03-01");
  CHECK_FALSE(skill.expires);
  CHECK_FALSE(read.rows[1].email);
  CHECK(read.rows[1].skill.expires->text() == "2027-02-28");
}

TEST_CASE("skills are read from JSON: a list, one under skills, or one object behind the other",
          "[interchange][skills]") {
  const std::string one =
      R"({"email":"ann@contoso.example","kind":"exam","code":"AZ-104","achieved":"2026-03-01","profile":991,"expires":null})";
  for (const auto& text : {"[" + one + "]", "{\"skills\":[" + one + "]}", one}) {
    INFO(text);
    const auto read = skills(text);
    REQUIRE(read.faults.empty());
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0].skill.profile->text() == "991");
  }
  CHECK(skills("\xEF\xBB\xBF" + one + "\n" + one).rows.size() == 2);
}

TEST_CASE("the vendor's name for the profile is taken too", "[interchange][skills]") {
  CHECK(skills("MCID,kind,code,achieved\n991,exam,AZ-104,2026-03-01\n").rows.at(0).skill.profile->text() == "991");
  CHECK(skills(R"({"MCID":"991","kind":"exam","code":"AZ-104","achieved":"2026-03-01"})").rows.size() == 1);
  CHECK(code_of_file("MCID,profile,kind,code,achieved\n") == "duplicate-column");
}

TEST_CASE("what a list tells besides is left out of a file of skills", "[interchange][skills]") {
  const auto read = skills(
      "id,email,name,profile,linked,kind,code,title,achieved,expires,state,retired\n"
      "skl_1,ann@contoso.example,Ann Lee,991,true,exam,AZ-104,,2026-03-01,,valid,2026-06-01\n");
  CHECK(read.faults.empty());
  CHECK(read.rows.size() == 1);
}

TEST_CASE("every fault of every row of skills is told with line, column, code and hint", "[interchange][skills]") {
  const auto read = skills(
      "email,profile,kind,code,achieved,expires\n"
      ",,exam,AZ-104,2026-03-01,\n"
      "ann,9 9,course,,yesterday,31.12.2026\n"
      "ann@contoso.example,,exam,AZ-104,2026-03-01,2026-02-01\n"
      "ann@contoso.example,,exam\n"
      "ann@contoso.example,,exam,AZ-104,2026-03-01,\n");
  CHECK(told(read.faults) == Words{"2:1 email missing-email", "3:1 email invalid-email", "3:2 profile invalid-profile",
                                   "3:3 kind invalid-skill-kind", "3:4 code missing-code", "3:5 achieved invalid-day",
                                   "3:6 expires invalid-day", "4:6 expires expires-before-achieved",
                                   "5:0  too-few-columns"});
  CHECK(read.rows.size() == 1);
}

TEST_CASE("every fault of a JSON file of skills is told with its line, and where on it the row begins",
          "[interchange][skills]") {
  const auto read = skills(
      "[{\"email\":\"ann@contoso.example\",\"kind\":\"exam\",\"code\":\"AZ-104\",\"achieved\":[]},\n"
      " 7,\n"
      " {\"mail\":\"ann@contoso.example\"}]");
  CHECK(told(read.faults) == Words{"1:2 achieved wrong-type", "2:0  not-an-object", "3:0 mail unknown-field"});
  CHECK(told(skills("[{\"kind\":\"exam\",}]").faults) == Words{"1:0  json-syntax"});
  const auto one_line = read_known_skills(R"([{"kind":"exam","code":"A"}, {"kind":"exam"}, {"kind":"no","code":"B"}])");
  CHECK(told(one_line.faults) == Words{"1:30 code missing-code", "1:47 kind invalid-skill-kind"});
  CHECK(one_line.rows.at(0).column == 2);
}

TEST_CASE("a file that cannot be one of skills is refused as a whole", "[interchange][skills]") {
  CHECK(code_of_file("") == "empty-file");
  CHECK(code_of_file("email,kind,code\n") == "missing-column");
  CHECK(code_of_file("email,kind,code,achieved,acheived\n") == "unknown-column");
  CHECK(code_of_file("email,kind,code,achieved,Kind\n") == "duplicate-column");
  CHECK(code_of_file("email,kind,code,\"achieved\n") == "csv-quote");
}

TEST_CASE("cells that were neutralised for spreadsheets are restored in a file of skills", "[interchange][skills]") {
  const auto read = skills("email,kind,code,achieved,title\nann@contoso.example,exam,'-104,2026-03-01,'=1\n");
  REQUIRE(read.rows.size() == 1);
  CHECK(read.rows[0].skill.code.text() == "-104");
  CHECK(read.rows[0].skill.title->text() == "=1");
}

TEST_CASE("a catalogue says what is retired, and from when", "[interchange][skills]") {
  const auto read = read_known_skills("kind,code,title,retired\nexam,70-533,Old,2018-12-31\nexam,AZ-104,,\n");
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[0].skill.retired->text() == "2018-12-31");
  CHECK_FALSE(read.rows[1].skill.retired);
  const auto cleared = read_known_skills("kind,code,retired\nexam,AZ-104,None\n");
  CHECK(cleared.rows.at(0).not_retired);
  CHECK_FALSE(cleared.rows.at(0).skill.retired);
  CHECK_FALSE(read.rows[1].not_retired);
  CHECK(read_known_skills(R"({"catalogue":[{"kind":"exam","code":"AZ-104","people":3}]})").rows.size() == 1);
  CHECK(told(read_known_skills("kind,code,retired\n,,soon\n").faults) ==
        Words{"2:1 kind missing-kind", "2:2 code missing-code", "2:3 retired invalid-day"});
}

const std::filesystem::path kOdd = std::filesystem::path(PCADMIN_SOURCE_DIR) / "tests/import/skills";

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// As expected.txt writes it.
std::string verdict_of(const RecordReading<domain::SkillRow>& reading) {
  std::string verdict;
  const auto add = [&](const std::string& word) { verdict += (verdict.empty() ? "" : ", ") + word; };
  if (!reading.rows.empty()) add(std::to_string(reading.rows.size()) + (reading.rows.size() == 1 ? " row" : " rows"));
  if (reading.failure) add("0:" + reading.failure->code);
  for (const auto& fault : reading.faults) add(std::to_string(fault.line) + ":" + fault.code);
  return verdict;
}

TEST_CASE("every file of skills of the corpus comes to what is expected of it", "[interchange][skills]") {
  std::map<std::string, std::string> expected;
  const auto list = bytes_of(kOdd / "expected.txt");
  for (const auto line : split(list, '\n')) {
    const auto parts = split(line, '|');
    if (parts.size() == 3) expected.emplace(trim(parts[0]), trim(parts[1]));
  }
  CHECK(expected.size() >= 15);
  for (const auto& entry : std::filesystem::directory_iterator(kOdd)) {
    const auto file = entry.path().filename().string();
    if (file == "expected.txt") continue;
    INFO(file);
    const auto text = bytes_of(entry.path());
    const auto reading = read_skills(text);
    INFO(whole_text(reading));
    CHECK(verdict_of(reading) == expected[file]);
    CHECK(whole_text(read_skills(text, 1)) == whole_text(reading));
    expected.erase(file);
  }
  for (const auto& [file, verdict] : expected) FAIL_CHECK(file << " is not there");
}

}  // namespace
