#include "cli/parser.hpp"

#include "cli/commands/user/record_args.hpp"
#include "cli/common_args.hpp"
#include "cli/registry.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using test::shell_words;

Args parse(std::string_view line) { return parse_args(find_invocation(shell_words(line))); }

std::string command_of(std::string_view line) {
  const auto found = find_invocation(shell_words(line));
  return found.command == nullptr ? "" : found.command->words();
}

Failure failure_of_words(const std::vector<std::string>& words) {
  try {
    const auto found = find_invocation(words);
    REQUIRE(found.command != nullptr);
    const auto args = parse_args(found);
    check_required(*found.command, args);
  } catch (const Error& error) {
    return error.failure();
  }
  return {};
}

Failure failure_of(std::string_view line) { return failure_of_words(shell_words(line)); }

std::vector<std::string> roles_of(const Args& args) {
  std::vector<std::string> roles;
  for (const auto role : args.all(flags::kRoles)) roles.emplace_back(role.text());
  return roles;
}

}  // namespace

TEST_CASE("a command is found among the first words that are neither flags nor their values", "[cli][parser]") {
  CHECK(command_of("user list") == "user list");
  CHECK(command_of("--quiet user list") == "user list");
  CHECK(command_of("user --quiet list") == "user list");
  CHECK(command_of("--limit 3 user list") == "user list");
  CHECK(command_of("user --limit 3 list") == "user list");
  CHECK(command_of("--limit=3 user list") == "user list");
  CHECK(command_of("-o json user -q list") == "user list");
  CHECK(command_of("-ojson user list") == "user list");
  CHECK(command_of("whoami -o json") == "whoami");
  CHECK(command_of("-o json whoami") == "whoami");
  CHECK(command_of("-n role assign a@b.example global") == "role assign");
}

TEST_CASE("a value that looks like a noun is a value", "[cli][parser]") {
  CHECK(command_of("--match user user list") == "user list");
  CHECK(command_of("user list --match role") == "user list");
}

TEST_CASE("nothing, or only a noun, is no command", "[cli][parser]") {
  CHECK(find_invocation({}).command == nullptr);
  CHECK(find_invocation({}).noun == nullptr);
  const auto found = find_invocation({"user"});
  CHECK(found.command == nullptr);
  REQUIRE(found.noun != nullptr);
  CHECK(found.noun->name == "user");
}

TEST_CASE("a verb may have two words with flags anywhere between", "[cli][parser]") {
  CHECK(command_of("role bundle list") == "role bundle list");
  CHECK(command_of("role -o json bundle --limit 3 add kit") == "role bundle add");
  CHECK(find_invocation(shell_words("role bundle show kit -q")).rest == std::vector<std::string>{"kit", "-q"});
  CHECK(command_of("role show bundle") == "role show");
}

TEST_CASE("the first word of two is no command and what can follow is told", "[cli][parser]") {
  const auto found = find_invocation(shell_words("role bundle"));
  CHECK(found.command == nullptr);
  REQUIRE(found.noun != nullptr);
  CHECK(found.noun->name == "role");
  REQUIRE(found.group != nullptr);
  CHECK(found.group->name == "bundle");
  const auto failure = failure_of("role bundle lsit");
  CHECK(failure.code == "unknown-command");
  CHECK(failure.message == "there is no command \"role bundle lsit\"");
  CHECK(failure.hint == "nearest: list; pcadmin role bundle can: add, edit, list, show and delete");
  CHECK(failure_of("role bundel list").hint.find("nearest: bundle") == 0);
}

TEST_CASE("of a role and the bundle that stands for it exactly one is given", "[cli][parser]") {
  CHECK(failure_of("role assign a@b.example global").code.empty());
  CHECK(failure_of("role assign a@b.example --bundle kit").code.empty());
  CHECK(failure_of("role assign a@b.example global --bundle kit").code == "not-both");
  CHECK(failure_of("role assign a@b.example").code == "missing-argument");
}

