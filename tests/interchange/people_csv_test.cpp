#include "text_source.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::interchange;
using namespace std::string_literals;
using domain::PersonRow;
using domain::RowFault;
using test::TextSource;

/// All that a file comes to.
struct Reading {
  std::optional<Failure> failure{};
  std::vector<PersonRow> people{};
  std::vector<RowFault> faults{};
  std::size_t rows = 0;
};

Reading read(std::string_view text, std::size_t chunk = 64 * 1024, std::span<const ColumnMapping> mappings = {}) {
  Reading reading;
  try {
    TextSource source(text, chunk);
    const auto reader = read_people_csv(source, mappings);
    while (auto row = reader->next()) {
      ++reading.rows;
      if (*row)
        reading.people.push_back(std::move(**row));
      else
        reading.faults.insert(reading.faults.end(), row->error().begin(), row->error().end());
    }
    CHECK_FALSE(reader->next());
  } catch (const Error& error) {
    reading.failure = error.failure();
  }
  return reading;
}

Reading read_mapped(std::string_view text, const std::vector<std::string>& words) {
  std::vector<ColumnMapping> mappings;
  for (const auto& word : words) mappings.push_back(value_or_throw(ColumnMapping::parse(word)));
  return read(text, 64 * 1024, mappings);
}

template <class Value>
std::string text_of(const std::optional<Value>& value) {
  return value ? value->text() : "-";
}

std::string text_of(const PersonRow& person) {
  auto line = fmt::format("{}: {} <{}>", person.line, person.name.text(), person.email.text());
  for (const auto role : person.roles) line += fmt::format(" {}", role.text());
  return line + fmt::format("|{}|{}|{}|{}|{}|{}|{}|{}", text_of(person.given_name), text_of(person.family_name),
                            person.kind ? to_string(*person.kind) : "-", text_of(person.job_title),
                            text_of(person.department), text_of(person.phone), text_of(person.usage_location),
                            person.state ? to_string(*person.state) : "-");
}

/// Where a fault is and what it is, for comparing at a glance.
std::string place_of(const RowFault& fault) {
  return fmt::format("{}:{}:{}:{}", fault.line, fault.column, fault.field, fault.code);
}

std::vector<std::string> places(const Reading& reading) {
  std::vector<std::string> all;
  for (const auto& fault : reading.faults) all.push_back(place_of(fault));
  return all;
}

std::string whole(const Reading& reading) {
  std::string text = fmt::format("{} rows\n", reading.rows);
  if (reading.failure)
    text += fmt::format("{}: {} ({})\n", reading.failure->code, reading.failure->message, reading.failure->hint);
  for (const auto& person : reading.people) text += text_of(person) + '\n';
  for (const auto& fault : reading.faults)
    text += fmt::format("{} '{}' {} ({})\n", place_of(fault), fault.value, fault.message, fault.hint);
  return text;
}

std::string code_of(std::string_view text) {
  const auto reading = read(text);
  return reading.failure ? reading.failure->code : "";
}

