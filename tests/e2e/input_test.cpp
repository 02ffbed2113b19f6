#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using namespace std::string_literals;
using Catch::Contains;
namespace fs = std::filesystem;

constexpr std::size_t kLongWord = 100'000;  // Linux takes no single argument of more than 128 KiB

bool is_refused(int code) { return code == 2 || code == 5; }

/// A command line that is wrong: refused, the place named, nothing changed.
void check_words(const Site& site, const Words& words, const std::string& place) {
  const auto bytes = read_file(site.store());
  const auto outcome = site.run(words);
  INFO(words.back().substr(0, 80) << ": " << outcome.code << " " << outcome.err);
  CHECK(is_refused(outcome.code));
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Contains("error: ") && Contains(place));
  CHECK(outcome.err.size() < 1000);  // what was typed is shortened when it is shown
  CHECK(read_file(site.store()) == bytes);
}

/// A file that is wrong: refused, the place named, nothing changed, no file of passwords left.
void check_file(const Site& site, const std::string& bytes, const Words& said) {
  const auto before = read_file(site.store());
  site.put("bad.csv", bytes);
  for (const bool by_pipe : {false, true}) {
    const auto outcome =
        site.run({"user", "import", by_pipe ? "-" : "bad.csv", "--credentials", "secret.csv"}, by_pipe ? bytes : "");
    INFO(outcome.code << " " << outcome.err);
    CHECK(outcome.code == 5);
    for (const auto& word : said) CHECK_THAT(outcome.err, Contains(word));
    CHECK_FALSE(fs::exists(site.at("secret.csv")));
    CHECK_FALSE(fs::exists(site.at("secret.csv.partial")));
  }
  CHECK(read_file(site.store()) == before);
}

TEST_CASE("words that are not UTF-8 are refused") {
  const Site site;
  site.init();
  check_words(site, {"user", "add", "--name", "A\xff", "ann@contoso.example"}, "--name");
  check_words(site, {"user", "add", "--name", "Ann", "ann\xc3@contoso.example"}, "EMAIL");
  check_words(site, {"user", "add", "--name", "Ann", "ann@contoso.example", "--reason", "\xed\xa0\x80"}, "--reason");
  check_words(site, {"user", "add", "--name", "Ann", "ann@contoso.example", "--credentials", "f\xff.csv"},
              "--credentials");
  check_words(site, {"user", "list", "--match", "\x80*"}, "--match");
  check_words(site, {"us\xff", "list"}, "us");
  check_words(site, {"user", "li\xff"}, "li");
  check_words(site, {"user", "list", "--fla\xff"}, "--fla");
}

TEST_CASE("words with control characters are refused") {
  const Site site;
  site.init();
  check_words(site, {"user", "add", "--name", "A\x1b[31mnn", "ann@contoso.example"}, "--name");
  check_words(site, {"user", "add", "--name", "A\nnn", "ann@contoso.example"}, "--name");
  check_words(site,
              {"user", "add", "--name",
               "A\xc2\x9b"
               "31mnn",
               "ann@contoso.example"},
              "--name");
  check_words(site, {"user", "add", "--name", "Ann", "ann\x07@contoso.example"}, "EMAIL");
  check_words(site, {"user", "add", "--name", "Ann", "ann@contoso.example", "--ticket", "\x1b]0;owned\x07"},
              "--ticket");
  check_words(site, {"user", "show", "\x1b[2J@contoso.example"}, "USER");
  check_words(site, {"--store", "a\x1b[2Jb", "user", "list"}, "--store");
  check_words(site, {"us\x1b[2Jer", "list"}, "us");
  check_words(site, {"user", "list", "--\x1b[2J"}, "--");
  check_words(site, {"user", "list", "--fields", "na\x1b[2Jme"}, "na");
}

