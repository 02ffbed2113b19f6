#include "people_reading.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/people_entra.hpp"
#include "pcadmin/interchange/people_ldif.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace {

using namespace pcadmin;
using namespace pcadmin::interchange;
using namespace pcadmin::test;

const std::filesystem::path kImport = std::filesystem::path(PCADMIN_SOURCE_DIR) / "tests/import";

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The verdicts of expected.txt, by file.
std::map<std::string, std::string> expected_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> verdicts;
  const auto text = bytes_of(folder / "expected.txt");
  for (const auto line : split(text, '\n')) {
    if (line.empty()) continue;
    const auto parts = split(line, '|');
    CAPTURE(line);
    REQUIRE(parts.size() == 3);
    CHECK_FALSE(trim(parts[2]).empty());
    CHECK(verdicts.emplace(trim(parts[0]), trim(parts[1])).second);
  }
  return verdicts;
}

/// As expected.txt writes it; where faults are expected, the people may be left out.
bool is_as_written(const PeopleReading& reading, const std::string& expected) {
  const auto people = fmt::format("{} {}", reading.people.size(), reading.people.size() == 1 ? "person" : "people");
  std::string faults = reading.failure ? "0:" + reading.failure->code : "";
  for (const auto& fault : reading.faults)
    faults += fmt::format("{}{}:{}", faults.empty() ? "" : ", ", fault.line, fault.code);
  if (faults.empty()) return expected == people;
  return expected == faults || expected == people + ", " + faults;
}

/// By what the file begins with.
std::unique_ptr<PeopleReader> open_csv(std::string_view text, ByteSource& source) {
  return looks_like_entra_csv(text) ? read_people_entra_csv(source) : read_people_csv(source);
}

using OpeningOf = std::function<Opening(std::string_view text)>;
/// Reads every file of the folder; gives back how many there are.
std::size_t check_folder(std::string_view name, const OpeningOf& opening_of) {
  const auto folder = kImport / name;
  auto expected = expected_of(folder);
  const auto count = expected.size();
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto file = entry.path().filename().string();
    if (file == "expected.txt") continue;
    INFO(name << '/' << file);
    const auto text = bytes_of(entry.path());
    const auto open = opening_of(text);
    const auto reading = read_people(open, text);
    INFO(whole_text(reading));
    INFO("expected: " << expected[file]);
    CHECK(is_as_written(reading, expected[file]));
    CHECK(whole_text(read_people(open, text, 1)) == whole_text(reading));
    expected.erase(file);
  }
  for (const auto& [file, verdict] : expected) FAIL_CHECK(file << " is not there");
  return count;
}

}  // namespace

TEST_CASE("every LDIF file of the corpus comes to what is expected of it", "[people-corpus]") {
  CHECK(check_folder("ldif", [](std::string_view) {
          return [](ByteSource& source) { return read_people_ldif(source); };
        }) >= 15);
}

TEST_CASE("every CSV file of the corpus comes to what is expected of it", "[people-corpus]") {
  CHECK(check_folder("csv", [](std::string_view text) {
          return [text](ByteSource& source) { return open_csv(text, source); };
        }) >= 25);
}

TEST_CASE("no password of the corpus gets out of its file", "[people-corpus]") {
  for (const auto& [file, verdict] : expected_of(kImport / "csv")) {
    const auto text = bytes_of(kImport / "csv" / file);
    const auto said = whole_text(read_people([&](ByteSource& source) { return open_csv(text, source); }, text));
    CAPTURE(file);
    CHECK(said.find("Not-kept") == std::string::npos);
  }
}

TEST_CASE("every LDIF file of the corpus that can be read is known as one by its beginning", "[people-corpus]") {
  const std::set<std::string> strange = {"utf16.ldif"};
  for (const auto& [file, verdict] : expected_of(kImport / "ldif")) {
    CAPTURE(file);
    CHECK(looks_like_ldif(bytes_of(kImport / "ldif" / file)) == !strange.contains(file));
  }
}