std::vector<std::uint64_t> lines_of_people(std::string_view text) {
  std::vector<std::uint64_t> lines;
  for (const auto& person : read(text).people) lines.push_back(person.line);
  return lines;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string repeat(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  while (times-- > 0) text += part;
  return text;
}

/// ASCII as UTF-16 without a byte order mark.
std::string to_utf16(std::string_view text, bool big_endian) {
  std::string wide;
  for (const char c : text) (wide += big_endian ? '\0' : c) += big_endian ? c : '\0';
  return wide;
}

/// A line end closes a line and begins none.
std::uint64_t count_lines(std::string_view text) {
  std::uint64_t ends = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    ends += text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n')) ? 1 : 0;
  return ends + (text.ends_with('\n') || text.ends_with('\r') ? 0 : 1);
}

const std::string kGolden =
    "name,email,roles,given_name,family_name,kind,job_title,department,phone,usage_location,state\n"
    "Ann Lee,ann@contoso.example,helpdesk-agent;sales agent,Ann,Lee,guest,\"Clerk, senior\",IT,"
    "'+1 425 555 0100,us,disabled\n"
    "\"Bo \"\"B\"\" Ek\",bo@contoso.example,,,,,,,,,\n";

const std::vector<std::string>& samples() {
  static const std::vector<std::string> kSamples = {
      "",
      "\xEF\xBB\xBF",
      "\n\r\n \n",
      "name,email\n",
      "name,email",
      kGolden,
      "\xEF\xBB\xBFname,email\r\nZoë,zoe@contoso.example\r\n\r\n漢字,kanji@contoso.example",
      "name,email\rAnn,ann@contoso.example\r\rBo,bo@contoso.example\r",
      "name,email\n\"A\r\nB\",ann@contoso.example\n\"C\rD\",x\nE,e@contoso.example\n",
      "name,email\nAnn,ann@contoso.example\n\"Bo,bo@contoso.example\nCy,cy@contoso.example\n",
      "name,email\nAnn \"x\" "
      "Lee,ann@contoso.example\nBo,bo@contoso.example\n\"Cy\"s,cy@contoso.example\nDi,d@d.example",
      "name,email\nAnn,ann@contoso.example\nB\xF6,bo@contoso.example\nCy,cy@contoso.example\n",
      "name,email\nAnn,ann@contoso.example\nB\0o,bo@contoso.example\n"s,
      "name,email,roles\nAnn\nBo,b,c,d\n,,nosuch;admin agent;nosuch2\n",
      "\xFF\xFE" + to_utf16("name,email\n", false),
      "name,email\n" + repeat("Ann Lee,ann@contoso.example\r\n", 6000) + "Bo,\n",
      "name,email\n\"" + repeat("x", 70000) + "\",a@b.example\nBo,bo@contoso.example\n",
      "name,email\nBo,bo@contoso.example\n" + repeat("a,", 300) + "\n",
      "name,email\n\"Ann\nLee\r",
  };
  return kSamples;
}

}  // namespace

TEST_CASE("every column becomes its field", "[people-csv]") {
  const auto reading = read(kGolden);
  REQUIRE_FALSE(reading.failure);
  INFO(whole(reading));
  REQUIRE(reading.people.size() == 2);
  CHECK(text_of(reading.people[0]) ==
        "2: Ann Lee <ann@contoso.example> helpdesk-agent sales-agent"
        "|Ann|Lee|guest|Clerk, senior|IT|+1 425 555 0100|US|disabled");
  CHECK(text_of(reading.people[1]) == "3: Bo \"B\" Ek <bo@contoso.example>|-|-|-|-|-|-|-|-");
}

TEST_CASE("columns stand in any order, their names in any case with blanks, hyphens and underscores alike",
          "[people-csv]") {
  const auto reading = read(" E-Mail ,NAME,Job-Title,Usage Location\nann@contoso.example,Ann,Clerk,de\n");
  CHECK(reading.failure);  // "E-Mail" is not "email" with other blanks: it has one more
  const auto other = read(" EMAIL ,\" Name\",Job-Title,Usage Location\nann@contoso.example,Ann,Clerk,de\n");
  REQUIRE(other.people.size() == 1);
  CHECK(text_of(other.people[0]) == "2: Ann <ann@contoso.example>|-|-|-|Clerk|-|-|DE|-");
}

TEST_CASE("a byte order mark is no part of the first column", "[people-csv]") {
  CHECK(read("\xEF\xBB\xBFname,email\nAnn,ann@contoso.example\n").people.size() == 1);
  CHECK(read("\xEF\xBB\xBF\"name\",email\nAnn,ann@contoso.example\n").people.size() == 1);
}

TEST_CASE("a header with nothing after it is an empty list", "[people-csv]") {
  for (const auto text : {"name,email", "name,email\n", "name,email\r\n\r\n\n  \n"}) {
    const auto reading = read(text);
    CHECK_FALSE(reading.failure);
    CHECK(reading.rows == 0);
  }
}

TEST_CASE("a file without a row is empty", "[people-csv]") {
  for (const auto text : {"", "\xEF\xBB\xBF", "\n", "\r\n \t \r\n"}) CHECK(code_of(text) == "empty-file");
}

