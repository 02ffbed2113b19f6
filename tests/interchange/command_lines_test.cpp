#include "pcadmin/interchange/command_lines.hpp"

#include "interchange/text_source.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// Files of commands: as typed, or as objects.
namespace {

using namespace pcadmin::interchange;  // NOLINT(google-build-using-namespace)
using pcadmin::test::TextSource;
using Words = std::vector<std::string>;

std::vector<CommandLines::Row> rows_of(std::string_view text, std::size_t chunk = 64 * 1024) {
  TextSource source(text, chunk);
  CommandLines lines(source);
  std::vector<CommandLines::Row> rows;
  while (auto row = lines.next()) rows.push_back(std::move(*row));
  return rows;
}

/// The words of a file with one command.
Words words_of(std::string_view text) {
  const auto rows = rows_of(text);
  REQUIRE(rows.size() == 1);
  INFO((rows[0] ? "" : rows[0].error().message));
  REQUIRE(rows[0]);
  Words words;
  for (const auto& word : rows[0]->words) words.push_back(word.text);
  return words;
}

/// `line:column code` of everything that is wrong.
Words faults_of(std::string_view text) {
  Words faults;
  for (const auto& row : rows_of(text)) {
    if (!row)
      faults.push_back(std::to_string(row.error().line) + ":" + std::to_string(row.error().column) + " " +
                       row.error().code);
  }
  return faults;
}

TEST_CASE("a command is words as a POSIX shell reads them", "[interchange][batch]") {
  CHECK(words_of("user show ann@contoso.example\n") == Words{"user", "show", "ann@contoso.example"});
  CHECK(words_of("  user\t show   x  ") == Words{"user", "show", "x"});
  CHECK(words_of("user add --name \"Ann Lee\" x") == Words{"user", "add", "--name", "Ann Lee", "x"});
  CHECK(words_of("a 'it is \"so\" \\ $HOME `x` | > ;' b") == Words{"a", "it is \"so\" \\ $HOME `x` | > ;", "b"});
  CHECK(words_of("a \"x \\\" \\\\ \\$ \\` \\n '\" b") == Words{"a", "x \" \\ $ ` \\n '", "b"});
  CHECK(words_of("a it\\'s\\ so \\$ \\| \\\\") == Words{"a", "it's so", "$", "|", "\\"});
  CHECK(words_of("a 'b'\"c\"d'e f'") == Words{"a", "bcde f"});
  CHECK(words_of("a '' \"\"") == Words{"a", "", ""});
  CHECK(words_of("a *x? ~ [b] {c,d} e=f !") == Words{"a", "*x?", "~", "[b]", "{c,d}", "e=f", "!"});
  CHECK(words_of("a \"Zo\xC3\xAB\" \xE6\x97\xA5") == Words{"a", "Zo\xC3\xAB", "\xE6\x97\xA5"});
}

TEST_CASE("pcadmin in front is left out once", "[interchange][batch]") {
  CHECK(words_of("pcadmin user list") == Words{"user", "list"});
  CHECK(words_of("pcadmin pcadmin") == Words{"pcadmin"});
  CHECK(words_of(R"({"command": ["pcadmin", "version"]})") == Words{"version"});
  CHECK(faults_of("  pcadmin\n") == Words{"1:3 no-command"});
}

TEST_CASE("empty lines and comments are passed over and counted", "[interchange][batch]") {
  const auto rows = rows_of("\xEF\xBB\xBF# first\r\n\r\n  \t\n a b#c # the rest 'is not read\r\n#last");
  REQUIRE(rows.size() == 1);
  REQUIRE(rows[0]);
  CHECK(rows[0]->line == 4);
  REQUIRE(rows[0]->words.size() == 2);
  CHECK(rows[0]->words[1].text == "b#c");
  CHECK(rows[0]->words[1].column == 4);
}

TEST_CASE("what a shell would do something with is refused unless it is quoted", "[interchange][batch]") {
  for (const char c : std::string("$`|&;<>()")) {
    const std::string line = std::string("user list x") + c + "y";
    INFO(line);
    CHECK(faults_of(line) == Words{"1:12 unquoted-character"});
  }
  CHECK(faults_of("a \"b $HOME\"") == Words{"1:6 unquoted-character"});
  CHECK(faults_of("a \"b `id`\"") == Words{"1:6 unquoted-character"});
  CHECK(faults_of("a \xC3\xA9 > b") == Words{"1:5 unquoted-character"});
}

TEST_CASE("a quote or a backslash does not reach into the next line", "[interchange][batch]") {
  CHECK(faults_of("a 'b\nc' d") == Words{"1:3 unclosed-quote", "2:2 unclosed-quote"});
  CHECK(faults_of("a \"b\\\"") == Words{"1:3 unclosed-quote"});
  CHECK(faults_of("a b \\\nc") == Words{"1:5 line-goes-on"});
}

TEST_CASE("an object gives its words as they are and an id", "[interchange][batch]") {
  const auto rows =
      rows_of(" {\"id\": \"q 1\", \"command\": [\"user\", \"add\", \"--name\", \"$x | \\\"y\\\"\"]}\r\nuser list\n");
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0]);
  CHECK(rows[0]->id == "q 1");
  CHECK(rows[0]->words.at(3).text == "$x | \"y\"");
  REQUIRE(rows[1]);
  CHECK_FALSE(rows[1]->id);
}

TEST_CASE("an object that is no command is refused with its place", "[interchange][batch]") {
  const Words bad = {R"({"command": "user list"})",
                     R"({"command": ["user", 7]})",
                     R"({"id": "1"})",
                     R"({"command": ["a"], "x": 1})",
                     R"({"command": ["a"], "id": 7})",
                     R"({"command": ["a"]} x)",
                     R"({"command": [["a"]]})",
                     R"({"command": ["a"])",
                     R"({"command": ["a\u0000b"]})",
                     R"({"command": ["a"], "command": ["b"]})",
                     R"({"id": "1", "id": "2", "command": ["a"]})",
                     R"({"command": ["a"], "id": "\u001b[2J"})",
                     "{"};
  for (const auto& line : bad) {
    INFO(line);
    const auto faults = faults_of(line);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].ends_with(" invalid-command-line"));
  }
  CHECK(faults_of(R"({"command": []})") == Words{"1:1 no-command"});
  CHECK(faults_of(R"({"command": ["user", 7]})") == Words{"1:22 invalid-command-line"});
}

TEST_CASE("a line that is no text is a fault and the next is read", "[interchange][batch]") {
  using namespace std::string_view_literals;
  CHECK(faults_of("a\0b\nc \xFF\nd\n"sv) == Words{"1:2 nul-byte", "2:1 not-utf8"});
}

TEST_CASE("a line may have a MiB and the file ends behind a longer one", "[interchange][batch]") {
  const std::string most(Limits::kRowBytes - 2, 'x');
  CHECK(words_of("a " + most + "\n").at(1).size() == most.size());
  CHECK(faults_of("a x" + most + "\nb |\n") == Words{"1:1 line-too-long"});
}

TEST_CASE("how the bytes come makes no difference to the commands", "[interchange][batch]") {
  const std::string text = "user list 'a b'\r\n{\"command\":[\"x\"]}\n# c\na \"b\n";
  for (const std::size_t chunk : {1, 2, 3, 7}) {
    const auto rows = rows_of(text, chunk);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]->words.at(2).text == "a b");
    CHECK(rows[1]->words.at(0).text == "x");
    CHECK(rows[2].error().line == 4);
  }
}

}  // namespace