TEST_CASE("a reason that is no matter of choice is missed before anything is opened", "[cli][parser]") {
  CHECK(failure_of("request add sales-agent").code == "missing-argument");
  CHECK(failure_of("request add sales-agent --reason fair").code.empty());
}

TEST_CASE("an unknown command is usage, with the nearest known ones", "[cli][parser]") {
  const auto noun = failure_of("usr list");
  CHECK(noun.code == "unknown-command");
  CHECK(noun.kind == FailureKind::usage);
  CHECK(noun.message == "there is no command \"usr\"");
  CHECK(noun.hint.find("user") != std::string::npos);
  const auto verb = failure_of("user lsit");
  CHECK(verb.code == "unknown-command");
  CHECK(verb.message == "there is no command \"user lsit\"");
  CHECK(verb.hint.find("nearest: list") == 0);
}

TEST_CASE("a command is never an abbreviation, nor in capitals", "[cli][parser]") {
  CHECK(failure_of("use list").code == "unknown-command");
  CHECK(failure_of("user li").code == "unknown-command");
  CHECK(failure_of("USER list").code == "unknown-command");
  CHECK(failure_of("user LIST").code == "unknown-command");
}

TEST_CASE("help and version are asked for anywhere before the double dash", "[cli][parser]") {
  CHECK(find_invocation(shell_words("--help user list")).wants_help);
  CHECK(find_invocation(shell_words("user list -h")).wants_help);
  CHECK(find_invocation(shell_words("user --help")).wants_help);
  CHECK(find_invocation(shell_words("user list --version")).wants_version);
  CHECK_FALSE(find_invocation(shell_words("user show -- --help")).wants_help);
}

TEST_CASE("a flag may stand before and after the noun and verb", "[cli][parser]") {
  for (const std::string_view line : {"--limit 3 user list", "user --limit 3 list", "user list --limit 3",
                                      "user list --limit=3", "--limit=3 user list"}) {
    INFO(line);
    CHECK(parse(line).get(flags::kLimit).number == 3);
  }
}

TEST_CASE("a short flag takes its value behind a blank or at once", "[cli][parser]") {
  CHECK(parse("user list -o json").get(flags::kOutput).text == "json");
  CHECK(parse("user list -ojson").get(flags::kOutput).text == "json");
  CHECK(parse("user list --output=JSON").get(flags::kOutput).text == "json");
}

TEST_CASE("short switches may stand together", "[cli][parser]") {
  const auto args = parse("role assign a@b.example global -nq");
  CHECK(args.on(flags::kDryRun));
  CHECK(args.on(flags::kQuiet));
}

TEST_CASE("a list repeats or uses commas, and keeps its order", "[cli][parser]") {
  const std::vector<std::string> wanted = {"helpdesk-agent", "referrals-user", "incentives-user"};
  CHECK(roles_of(parse("user add --role helpdesk-agent --role referrals-user --role incentives-user")) == wanted);
  CHECK(roles_of(parse("user add --role helpdesk-agent,referrals-user,incentives-user")) == wanted);
  CHECK(roles_of(parse("user add --role 'helpdesk-agent, referrals-user' --role=incentives-user")) == wanted);
}

TEST_CASE("an empty part of a list is refused", "[cli][parser]") {
  CHECK(failure_of("user add --role helpdesk-agent, a@b.example --name A").code == "unknown-role");
  CHECK(failure_of("user add --role ,helpdesk-agent a@b.example --name A").code == "unknown-role");
  CHECK(failure_of("user add --role '' a@b.example --name A").code == "unknown-role");
}

TEST_CASE("a flag that holds one value is given once", "[cli][parser]") {
  const auto failure = failure_of("user list --limit 3 --limit 4");
  CHECK(failure.code == "flag-twice");
  CHECK(failure.kind == FailureKind::usage);
  CHECK(failure.message == "--limit is given 2 times");
  CHECK(failure_of("user list -o json --output=csv").code == "flag-twice");
}

TEST_CASE("a switch given twice is on", "[cli][parser]") { CHECK(parse("user list -q --quiet").on(flags::kQuiet)); }