TEST_CASE("a missing column is told with the columns found", "[people-csv]") {
  const auto failure = read("name,mail\nAnn,ann@contoso.example\n").failure;
  REQUIRE(failure);
  CHECK(failure->code == "missing-column");
  CHECK(failure->kind == FailureKind::invalid);
  CHECK(failure->message == "the file has no column \"email\"; not known of its columns: \"mail\"");
  CHECK(failure->hint == "rename \"mail\" to \"email\", or import with --map 'mail=email'");
  CHECK(read("phone\n").failure->message == "the file has no column \"name\" and \"email\"; its columns are \"phone\"");
}

TEST_CASE("what is missing and what is not known is told at once, with all that would map it", "[people-csv]") {
  const auto failure = read("First Name;Full name;E-Mail;Rolen;Shoe size\n").failure;
  REQUIRE(failure);
  CHECK(failure->code == "missing-column");
  CHECK(failure->hint ==
        "rename \"First Name\" to \"given_name\", \"Full name\" to \"name\", \"E-Mail\" to \"email\" and \"Rolen\" to "
        "\"roles\", or import with --map 'First Name=given_name' --map 'Full name=name' --map 'E-Mail=email' --map "
        "'Rolen=roles'; to leave one out: --map 'Shoe size=-'");
  CHECK(read_mapped("name,email\n", {"name=email"}).failure->message == "columns 1 and 2 are both \"email\"");
}

TEST_CASE("the separator is the sign of which the header has most outside quotes", "[people-csv]") {
  const std::string row = "2: Ann Lee <ann@contoso.example> helpdesk-agent sales-agent|-|-|-|-|-|-|-|-";
  for (const std::string sign : {",", ";", "\t"}) {
    const auto text = "name" + sign + "\"email\"" + sign + "roles\r\nAnn Lee" + sign + "ann@contoso.example" + sign +
                      "\"helpdesk-agent;sales-agent\"\r\n";
    CAPTURE(text);
    const auto reading = read(text);
    REQUIRE(reading.people.size() == 1);
    CHECK(text_of(reading.people[0]) == row);
    CHECK(places(read(text + "Bo" + sign + sign + "\n")).size() == 1);
  }
  CHECK(lines_of_people("\n\nname;\"email\"\nLee, Ann;ann@contoso.example\n") == std::vector<std::uint64_t>{4});
  CHECK(read("name;email;\"job,,,title\"\n").failure->code == "unknown-column");
}

TEST_CASE("a line before the header may say which sign separates", "[people-csv]") {
  for (const std::string sign : {",", ";", "\t", "|", "^"}) {
    const auto header = "name" + sign + "email\n";
    const auto row = "Ann" + sign + "ann@contoso.example\n";
    CAPTURE(sign);
    CHECK(lines_of_people("sep=" + sign + "\r\n" + header + row) == std::vector<std::uint64_t>{3});
    CHECK(lines_of_people("\xEF\xBB\xBFSEP=" + sign + "\n" + header + row) == std::vector<std::uint64_t>{3});
    CHECK(lines_of_people("\"sep=" + sign + "\"\r" + header + row) == std::vector<std::uint64_t>{3});
    CHECK(lines_of_people("sep=" + sign + sign + sign + "\n" + header + row) == std::vector<std::uint64_t>{3});
  }
  for (const auto* const line : {"sep=", "sep=\"", "sep=a", "\"sep=\"", "sep=\xC3\xA4"})
    CHECK(code_of(line + "\nname,email\n"s) == "csv-separator");
  CHECK(code_of("sep=;\n") == "empty-file");
}

TEST_CASE("a separator that is not found by itself is told how to name", "[people-csv]") {
  const auto failure = read("name|email|roles\nAnn|ann@contoso.example|\n").failure;
  REQUIRE(failure);
  CHECK(failure->code == "missing-column");
  CHECK(contains(failure->hint, "sep=|"));
}

TEST_CASE("what a row has too many of is told by its name", "[people-csv]") {
  CHECK(read("name;email\nLee; Ann;a@contoso.example\n").faults.at(0).hint ==
        "a cell that holds a semicolon must be in quotes");
  CHECK(read("name\temail\n" + repeat("a\t", 300) + "\n").faults.at(0).hint ==
        "a cell that holds a tab must be in quotes");
}

