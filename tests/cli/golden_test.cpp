#include "cli/command.hpp"
#include "cli/parser.hpp"
#include "cli/registry.hpp"
#include "cli/transcript.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::test;

const std::filesystem::path kGolden = std::filesystem::path(PCADMIN_SOURCE_DIR) / "tests/golden";

std::vector<std::filesystem::path> stories() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// What asks a server is refused in a story; what it does is shown by a real one: e2e/directory_test.cpp.
constexpr std::string_view kAsksServer = "directory sync";

/// What the stories show of one command, or of all.
struct Shown {
  std::set<std::string> done;  ///< ended with 0
  std::set<std::string> refused;
  std::set<std::string> helped;
  std::set<std::string> as_json;
  std::set<std::string> dry;
  std::set<int> codes;
};

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

void note(Shown& shown, const Step& step) {
  shown.codes.insert(step.code);
  auto words = shell_words(step.line);
  if (words.front() != "pcadmin") return;
  words.erase(words.begin());
  try {
    const auto found = cli::find_invocation(words);
    if (found.command == nullptr) return;
    const auto name = found.command->words();
    if (found.wants_help) {
      shown.helped.insert(name);
      return;
    }
    (step.code == 0 ? shown.done : shown.refused).insert(name);
    if (has(words, "json") && step.code == 0) shown.as_json.insert(name);
    if (has(words, "--dry-run") || has(words, "-n")) shown.dry.insert(name);
  } catch (const Error&) {  // stories show wrong words too
  }
}

Shown shown_by_all() {
  Shown shown;
  for (const auto& file : stories()) {
    for (const auto& item : parse_transcript(read_file(file))) {
      if (item.step) note(shown, *item.step);
    }
  }
  return shown;
}

}  // namespace

TEST_CASE("every story comes out as its transcript says", "[golden]") {
  const bool bless = std::getenv("PCADMIN_BLESS") != nullptr;
  for (const auto& file : stories()) {
    DYNAMIC_SECTION(file.filename().string()) {
      const auto was = read_file(file);
      const auto is = Player().play(parse_transcript(was));
      CHECK(is_utf8(is));
      const bool odd = is.find(kOdd) != std::string::npos;
      CHECK_FALSE(odd);
      if (bless && !odd)
        write_file(file, is);
      else if (was != is)
        FAIL_CHECK(file.filename().string()
                   << " " << difference(was, is) << "If this is as it should be: PCADMIN_BLESS=1, then read the diff.");
    }
  }
}

TEST_CASE("every command has its story: done, refused, helped with, in JSON, and dry where it writes", "[golden]") {
  const auto shown = shown_by_all();
  for (const auto* const command : cli::all_commands()) {
    const auto name = command->words();
    INFO("pcadmin " << name);
    CHECK(shown.refused.contains(name));
    CHECK(shown.helped.contains(name));
    if (name == kAsksServer) continue;
    CHECK(shown.done.contains(name));
    if (!command->columns.empty()) CHECK(shown.as_json.contains(name));
    if (command->writes()) CHECK(shown.dry.contains(name));
  }
}

TEST_CASE("every exit code that this release can give has its story", "[golden]") {
  const auto shown = shown_by_all();
  for (const int code : {0, 2, 3, 4, 5, 6, 9, 10, 12, 13, 130}) {
    INFO("exit code " << code);
    CHECK(shown.codes.contains(code));
  }
}

TEST_CASE("the difference of two transcripts begins where they part", "[golden]") {
  CHECK(difference("a\nb\nc\n", "a\nB\nc\n") == "from line 2:\n  a\n- b\n+ B\n  c\n");
  CHECK(difference("a\n", "a\nb\n") == "from line 2:\n  a\n+ b\n");
}

TEST_CASE("a line that belongs to no command is no transcript", "[golden]") {
  CHECK_THROWS_AS(parse_transcript("    nothing before\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_transcript("    ENV A=b\n"), std::invalid_argument);
}