TEST_CASE("a flag without its value is usage", "[cli][parser]") {
  CHECK(failure_of("user list --limit").code == "missing-value");
  CHECK(failure_of("user list -o").code == "missing-value");
  CHECK(failure_of("user list --limit").kind == FailureKind::usage);
}

TEST_CASE("a switch takes no value", "[cli][parser]") {
  CHECK(failure_of("user list --quiet=yes").kind == FailureKind::usage);
  CHECK(failure_of("user list --quiet=").kind == FailureKind::usage);
}

TEST_CASE("an unknown flag is usage, with the nearest known ones", "[cli][parser]") {
  const auto failure = failure_of("user list --lmit 3");
  CHECK(failure.code == "unknown-flag");
  CHECK(failure.kind == FailureKind::usage);
  CHECK(failure.hint.find("nearest: --limit") == 0);
  CHECK(failure_of("user list --lmit=3").hint.find("nearest: --limit") == 0);
  CHECK(failure_of("user list -x").code == "unknown-flag");
  CHECK(failure_of("user list --dry-run").code == "unknown-flag");
}

TEST_CASE("a flag is never an abbreviation", "[cli][parser]") {
  CHECK(failure_of("user list --lim 3").code == "unknown-flag");
  CHECK(failure_of("user list --QUIET").code == "unknown-flag");
}

TEST_CASE("after a double dash every word is a word", "[cli][parser]") {
  CHECK(parse("user add --name Ann -- ann@b.example").has(flags::kEmail.spec));
  const auto failure = failure_of("user show -- -q");
  CHECK(failure.kind == FailureKind::invalid);
  CHECK(failure.message.find("USER: \"-q\"") == 0);
  CHECK(failure_of("user show a@b.example -- --help").code == "unexpected-word");
}

TEST_CASE("a double dash in front of the command hides it", "[cli][parser]") {
  CHECK(find_invocation({"--", "user", "list"}).command == nullptr);
  CHECK(find_invocation({"user", "--", "list"}).command == nullptr);
}

TEST_CASE("a value may begin with a dash", "[cli][parser]") {
  CHECK_FALSE(parse("user list --sort -created").empty());
  CHECK_FALSE(parse("user list --sort=-created").empty());
  CHECK(parse("role assign a@b.example global --reason=-1").get(flags::kReason).text == "-1");
}

TEST_CASE("a single dash is a word: standard input", "[cli][parser]") {
  const auto args = parse("user import - --credentials x.csv");
  CHECK(args.has(*find_command(*find_noun("user"), "import")->args.front()));
}

TEST_CASE("plus signs mean nothing to the parser", "[cli][parser]") {
  // CLI11 takes `++` as the end of an option's values.
  CHECK(failure_of("user show ++").kind == FailureKind::invalid);
  CHECK(failure_of("user show ++").message.find("USER: \"++\"") == 0);
  CHECK(parse("user list --match ++").has(*find_flag("--match")));
}

TEST_CASE("what looks special to the parsing library is only text", "[cli][parser]") {
  for (const std::string text : {"[a,b]", "{}", "%%", "--", "[]", "\"", "a=b", "=", "'", "true", "/?"}) {
    INFO(text);
    const auto args = parse_args(find_invocation({"role", "assign", "--reason=" + text}));
    CHECK(args.get(flags::kReason).text == text);
  }
}

TEST_CASE("one word too many is usage", "[cli][parser]") {
  const auto failure = failure_of("user show a@b.example c@d.example");
  CHECK(failure.code == "unexpected-word");
  CHECK(failure.kind == FailureKind::usage);
  CHECK(failure.message.find("\"c@d.example\"") == 0);
  CHECK(failure_of("whoami me").code == "unexpected-word");
}

TEST_CASE("an argument that must be there is named", "[cli][parser]") {
  const auto failure = failure_of("role assign a@b.example");
  CHECK(failure.code == "missing-argument");
  CHECK(failure.kind == FailureKind::usage);
  CHECK(failure.message.find("pcadmin role assign needs ROLE") == 0);
}