TEST_CASE("an unknown column is told with the nearest known one and all there are", "[people-csv]") {
  const auto failure = read("name,email,deparment\n").failure;
  REQUIRE(failure);
  CHECK(failure->code == "unknown-column");
  CHECK(failure->message == "no column is called \"deparment\"");
  CHECK(contains(failure->hint, "rename \"deparment\" to \"department\", or import with --map 'deparment=department'"));
  CHECK(contains(failure->hint, "usage_location and state"));
  CHECK(read("name,email,\n").failure->message == "column 3 of the header has no name");
}

TEST_CASE("every unknown column is told at once", "[people-csv]") {
  const auto failure = read("name,email,deparment,Shoe size,phoen\n").failure;
  REQUIRE(failure);
  CHECK(failure->message == "3 columns are not known: \"deparment\", \"Shoe size\" and \"phoen\"");
  CHECK(contains(failure->hint, "rename \"deparment\" to \"department\" and \"phoen\" to \"phone\", or import with"));
  CHECK(contains(failure->hint, "to leave one out: --map 'Shoe size=-'"));
  CHECK_FALSE(contains(read("name,email,it's\n").failure->hint, "--map"));
}

TEST_CASE("what is said of unknown columns stays short, however many and long they are", "[people-csv]") {
  std::string header = "name,email";
  for (int i = 0; i < 200; ++i) header += ",column " + std::to_string(i) + repeat("x", 1000);
  for (int i = 0; i < 40; ++i) header += ",x" + std::to_string(i);
  const auto failure = read(header + "\n").failure;
  REQUIRE(failure);
  CHECK(failure->code == "unknown-column");
  CHECK(failure->hint.size() < 1000);
  CHECK(read("name,email" + header.substr(header.find(",x0")) + "\n").failure->hint.ends_with("--map 'x19=-'"));
}

TEST_CASE("a mapping says what a column is and goes before its own name", "[people-csv]") {
  const std::string file = "Mail;Anzeigename;Name;Schuh=Gr\u00f6\u00dfe\nann@contoso.example;Ann Lee;Lee;39\n";
  const auto reading =
      read_mapped(file, {"mail=email", " Anzeigename = name", "NAME=Family-Name", "Schuh=Gr\u00f6\u00dfe=-"});
  INFO(whole(reading));
  REQUIRE(reading.people.size() == 1);
  CHECK(text_of(reading.people[0]) == "2: Ann Lee <ann@contoso.example>|-|Lee|-|-|-|-|-|-");
  const auto fault = read_mapped("Mail,Foo,name\nann,x,Ann\n", {"Mail=email", "Foo=-"});
  CHECK(places(fault) == std::vector<std::string>{"2:1:email:invalid-email"});
  CHECK(places(read_mapped("Mail,Foo,name\nann@contoso.example,a\"x,Ann\n", {"Mail=email", "Foo=-"})) ==
        std::vector<std::string>{"2:2::csv-quote"});
}

TEST_CASE("a mapping of a column that is not there or is said twice is refused", "[people-csv]") {
  const auto missing = read_mapped("Mail,name\n", {"Mial=email"}).failure;
  REQUIRE(missing);
  CHECK(missing->code == "missing-column");
  CHECK(missing->message ==
        "the file has no column \"Mial\", of which --map speaks; its columns are \"Mail\" and \"name\"");
  CHECK(missing->hint == "did you mean \"Mail\"?");
  CHECK(read_mapped("Mail,name\n", {"Mail=email", "mail=phone"}).failure->message ==
        "--map says twice what \"mail\" is");
  CHECK(read_mapped("Mail,name,email\n", {"Mail=email"}).failure->message == "columns 1 and 3 are both \"email\"");
  CHECK(read_mapped("email,name\n", {"name=-"}).failure->code == "missing-column");
}

