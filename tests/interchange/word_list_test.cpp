#include "pcadmin/interchange/word_list.hpp"

#include "interchange/text_source.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using namespace pcadmin::interchange;  // NOLINT(google-build-using-namespace)
using pcadmin::Failure;
using pcadmin::test::TextSource;

std::vector<std::string> read(std::string_view text, std::size_t chunk = 64 * 1024) {
  TextSource source(text, chunk);
  WordList list(source);
  std::vector<std::string> words;
  while (auto word = list.next()) words.push_back(std::move(*word));
  return words;
}

Failure failure_of(std::string_view text) {
  try {
    read(text);
  } catch (const pcadmin::Error& error) {
    return error.failure();
  }
  FAIL("this should have been refused");
  return {};
}

TEST_CASE("a list of words has one a line, whatever ends the lines", "[interchange][words]") {
  const std::vector<std::string> expected = {"silver falcon", "grün", "#4711"};
  for (const std::size_t chunk : {1, 3, 65536}) {
    CHECK(read("silver falcon\n grün\t\n\n#4711", chunk) == expected);
    CHECK(read("\xEF\xBB\xBFsilver falcon\r\ngrün\r\n   \r\n#4711\r\n", chunk) == expected);
    CHECK(read("silver falcon\rgrün\r\r#4711\r", chunk) == expected);
  }
}

TEST_CASE("what is no list of words is refused with the number of the line", "[interchange][words]") {
  CHECK(failure_of("one\ntwo\nth\xffree\n").code == "not-utf8");
  CHECK(failure_of("one\ntwo\nth\xffree\n").message == "line 3 is not UTF-8");
  CHECK(failure_of("one\nt\x01wo\n").message == "line 2 holds control characters");
  CHECK(failure_of("one\n" + std::string(257, 'a')).message == "line 2 has more than 256 characters");
  CHECK(failure_of("one\n" + std::string(300'000, 'a') + "\ntwo").code == "text-too-long");
  CHECK(read(std::string(256, 'a')).size() == 1);
  CHECK(failure_of("").code == "empty-file");
  CHECK(failure_of("\n \n\n").code == "empty-file");
  CHECK(failure_of(std::string("\xff\xfe") + "a").code == "not-utf8");
}

TEST_CASE("a list of words has at most a million lines", "[interchange][words]") {
  std::string text;
  for (int i = 0; i < 1'000'000; ++i) text += "a\n";
  CHECK(read(text).size() == 1'000'000);
  CHECK(failure_of(text + "b").code == "too-many-lines");
}

}  // namespace