TEST_CASE("a megabyte of words is refused, shortened") {
  const Site site;
  site.init();
  const std::string longest(kLongWord, 'x');
  check_words(site, {"user", "add", "--name", longest, "ann@contoso.example"}, "--name");
  check_words(site, {"user", "add", "--name", "Ann", longest + "@contoso.example"}, "EMAIL");
  check_words(site, {"user", "add", "--name", "Ann", "ann@contoso.example", "--reason", longest}, "--reason");
  check_words(site, {"user", "add", "--name", "Ann", "ann@contoso.example", "--credentials", longest}, "--credentials");
  check_words(site, {"user", "list", "--match", longest}, "--match");
  check_words(site, {longest}, "xxx");
  check_words(site, {"user", longest}, "xxx");
  check_words(site, {"user", "list", "--" + longest}, "--xxx");
  check_words(site, {"user", "list", longest}, "xxx");
  Words many{"user", "list"};
  for (int i = 0; i < 12; ++i) many.push_back(longest);  // more than a megabyte in all
  check_words(site, many, "xxx");
  Words comma{"user", "add", "--name", "Ann", "ann@contoso.example", "--role", std::string(kLongWord, ',')};
  CHECK(site.run(comma).code != 0);
}

TEST_CASE("addresses that are none are refused") {
  const Site site;
  site.init();
  for (const char* const address :
       {"ann lee@contoso.example", " ", "", "ann", "@contoso.example", "ann@", "ann@contoso", "ann@@contoso.example",
        "ann..lee@contoso.example", "ann@-contoso.example", "ann@192.168.0.1", "Ann <ann@contoso.example>"}) {
    check_words(site, {"user", "add", "--name", "Ann", address}, "EMAIL");
  }
}

// The contract has 3 for a named thing that does not exist, and a role on the command line is one.
TEST_CASE("an unknown role on the command line is told, with the nearest ones") {
  const Site site;
  site.init();
  const auto bytes = read_file(site.store());
  for (const char* const role : {"helpdesk-agnt", "nonsense", "", "global\xfe", "\x1b[2J"}) {
    const auto outcome = site.run({"user", "add", "--name", "Ann", "ann@contoso.example", "--role", role});
    INFO(outcome.err);
    CHECK((outcome.code == 3 || is_refused(outcome.code)));
    CHECK_THAT(outcome.err, Contains("--role") && Contains("[unknown-role]"));
    CHECK(read_file(site.store()) == bytes);
  }
  CHECK_THAT(site.run({"user", "list", "--role", "helpdesk-agnt"}).err, Contains("helpdesk-agent"));
}

TEST_CASE("files that are wrong as a whole are refused") {
  const Site site;
  site.init();
  check_file(site, "", {"[empty-file]"});
  check_file(site, "name,roles\nAnn,helpdesk-agent\n", {"\"email\"", "[missing-column]"});
  check_file(site, "email\nann@contoso.example\n", {"\"name\"", "[missing-column]"});
  check_file(site, "name|email\nAnn|ann@contoso.example\n", {"[missing-column]"});
  check_file(site, "name,email,salary\nAnn,ann@contoso.example,1\n", {"\"salary\""});
  check_file(site, "\xff\xfen\0a\0m\0e\0"s, {"UTF-16"});
  check_file(site, "\xfe\xff\0n\0a\0m\0e"s, {"UTF-16"});
  check_file(site, "n\0a\0m\0e\0,\0e\0m\0a\0i\0l\0"s, {"UTF-16LE"});
}