TEST_CASE("a mapping is a column and a field of a person", "[people-csv]") {
  const auto refusal = [](std::string_view text) { return ColumnMapping::parse(text).error(); };
  for (const auto* const text : {"", "Mail", "=email", " =email"}) CHECK(refusal(text).code == "invalid-mapping");
  CHECK(refusal("Mail=e-mail").code == "unknown-field");
  CHECK(contains(refusal("Mail=emial").hint, "did you mean \"email\"?"));
  CHECK(contains(refusal("Mail=").hint, "the fields are name, email,"));
  CHECK(ColumnMapping::parse("Mail=E-MAIL").error().kind == FailureKind::usage);
  CHECK(ColumnMapping::parse("a=b=Job Title")->column() == "a=b");
  CHECK(ColumnMapping::parse("a=b=Job Title")->field() == "job_title");
  CHECK(ColumnMapping::parse(" a = - ")->field().empty());
}

TEST_CASE("a column given twice is refused, however it is spelt", "[people-csv]") {
  const auto failure = read("name,job title,email,Job_Title\n").failure;
  REQUIRE(failure);
  CHECK(failure->code == "duplicate-column");
  CHECK(failure->message == "columns 2 and 4 are both \"job_title\"");
}

TEST_CASE("a header that cannot be read is the failure of the file", "[people-csv]") {
  CHECK(code_of("name,\"email\n") == "csv-quote");
  CHECK(code_of("name,em\0ail\n"s) == "nul-byte");
  CHECK(code_of("name,\xE9mail\n") == "not-utf8");
  CHECK(code_of(repeat("c,", 300) + "\n") == "too-many-columns");
  CHECK(code_of(repeat("n", 70000) + ",email\n") == "field-too-long");
  CHECK(contains(read("\n\nname,\"email\n").failure->message, "line 3"));
}

TEST_CASE("UTF-16 is told by name with the command that converts it", "[people-csv]") {
  const std::string text = "name,email\nAnn,ann@contoso.example\n";
  for (const auto& file : {"\xFF\xFE" + to_utf16(text, false), "\xFE\xFF" + to_utf16(text, true)}) {
    const auto failure = read(file, 1).failure;
    REQUIRE(failure);
    CHECK(failure->code == "not-utf8");
    CHECK(failure->message == "the file is UTF-16, not UTF-8");
    CHECK(contains(failure->hint, "iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8.csv"));
  }
  CHECK(contains(read(to_utf16(text, false)).failure->hint, "iconv -f UTF-16LE -t UTF-8 FILE > FILE.utf8.csv"));
  CHECK(contains(read(to_utf16(text, true)).failure->hint, "iconv -f UTF-16BE -t UTF-8 FILE > FILE.utf8.csv"));
  CHECK(read("\xFF\xFE\0\0n\0\0\0"s).failure->message == "the file is UTF-32, not UTF-8");
}

TEST_CASE("a row's line is the one it begins on, whatever the line ends", "[people-csv]") {
  const std::string rows[] = {"name,email", "\"A\nB\",x", "Ann,ann@contoso.example", "", "Bo,bo@contoso.example"};
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    std::string text;
    for (const auto& row : rows) text += row + end;
    CAPTURE(end);
    CHECK(lines_of_people(text) == std::vector<std::uint64_t>{4, 6});
  }
  CHECK(lines_of_people("name,email\r\"A\r\nB\rC\",a@b\r\nAnn,ann@contoso.example") == std::vector<std::uint64_t>{5});
  CHECK(lines_of_people("name,email\n\"\n\n\",a@b\nAnn,ann@contoso.example") == std::vector<std::uint64_t>{5});
}

TEST_CASE("line numbers stay exact over many buffers", "[people-csv]") {
  std::string text = "name,email\r\n";
  for (int i = 0; i < 9000; ++i) text += i % 3 == 0 ? "\r\n" : "Ann Lee,ann@contoso.example\r\n";
  text += "Bo,nothing\r\n";
  CHECK(places(read(text, 4093)) == std::vector<std::string>{"9002:2:email:invalid-email"});
}

