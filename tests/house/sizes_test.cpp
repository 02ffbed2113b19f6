#include "house/tree.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace {

using namespace pcadmin::test;

constexpr std::size_t kMostOfCommand = 120;
constexpr std::size_t kMostOfFile = 400;

/// Tables of data, not code: as long as what they list.
const std::set<std::string> kTables = {"src/domain/catalogue_data.cpp", "src/domain/common_passwords.txt",
                                       "src/domain/commonest_passwords.txt"};

/// Words put together here, so that this file does not hold them.
const std::set<std::string> kLeftovers = {std::string("TO") + "DO",   std::string("FIX") + "ME",
                                          std::string("XX") + "X:",   std::string("/wo") + "rk/",
                                          std::string("/ro") + "ot/", std::string("/ho") + "me/"};

/// TAP's directive for what fails no run, as access check writes it: nothing that was left.
const std::string kTapWarning = std::string("# TO") + "DO a warning only";

/// The text without it.
std::string without_tap_warnings(std::string text) {
  for (auto at = text.find(kTapWarning); at != std::string::npos; at = text.find(kTapWarning, at))
    text.erase(at, kTapWarning.size());
  return text;
}

}  // namespace

TEST_CASE("a command is short enough to see at once", "[house]") {
  for (const auto& file : files_below({"src/cli/commands"})) {
    INFO(file.name);
    CHECK(file.lines.size() <= kMostOfCommand);
  }
}

TEST_CASE("a file has one subject", "[house]") {
  for (const auto& file : files_below({"src", "include"})) {
    if (kTables.contains(file.name)) continue;
    INFO(file.name);
    CHECK(file.lines.size() <= kMostOfFile);
  }
}

TEST_CASE("nothing is left for later, and no machine is named", "[house]") {
  for (const auto& file :
       files_below({"include", "src", "tests", "tools", "cmake", "completions", "man", "docs", "bench", ".ci"})) {
    const auto text = without_tap_warnings(text_of(file));
    for (const auto& leftover : kLeftovers) {
      INFO(file.name << " holds " << leftover);
      CHECK(text.find(leftover) == std::string::npos);
    }
  }
}
