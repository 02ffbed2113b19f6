#include "domain/common_passwords.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

struct List {
  std::string header;
  std::vector<std::string> words;
};

List read_list(const std::string& name) {
  std::ifstream in(std::string(PCADMIN_SOURCE_DIR) + "/src/domain/" + name);
  REQUIRE(in);
  List list;
  std::getline(in, list.header);
  for (std::string line; std::getline(in, line);) list.words.push_back(line);
  return list;
}

bool is_plain(const std::string& word) {
  return std::ranges::all_of(word, [](unsigned char c) { return std::islower(c) != 0 || std::isdigit(c) != 0; });
}

TEST_CASE("the lists of common passwords are sorted, without twins, and say where they are from",
          "[domain][password]") {
  const auto common = read_list("common_passwords.txt");
  const auto commonest = read_list("commonest_passwords.txt");
  CHECK(common.words.size() >= 10'000);
  CHECK(commonest.words.size() == 1000);
  for (const auto& list : {common, commonest}) {
    CHECK(list.header.starts_with("# " + std::to_string(list.words.size()) + " words, sorted; from python3-zxcvbn "));
    CHECK(std::ranges::adjacent_find(list.words, std::ranges::greater_equal{}) == list.words.end());
    for (const auto& word : list.words) {
      INFO(word);
      CHECK((is_plain(word) && word.size() >= kShortestCommonPassword && word.size() <= kLongestCommonPassword));
    }
  }
}

TEST_CASE("every word of the lists is found, and nothing else", "[domain][password]") {
  const auto common = read_list("common_passwords.txt");
  for (const auto& word : common.words) {
    INFO(word);
    REQUIRE(is_common_password(word));
  }
  for (const auto& word : read_list("commonest_passwords.txt").words) {
    INFO(word);
    REQUIRE(is_commonest_password(word));
    REQUIRE(is_common_password(word));
  }
  CHECK_FALSE(is_commonest_password("zzzzzz"));
  for (const std::string_view none :
       {"", "\n", "#", "0", "zzzzzzzzzzzz", "passwordd", "assword ", "umbrellas", "a\nb"}) {
    INFO(none);
    CHECK_FALSE(is_common_password(none));
    CHECK_FALSE(is_commonest_password(none));
  }
  CHECK_FALSE(is_common_password(common.header));
}

}  // namespace