TEST_CASE("every fault of a row is told, in the order of its columns", "[people-csv]") {
  const auto reading = read(
      "email,name,state,roles,kind,phone\nAnn,,asleep,nosuch; helpdesk-agent ;default user;nosuch,robot,call me\n");
  CHECK(reading.people.empty());
  CHECK(reading.rows == 1);
  CHECK(places(reading) == std::vector<std::string>{"2:1:email:invalid-email", "2:2:name:missing-name",
                                                    "2:3:state:invalid-state", "2:4:roles:unknown-role",
                                                    "2:4:roles:implicit-role", "2:4:roles:unknown-role",
                                                    "2:5:kind:invalid-kind", "2:6:phone:invalid-phone"});
  CHECK(reading.faults[3].value == "nosuch");
  CHECK_FALSE(reading.faults[2].hint.empty());
}

TEST_CASE("a faulty row does not end the reading", "[people-csv]") {
  const auto reading = read("name,email\nDi,\nAnn,ann@contoso.example\nBo,bo\nCy,cy@contoso.example\n");
  CHECK(reading.people.size() == 2);
  CHECK(places(reading) == std::vector<std::string>{"2:2:email:missing-email", "4:2:email:invalid-email"});
}

TEST_CASE("a row without any text is nobody", "[people-csv]") {
  CHECK(lines_of_people("name;email;phone\n;;\nAnn;ann@contoso.example;\n;;\n ; \n") == std::vector<std::uint64_t>{3});
}

TEST_CASE("a role given twice in one cell is one role", "[people-csv]") {
  const auto reading = read("name,email,roles\nAnn,ann@contoso.example,;Admin Agent; admin_agent ;;admin-agent;\n");
  REQUIRE(reading.people.size() == 1);
  CHECK(reading.people[0].roles.size() == 1);
}

TEST_CASE("a cell of blanks is an absent field", "[people-csv]") {
  const auto reading = read("name,email,phone,state\nAnn,ann@contoso.example,\"  \",\n\" \",a@contoso.example,,\n");
  REQUIRE(reading.people.size() == 1);
  CHECK_FALSE(reading.people[0].phone);
  CHECK_FALSE(reading.people[0].state);
  CHECK(places(reading) == std::vector<std::string>{"3:1:name:missing-name"});
}

TEST_CASE("a neutralised cell is restored before it is read", "[people-csv]") {
  const std::string name = "'=Ann";
  const auto reading = read("name,email\n" + neutralise_cell(name) + ",ann@contoso.example\n");
  REQUIRE(reading.people.size() == 1);
  CHECK(reading.people[0].name.text() == name);
}

TEST_CASE("a row with another number of columns than the header names both", "[people-csv]") {
  const auto reading = read("name,email,roles\nAnn,ann@contoso.example\nBo,bo@contoso.example,,\n");
  REQUIRE(places(reading) == std::vector<std::string>{"2:0::too-few-columns", "3:0::too-many-columns"});
  CHECK(reading.faults[0].message == "the row has 2 columns, the header 3");
  CHECK(reading.faults[1].message == "the row has 4 columns, the header 3");
}

TEST_CASE("a quote inside an unquoted cell spoils its row only", "[people-csv]") {
  const auto reading = read("name,email\nAnn \"Annie\" Lee,ann@contoso.example\nBo,bo@contoso.example\n");
  CHECK(places(reading) == std::vector<std::string>{"2:1:name:csv-quote"});
  CHECK(contains(reading.faults[0].message, "line 2"));
  CHECK(reading.people.size() == 1);
  const auto long_row = read("name,email\nA\"" + repeat("x", 200000) + "\nBo,bo@contoso.example\n");
  CHECK(places(long_row) == std::vector<std::string>{"2:1:name:csv-quote"});
  CHECK(lines_of_people("name,email\nA\"" + repeat("x", 200000) + "\nBo,bo@contoso.example\n") ==
        std::vector<std::uint64_t>{3});
}

TEST_CASE("text after a closing quote ends the file, since the row's end is in doubt", "[people-csv]") {
  const auto reading = read("name,email\nAnn,\"a\nb\"c\nBo,bo@contoso.example\n");
  CHECK(places(reading) == std::vector<std::string>{"2:2:email:csv-quote"});
  CHECK(reading.people.empty());
}