TEST_CASE("rows that are wrong are refused, with line and column") {
  const Site site;
  site.init();
  const std::string head = "name,email,roles\nGood One,good@contoso.example,\n";
  check_file(site, head + "Ann,ann lee@contoso.example,\n", {"line 3", "column 2", "[invalid-email]"});
  check_file(site, head + "Ann,ann@contoso.example,helpdesk-agnt\n", {"line 3", "column 3", "[unknown-role]"});
  check_file(site, head + "A\0nn,ann@contoso.example,\n"s, {"line 3", "[nul-byte]"});
  check_file(site, head + "A\"nn,ann@contoso.example,\n", {"line 3", "[csv-quote]"});
  check_file(site, head + "\"Ann,ann@contoso.example,\n", {"line 3", "[csv-quote]"});
  check_file(site, head + "A\xff,ann@contoso.example,\n", {"line 3", "[not-utf8]"});
  check_file(site, head + "\"A\x1b[31mnn\",ann@contoso.example,\n", {"line 3", "column 1", "\\x1b"});
  check_file(site, head + "\"A\nnn\",ann@contoso.example,\n", {"line 3", "column 1"});
  check_file(site, head + std::string(2'000'000, 'x') + ",ann@contoso.example,\n", {"line 3", "too-long]"});
  check_file(site, head + std::string(200'000, ',') + "\n", {"line 3", "[too-many-columns]"});
  check_file(site, head + "Ann,ann@contoso.example,,more\n", {"line 3", "[too-many-columns]"});
  check_file(site, head + "Ann,ann@contoso.example,\nAnn,ANN@CONTOSO.EXAMPLE,\n",
             {"line 4", "line 3", "[email-twice]"});
  check_file(site, head + "Ada,ADA@contoso.example,\n", {"line 3", "[email-taken]"});
}

TEST_CASE("all wrong rows are told at once") {
  const Site site;
  site.init();
  check_file(site, "name,email,roles\n,ann@contoso.example,\nBob,bob,\nCy,cy@contoso.example,king\n",
             {"line 2", "line 3", "line 4", "3 things are wrong in 3 of 3 rows"});
}

TEST_CASE("files that cannot be read are told") {
  const Site site;
  site.init();
  for (const char* const file : {"missing.csv", ".", "/dev/null"}) {
    const auto outcome = site.run({"user", "import", file, "--credentials", "secret.csv"});
    INFO(file << ": " << outcome.err);
    CHECK(outcome.code == 5);
    CHECK_FALSE(fs::exists(site.at("secret.csv.partial")));
  }
}

TEST_CASE("bytes at random are never more than refused") {
  const Site site;
  site.init();
  std::string noise;
  std::uint32_t state = 12345;
  for (int i = 0; i < 100'000; ++i) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>(state >> 24U);
  }
  check_file(site, noise, {"error: "});
  check_file(site, "name,email\n" + noise, {"error: "});
}

TEST_CASE("a password that is no text is refused without being repeated") {
  const Site site;
  for (const auto& password : {"\xff\xfe this is not any text at all"s, "a bell \x07 and more of the like"s, "short"s,
                               ""s, std::string(2'000'000, 'x')}) {
    const auto outcome = site.run({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada", "--email",
                                   "ada@contoso.example", "--password-stdin"},
                                  password + "\n");
    INFO(outcome.err);
    CHECK(is_refused(outcome.code));
    if (password.size() > 10) CHECK(outcome.err.find(password) == std::string::npos);
    CHECK_FALSE(fs::exists(site.store()));
  }
}

TEST_CASE("names with escapes put into the file by force are shown escaped") {
  const Site site;
  site.init();
  site.add_person("ann@contoso.example", {"helpdesk-agent"});
  auto bytes = read_file(site.store());
  for (auto at = bytes.find("Ann Lee"); at != std::string::npos; at = bytes.find("Ann Lee", at)) {
    bytes.replace(at, 7, "A\x1b[7mee");
  }
  write_file(site.store(), bytes);
  // That no escape comes out is looked at in `run`, whatever it is that runs.
  for (const char* const format : {"table", "json", "ndjson", "csv", "tsv", "ids"}) {
    site.run({"user", "list", "-o", format});
    site.run({"user", "show", "ann@contoso.example", "-o", format});
    site.run({"role", "members", "helpdesk-agent", "-o", format});
  }
  for (const char* const format : {"table", "json", "ndjson"}) site.run({"audit", "show", "2", "-o", format});
  site.run({"user", "list", "--field", "name"});
  site.run({"user", "list", "--accessible"});
  CHECK(site.run({"audit", "verify"}).code == 10);
}

}  // namespace
