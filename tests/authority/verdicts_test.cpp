#include "authority/organisation.hpp"
#include "authority/verdict_table.hpp"
#include "cli/parser.hpp"
#include "cli/registry.hpp"

#include "pcadmin/domain/role.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

/// Every command, as every kind of operator, against a table that people wrote and can read.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)

const VerdictTable& table() {
  static const auto kTable = read_verdicts(std::string(PCADMIN_SOURCE_DIR) + "/tests/authority/verdicts.txt");
  return kTable;
}

/// Nullptr, or a usage error, when the words are those of no command.
const cli::Command* command_of(const Line& line) { return cli::find_invocation(shell_words(line.words)).command; }

bool names_somebody(const Line& line) {
  static const std::set<std::string> kSomebody = {"USER", "USER-ID", "DELETED", "TOKEN", "EDIT", "REQUEST"};
  return std::ranges::any_of(shell_words(line.words), [](const std::string& word) { return kSomebody.contains(word); });
}

std::string told(const Verdict& verdict, int exit) {
  return (verdict.empty() ? "done" : verdict) + " (" + std::to_string(exit) + ")";
}

/// Runs a line in one of its cells as somebody, and compares.
void judge(Organisation& organisation, const Line& line, std::size_t column, const std::string& who) {
  const auto expected = line.cells[column].verdict_for(who);
  const auto exit = expected.empty() ? 0 : table().exits.at(expected);
  const auto answer = organisation.run(line.words, who, static_cast<Relation>(column));
  if (answer.verdict == expected && answer.exit == exit) return;
  const auto relation = line.cells.size() == 1 ? std::string() : " to " + std::string(kRelationNames[column]);
  FAIL_CHECK("pcadmin " << line.words << ", " << who << relation << ": " << told(answer.verdict, answer.exit)
                        << ", and the table says " << told(expected, exit) << "\n"
                        << answer.said);
}

/// Runs the lines of some commands in all their cells as everybody.
void walk(const std::function<bool(const cli::Command&)>& of) {
  Organisation organisation({table().operators.begin(), table().operators.end()});
  std::size_t cells = 0;
  for (const auto& line : table().lines) {
    if (!of(*command_of(line))) continue;
    for (std::size_t column = 0; column < line.cells.size(); ++column) {
      if (!line.cells[column].possible()) continue;
      ++cells;
      for (const auto& who : table().operators) judge(organisation, line, column, who);
    }
  }
  CHECK(cells > 0);
}

}  // namespace

TEST_CASE("every command the parser knows stands in the table of verdicts, and nothing else does", "[authority]") {
  std::set<std::string> known;
  for (const auto* const command : cli::all_commands()) known.insert(command->words());
  std::set<std::string> judged;
  for (const auto& line : table().lines) {
    INFO(line.words);
    const auto* const command = command_of(line);
    REQUIRE(command != nullptr);
    judged.insert(command->words());
  }
  CHECK(judged == known);
}

TEST_CASE("the table of verdicts speaks of every role, of nobody's role and of nobody", "[authority]") {
  std::set<std::string> everybody = {kNoRole, kNotSignedIn};
  for (const auto& role : domain::Catalogue::roles()) everybody.emplace(role.id);
  CHECK(table().operators == everybody);
}

TEST_CASE("what is done to somebody has a verdict for oneself, peers, higher ones and the last", "[authority]") {
  std::set<std::string> with_somebody;
  for (const auto& line : table().lines) {
    INFO(line.words);
    if (!names_somebody(line)) continue;
    CHECK(line.cells.size() == std::size(kRelationNames));
    with_somebody.insert(command_of(line)->words());
  }
  for (const auto* const command : cli::all_commands()) {
    INFO(command->words());
    const bool takes_somebody =
        std::ranges::any_of(command->args, [](const cli::ArgSpec* spec) { return spec->name.starts_with("USER"); });
    if (takes_somebody) CHECK(with_somebody.contains(command->words()));
  }
}

TEST_CASE("whoever reads gets what the table of verdicts says", "[authority]") {
  walk([](const cli::Command& command) { return !command.writes(); });
}

TEST_CASE("whoever changes people gets what the table of verdicts says", "[authority]") {
  walk([](const cli::Command& command) { return command.writes() && command.noun == "user"; });
}

TEST_CASE("whoever changes anything else gets what the table of verdicts says", "[authority]") {
  walk([](const cli::Command& command) { return command.writes() && command.noun != "user"; });
}