TEST_CASE("a quote that never closes names the line its row began on", "[people-csv]") {
  const auto reading = read("name,email\nAnn,ann@contoso.example\n\nBo,\"bo@contoso.example\nCy,cy@contoso.example\n");
  CHECK(reading.people.size() == 1);
  REQUIRE(places(reading) == std::vector<std::string>{"4:2:email:csv-quote"});
  CHECK(reading.faults[0].message == "a quote opened in the row that begins on line 4 never closes");
}

TEST_CASE("a quote open over two megabytes stops at the limit of a cell", "[people-csv]") {
  const auto file = "name,email\nAnn,ann@contoso.example\n\"Bo" + repeat("Cy,cy@contoso.example\n", 100000);
  const auto reading = read(file);
  CHECK(reading.people.size() == 1);
  REQUIRE(places(reading) == std::vector<std::string>{"3:1:name:field-too-long"});
  CHECK(contains(reading.faults[0].message, "65536 bytes"));
  CHECK(contains(reading.faults[0].hint, "quote that never closes"));
}

TEST_CASE("the limit of a cell is exact and counts what is in it", "[people-csv]") {
  const auto codes = [](const std::string& cell) { return places(read("name,email\nAnn," + cell + "\n")); };
  const std::vector<std::string> too_long = {"2:2:email:field-too-long"};
  const auto just = repeat("x", Limits::kFieldBytes);
  CHECK(codes(just) == std::vector<std::string>{"2:2:email:invalid-email"});
  CHECK(codes(just + "x") == too_long);
  CHECK(codes("\"" + just + "\"") == std::vector<std::string>{"2:2:email:invalid-email"});
  CHECK(codes("\"" + just + "x\"") == too_long);
  CHECK(codes("\"" + repeat("\"\"", Limits::kFieldBytes) + "\"") ==
        std::vector<std::string>{"2:2:email:invalid-email"});
  CHECK(codes("  x" + repeat(" ", 2 * Limits::kFieldBytes)) == std::vector<std::string>{"2:2:email:invalid-email"});
  CHECK(codes(repeat("x", 65 * 1024)) == too_long);
}

TEST_CASE("a closing quote that is the last byte of the buffer does not count", "[people-csv]") {
  constexpr std::size_t kBuffers = 2 * std::size_t{65536};
  const auto cell = "\"" + repeat("x", Limits::kFieldBytes) + "\"";
  const auto file = "name,email\n" + repeat("n", kBuffers - cell.size() - 1) + "," + cell + "\n";
  CHECK(places(read(file)) == std::vector<std::string>{"2:1:name:invalid-name", "2:2:email:invalid-email"});
}

TEST_CASE("a row of more columns than any file may have ends the file", "[people-csv]") {
  const auto reading = read("name,email\n" + repeat("a,", 299) + "a\nBo,bo@contoso.example\n");
  REQUIRE(places(reading) == std::vector<std::string>{"2:0::too-many-columns"});
  CHECK(contains(reading.faults[0].message, "256"));
  CHECK(reading.people.empty());
  CHECK(read("name,email\n" + repeat("a,", 255) + "a\nBo,bo@contoso.example\n").people.size() == 1);
}

TEST_CASE("a row longer than a megabyte ends the file", "[people-csv]") {
  const auto row = [](std::size_t bytes) {
    auto cells = repeat(repeat("x", 63 * 1024 - 1) + ",", 16);
    return "name,email\n" + cells + repeat("x", bytes - cells.size()) + "\nBo,bo@contoso.example\n";
  };
  CHECK(places(read(row(Limits::kRowBytes))) == std::vector<std::string>{"2:0::too-many-columns"});
  CHECK(read(row(Limits::kRowBytes)).people.size() == 1);
  const auto reading = read(row(Limits::kRowBytes + 1));
  REQUIRE(places(reading) == std::vector<std::string>{"2:0::row-too-long"});
  CHECK(contains(reading.faults[0].message, "1048576 bytes"));
  CHECK(reading.people.empty());
}

