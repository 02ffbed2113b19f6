#include "pcadmin/interchange/csv.hpp"

#include "interchange/csv_rows.hpp"
#include "text_source.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin::interchange;
using pcadmin::test::TextSource;

std::string cell(std::string_view value, char separator = ',') {
  std::string out;
  append_csv_cell(out, value, separator);
  return out;
}

/// Everything that means something to CSV or to a spreadsheet, often.
std::string random_value(std::mt19937& random) {
  static const std::vector<std::string> kParts = {"'",  "''", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n",
                                                  "\"", ",",  ";", " ", "a", "B", "1",  "é",  "漢", "SUM(A1)"};
  std::string value;
  for (auto length = random() % 7; length > 0; --length) value += kParts[random() % kParts.size()];
  return value;
}

}  // namespace

TEST_CASE("a cell is quoted only when it has to be", "[csv]") {
  CHECK(cell("").empty());
  CHECK(cell("Ann Lee") == "Ann Lee");
  CHECK(cell("Ann;Lee") == "Ann;Lee");
  CHECK(cell("Lee, Ann") == "\"Lee, Ann\"");
  CHECK(cell("Ann \"Annie\" Lee") == "\"Ann \"\"Annie\"\" Lee\"");
  CHECK(cell("\"") == "\"\"\"\"");
  CHECK(cell("two\nlines") == "\"two\nlines\"");
  CHECK(cell("two\rlines") == "\"two\rlines\"");
  CHECK(cell(" Ann") == "\" Ann\"");
  CHECK(cell("Ann\t") == "\"Ann\t\"");
}

TEST_CASE("the separator decides what needs quotes", "[csv]") {
  CHECK(cell("a;b", ';') == "\"a;b\"");
  CHECK(cell("a,b", ';') == "a,b");
  CHECK(cell("a\tb", '\t') == "\"a\tb\"");
}

TEST_CASE("a cell is appended to what is there", "[csv]") {
  std::string out = "a,";
  append_csv_cell(out, "b,c");
  CHECK(out == "a,\"b,c\"");
}

TEST_CASE("a cell that would run as a formula gets an apostrophe", "[csv]") {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    CAPTURE(start);
    CHECK(neutralise_cell(start + "x") == "'" + start + "x");
    CHECK(neutralise_cell("''" + start) == "'''" + start);
  }
  for (const std::string harmless : {"", "Ann", "'", "''", "'Ann", "a=b", " =1"}) {
    CAPTURE(harmless);
    CHECK(neutralise_cell(harmless) == harmless);
    CHECK(restore_cell(harmless) == harmless);
  }
}

TEST_CASE("a formula that was never neutralised is restored to itself", "[csv]") {
  CHECK(restore_cell("+1 425 555 0100") == "+1 425 555 0100");
  CHECK(restore_cell("'+1 425 555 0100") == "+1 425 555 0100");
}

TEST_CASE("restoring is the exact inverse of neutralising", "[csv]") {
  std::mt19937 random(20240901);
  for (int round = 0; round < 20000; ++round) {
    const auto value = random_value(random);
    const auto neutral = neutralise_cell(value);
    if (restore_cell(neutral) != value) FAIL("not restored: " << Catch::Detail::stringify(value));
    if (!neutral.empty() && std::string_view("=+-@\t\r").find(neutral[0]) != std::string_view::npos)
      FAIL("still a formula: " << Catch::Detail::stringify(neutral));
  }
}

TEST_CASE("cells that were written are read back as they were", "[csv]") {
  std::mt19937 random(7);
  std::vector<std::string> values;
  std::string file;
  constexpr std::size_t kColumns = 5;
  for (std::size_t i = 0; i < 2000 * kColumns; ++i) {
    if (i % kColumns > 0) file += ',';
    values.push_back(random_value(random));
    append_csv_cell(file, values.back());
    if (i % kColumns == kColumns - 1) file += i % 2 == 0 ? "\n" : "\r\n";
  }
  TextSource source(file);
  CsvRows rows(source);
  std::vector<std::string> read;
  while (rows.next() == CsvRows::Step::row)
    for (std::size_t i = 0; i < rows.size(); ++i) read.emplace_back(rows.cell(i));
  CHECK(read.size() == values.size());
  CHECK(read == values);
}