TEST_CASE("a word out of a list is refused as usage, and the list is told", "[cli][parser]") {
  const auto failure = failure_of("user list -o xml");
  CHECK(failure.code == "unknown-word");
  CHECK(failure.kind == FailureKind::usage);
  CHECK(failure.hint.find("table, json") != std::string::npos);
  CHECK(failure_of("user list --state ''").code == "unknown-word");
}

TEST_CASE("a value that is not acceptable names its argument first", "[cli][parser]") {
  CHECK(failure_of("user list --limit many").message.find("--limit: \"many\"") == 0);
  CHECK(failure_of("user list --limit many").kind == FailureKind::invalid);
  CHECK(failure_of("user show nobody").message.find("USER: ") == 0);
}

TEST_CASE("a count is a whole number from 1", "[cli][parser]") {
  for (const std::string text : {"0", "-1", "+1", "1.5", "1e3", " 1", "1 ", "0x10", "", "99999999999999999999"}) {
    INFO('"' << text << '"');
    CHECK_FALSE(failure_of_words({"user", "list", "--limit=" + text}).code.empty());
  }
}

TEST_CASE("empty words are words", "[cli][parser]") {
  CHECK(failure_of_words({"", "list"}).code == "unknown-command");
  CHECK(failure_of_words({"user", ""}).code == "unknown-command");
  CHECK(failure_of_words({"user", "show", ""}).kind == FailureKind::invalid);
  CHECK(failure_of_words({"user", "list", ""}).code == "unexpected-word");
  CHECK(failure_of_words({"user", "list", "--store", ""}).code == "invalid-file-name");
  CHECK(failure_of_words({"user", "list", "--store="}).kind != FailureKind::bug);
}

TEST_CASE("what is not UTF-8 is refused, wherever it stands", "[cli][parser]") {
  const std::string bad = "a\xff";
  CHECK(failure_of_words({bad}).code == "unknown-command");
  CHECK(failure_of_words({"user", bad}).code == "unknown-command");
  CHECK(failure_of_words({"user", "list", "--" + bad}).code == "unknown-flag");
  CHECK(failure_of_words({"user", "list", "--match", bad}).code == "not-utf8");
  CHECK(failure_of_words({"user", "show", bad}).kind == FailureKind::invalid);
  CHECK(failure_of_words({"user", "list", "-o", bad}).code == "unknown-word");
  CHECK(failure_of_words({"user", "list", "--store", bad}).code == "invalid-file-name");
}

TEST_CASE("a word of a mebibyte is refused in few words, wherever it stands", "[cli][parser]") {
  const std::string giant(std::size_t{1} << 20U, 'a');
  for (const auto& words : std::vector<std::vector<std::string>>{{giant},
                                                                 {"user", giant},
                                                                 {"user", "list", "--" + giant},
                                                                 {"user", "list", "-" + giant},
                                                                 {"user", "list", "--match", giant},
                                                                 {"user", "list", "--limit", giant},
                                                                 {"user", "list", "--fields", giant + "," + giant},
                                                                 {"user", "list", "-o", giant},
                                                                 {"user", "list", "--store", giant},
                                                                 {"user", "show", giant},
                                                                 {"user", "list", giant},
                                                                 {"role", "show", giant},
                                                                 {"user", "add", giant, "--name", giant}}) {
    INFO(words.size() << " words, the last but one " << shorten(words.size() > 1 ? words[words.size() - 2] : "", 20));
    const auto failure = failure_of_words(words);
    CHECK(failure.kind != FailureKind::bug);
    CHECK_FALSE(failure.code.empty());
    CHECK(failure.message.size() < 500);
    CHECK(failure.hint.size() < 1000);
  }
}

TEST_CASE("ten thousand words are one too many, and no trouble", "[cli][parser]") {
  std::vector<std::string> words = {"user", "show"};
  words.resize(10'000, "a@b.example");
  CHECK(failure_of_words(words).code == "unexpected-word");
}