TEST_CASE("bytes that are not UTF-8 end the file at their cell", "[people-csv]") {
  const auto reading =
      read("name,email\nAnn,ann@contoso.example\nJos\xE9,jose@contoso.example\nBo,b@contoso.example\n");
  CHECK(reading.people.size() == 1);
  REQUIRE(places(reading) == std::vector<std::string>{"3:1:name:not-utf8"});
  CHECK(reading.faults[0].value == "Jos\\xe9");
  CHECK(reading.faults[0].message == "the cell is not UTF-8; it looks like Latin-1");
  CHECK(contains(reading.faults[0].hint, "iconv -f LATIN1 -t UTF-8"));
  const auto windows = read(
      "name,email\n\x93"
      "Ann\x94,ann@contoso.example\n");
  CHECK(windows.faults.at(0).message == "the cell is not UTF-8; it looks like Windows-1252");
  CHECK(contains(windows.faults.at(0).hint, "iconv -f CP1252 -t UTF-8"));
  CHECK(read("name,email\nZo\xC3\xAB \xE9,z@contoso.example\n").faults.at(0).message == "the cell is not UTF-8");
}

TEST_CASE("two halves of a character in neighbouring cells are not UTF-8", "[people-csv]") {
  CHECK(places(read("name,email\nZo\xC3,\xABx@contoso.example\n")) == std::vector<std::string>{"2:1:name:not-utf8"});
}

TEST_CASE("a NUL ends the file at its cell", "[people-csv]") {
  const auto reading = read("name,email\nAnn,ann@contoso.example\nBo,bo@\0contoso.example\nCy,cy@c.example\n"s);
  CHECK(reading.people.size() == 1);
  CHECK(places(reading) == std::vector<std::string>{"3:2:email:nul-byte"});
  CHECK(places(read("name,email\n\n\0\0\0\0"s)) == std::vector<std::string>{"3:1:name:nul-byte"});
}

TEST_CASE("what stood in a faulty cell is cut to a hundred code points", "[people-csv]") {
  const auto reading = read("name,email\nAnn," + repeat("é", 1000) + "\n");
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].value == repeat("é", 100));
}

TEST_CASE("how the source cuts its bytes makes no difference", "[people-csv]") {
  for (const auto& sample : samples()) {
    const auto expected = whole(read(sample));
    for (const std::size_t chunk : {1U, 2U, 3U, 7U}) {
      CAPTURE(chunk, sample.substr(0, 60));
      CHECK(whole(read(sample, chunk)) == expected);
    }
  }
}

TEST_CASE("where a file's bytes fall in the buffer makes no difference", "[people-csv]") {
  const std::string tail = "Ann,ann@contoso.example\r\n\"B\r\nb\",x\r\"C\"\"c\" ,é@contoso.example\nDi \"x\",y\n\"E\"e";
  for (std::size_t shift = 0; shift < 2 * tail.size(); ++shift) {
    const auto file = "name,email\n" + repeat(" ", 65536 - tail.size() - 20 + shift) + "\n" + tail;
    const auto reading = read(file);
    CAPTURE(shift);
    CHECK(places(reading) == std::vector<std::string>{"4:1:name:invalid-name", "4:2:email:invalid-email",
                                                      "7:1:name:csv-quote", "8:1:name:csv-quote"});
    REQUIRE(reading.people.size() == 2);
    CHECK(reading.people[1].line == 6);
  }
}

TEST_CASE("no file however broken breaks the reader, and every fault has a line within it", "[people-csv]") {
  static const std::vector<std::string> kScraps = {"\"",  "\"\"", ",", "\n",   "\r",           "\r\n",
                                                   "\0"s, "\t",   " ", "\xC3", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80",
                                                   "'=",  ";",    "@"};
  std::mt19937 random(8);
  const auto& files = samples();
  for (int round = 0; round < 4000; ++round) {
    auto file = files[random() % files.size()];
    if (file.size() > 2000) file.resize(200);
    for (auto edits = 1 + random() % 6; edits > 0; --edits) {
      const auto at = random() % (file.size() + 1);
      file.replace(at, random() % 4, kScraps[random() % kScraps.size()]);
    }
    const auto reading = read(file, 1 + random() % 64);
    const auto last = count_lines(file);
    for (const auto& fault : reading.faults)
      if (fault.line < 1 || fault.line > last || fault.code.empty() || fault.message.empty() || !is_utf8(fault.value))
        FAIL(place_of(fault) << " in a file of " << last << " lines: " << escape_controls(file));
  }
}
