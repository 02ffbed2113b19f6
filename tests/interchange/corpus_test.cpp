#include "text_source.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/people_format.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

/// The files of tests/import; its README says what they are.
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;
using namespace pcadmin;
using namespace pcadmin::interchange;

const fs::path kImport = fs::path(PCADMIN_SOURCE_DIR) / "tests/import";

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The verdict of each file of a folder, as written.
std::map<std::string, std::string> expected_in(const fs::path& folder) {
  std::map<std::string, std::string> verdicts;
  std::ifstream in(folder / "expected.txt");
  for (std::string line; std::getline(in, line);) {
    if (trim(line).empty()) continue;
    const auto parts = split(line, '|');
    REQUIRE(parts.size() >= 3);
    verdicts[std::string(trim(parts[0]))] = trim(parts[1]);
  }
  return verdicts;
}

/// What came of a file.
struct Verdict {
  std::size_t people = 0;
  std::string faults{};
};

/// Whether it is what was expected: where faults are expected, the people may be left out.
bool is_as_written(const Verdict& verdict, const std::string& expected) {
  const auto count = fmt::format("{} {}", verdict.people, verdict.people == 1 ? "person" : "people");
  if (verdict.faults.empty()) return expected == count;
  return expected == verdict.faults || expected == count + ", " + verdict.faults;
}

Verdict verdict_on(const std::string& text, std::size_t chunk) {
  Verdict verdict;
  const auto add = [&](std::uint64_t line, std::string_view code) {
    verdict.faults += fmt::format("{}{}:{}", verdict.faults.empty() ? "" : ", ", line, code);
  };
  try {
    test::TextSource file(text, chunk);
    PeekedSource source(file);
    const auto reader = read_people(source, value_or_throw(detect_format(source.beginning())));
    while (const auto row = reader->next()) {
      if (*row)
        ++verdict.people;
      else
        for (const auto& fault : row->error()) add(fault.line, fault.code);
    }
  } catch (const Error& error) {
    add(0, error.failure().code);
  }
  return verdict;
}

/// `text` with a few bytes changed, taken out, doubled or cut off.
std::string changed(std::string text, std::mt19937& random) {
  constexpr auto kSigns = "\"\\{}[],:; \t\r\n\0\xEF\xFF@aU0"sv;
  const auto below = [&](std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random); };
  for (auto times = 1 + below(4); times > 0 && !text.empty(); --times) {
    const auto at = below(text.size());
    switch (below(5)) {
      case 0:
        text[at] = kSigns[below(kSigns.size())];
        break;
      case 1:
        text.erase(at, 1 + below(8));
        break;
      case 2:
        text.insert(at, 1, kSigns[below(kSigns.size())]);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size()), below(64)));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

/// Reads all of it; what a fault must have, it has.
void check_faults(const std::string& text) {
  const auto most_lines =
      1 + static_cast<std::uint64_t>(std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; }));
  try {
    test::TextSource file(text);
    PeekedSource source(file);
    const auto reader = read_people(source, value_or_throw(detect_format(source.beginning())));
    while (const auto row = reader->next()) {
      if (*row) continue;
      REQUIRE_FALSE(row->error().empty());
      for (const auto& fault : row->error()) {
        if (fault.line >= 1 && fault.line <= most_lines && !fault.code.empty() && !fault.message.empty()) continue;
        FAIL(fault.line << ":" << fault.code << " of " << most_lines << " lines in " << text);
      }
    }
  } catch (const Error& error) {
    REQUIRE(error.failure().kind == FailureKind::invalid);
  }
}

}  // namespace

TEST_CASE("an odd file that is changed at random comes to people or to faults with their lines") {
  std::mt19937 random(20261123);
  for (const auto& entry : fs::recursive_directory_iterator(kImport)) {
    const auto text = entry.is_regular_file() ? bytes_of(entry.path()) : std::string();
    if (text.empty() || text.size() > 4096) continue;
    INFO(entry.path().filename().string());
    for (int round = 0; round < 200; ++round) check_faults(changed(text, random));
  }
}

TEST_CASE("every odd file has its verdict") {
  for (const auto& folder : fs::directory_iterator(kImport)) {
    if (!folder.is_directory() || folder.path().filename() == "skills") continue;  // skill_reader_test.cpp has those
    const auto expected = expected_in(folder);
    CHECK_FALSE(expected.empty());
    for (const auto& [name, verdict] : expected) {
      INFO(folder.path().filename().string() << "/" << name);
      REQUIRE(fs::exists(folder.path() / name));
      const auto text = bytes_of(folder.path() / name);
      for (const std::size_t chunk : {1, 64 * 1024}) {
        const auto found = verdict_on(text, chunk);
        INFO("found: " << found.people << " people, " << found.faults << "; expected: " << verdict);
        CHECK(is_as_written(found, verdict));
      }
    }
    for (const auto& file : fs::directory_iterator(folder)) {
      const auto name = file.path().filename().string();
      INFO(folder.path().filename().string() << "/" << name << " is not in expected.txt");
      CHECK((name == "expected.txt" || expected.contains(name)));
    }
  }
}
