#include "cli/common_args.hpp"
#include "cli/filter_rows.hpp"
#include "cli/help.hpp"
#include "cli/parser.hpp"
#include "cli/registry.hpp"
#include "house/tree.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;

std::vector<const ArgSpec*> args_of(const Command& command) {
  std::vector<const ArgSpec*> specs(command.args.begin(), command.args.end());
  const auto common = common_args(command);
  specs.insert(specs.end(), common.begin(), common.end());
  return specs;
}

/// What of an example is pcadmin: without the command that is piped into it.
std::string_view invoked(const Example& example) {
  constexpr std::string_view kPiped = " | pcadmin ";
  const std::string_view line = example.line;
  const auto pipe = line.find(kPiped);
  return pipe == std::string_view::npos ? line : line.substr(pipe + 3);
}

/// An example's words without `pcadmin` and without what the shell keeps for itself.
std::vector<std::string> words_of(const Example& example) {
  const auto line = invoked(example).substr(0, invoked(example).find(" > "));
  auto words = test::shell_words(line);
  REQUIRE(words.front() == "pcadmin");
  words.erase(words.begin());
  return words;
}

bool is_sentence_start(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

/// Help is a phrase: it begins small unless with a name of its own, and has no full stop.
void check_phrase(std::string_view text) {
  CHECK_FALSE(text.empty());
  CHECK_FALSE(text.ends_with('.'));
  CHECK_FALSE(text.ends_with(' '));
  CHECK(text.find("  ") == std::string_view::npos);
}

}  // namespace

TEST_CASE("every command has a summary: an imperative without a full stop", "[house]") {
  for (const auto* const command : all_commands()) {
    INFO("pcadmin " << command->words());
    check_phrase(command->summary);
    CHECK(is_sentence_start(command->summary.front()));
    const auto first = command->summary.substr(0, command->summary.find(' '));
    CHECK_FALSE(first.ends_with('s'));  // "Lists", "Shows"
    CHECK_FALSE(first.ends_with("ing"));
    CHECK(display_width(command->summary) <= 72);
  }
  for (const auto* const noun : nouns()) {
    INFO("pcadmin " << noun->name);
    check_phrase(noun->summary);
    CHECK(is_sentence_start(noun->summary.front()));
    CHECK_FALSE(noun->verbs.empty());
  }
}

TEST_CASE("every command has an example that says what it is for", "[house]") {
  for (const auto* const command : all_commands()) {
    INFO("pcadmin " << command->words());
    CHECK_FALSE(command->examples.empty());
    for (const auto& example : command->examples) {
      INFO(example.line);
      check_phrase(example.says);
      CHECK(invoked(example).starts_with("pcadmin " + command->words()));
    }
  }
}

TEST_CASE("every example of every command is one that works", "[house]") {
  for (const auto* const command : all_commands()) {
    for (const auto& example : command->examples) {
      INFO(example.line);
      const auto invocation = find_invocation(words_of(example));
      REQUIRE(invocation.command == command);
      const auto args = parse_args(invocation);
      // What a form asks for need not be there.
      const bool form = command->ask != nullptr && invocation.rest.empty();
      if (!form) CHECK_NOTHROW(check_required(*command, args));
    }
  }
}

TEST_CASE("an example names files of its own only, never a place on some machine", "[house]") {
  for (const auto* const command : all_commands()) {
    for (const auto& example : command->examples) {
      INFO(example.line);
      const auto words = words_of(example);
      CHECK(std::ranges::none_of(words, [](const std::string& word) {
        const auto scheme = word.find("://");  // the address of a server is none
        return word.find('/', scheme == std::string::npos ? 0 : scheme + 3) != std::string::npos;
      }));
    }
  }
}

TEST_CASE("a command that prints rows or records says its columns, each with one key", "[house]") {
  const std::set<std::string> without = {"sign-out", "password change", "completion", "help"};
  for (const auto* const command : all_commands()) {
    INFO("pcadmin " << command->words());
    CHECK(command->columns.empty() == without.contains(command->words()));
    std::set<std::string_view> keys;
    for (const auto& column : command->columns) {
      INFO(column.key);
      CHECK(keys.insert(column.key).second);
      CHECK_FALSE(column.title.empty());
      CHECK(std::ranges::all_of(column.key,
                                [](char c) { return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_'; }));
    }
    if (command->columns.empty()) continue;
    CHECK(std::ranges::count(command->columns, true, &Column::is_id) == 1);
    CHECK(std::ranges::any_of(command->columns, &Column::in_table));
    if (!command->once.empty()) CHECK(keys.contains(command->once));
  }
}

TEST_CASE("a command that lists says so and so takes --filter", "[house]") {
  std::size_t found = 0;
  for (const auto& file : test::files_below({"src/cli/commands"})) {
    const auto text = test::text_of(file);
    const bool reads = text.find("Report run(const ops::Unit&") != std::string::npos;
    const bool lists = text.find("ListBody") != std::string::npos || text.find("StreamBody") != std::string::npos;
    if (!reads || !lists) continue;
    INFO(file.name << " lacks .lists = true");
    CHECK(text.find("    .lists = true,\n") != std::string::npos);
    ++found;
  }
  const auto commands = all_commands();
  // The columns of role matrix, and so its list, stand in a file of their own.
  CHECK(found + 1 == static_cast<std::size_t>(std::ranges::count_if(commands, &Command::lists)));
  for (const auto* const command : commands) {
    INFO("pcadmin " << command->words());
    const auto common = common_args(*command);
    CHECK((std::ranges::find(common, &flags::kFilter.spec) != common.end()) == command->lists);
    if (command->lists) CHECK_FALSE((command->columns.empty() || command->writes() || command->is_tool()));
  }
}

TEST_CASE("a column of a list that is named as a time is one and each can be asked for", "[house]") {
  for (const auto* const command : all_commands()) {
    if (!command->lists) continue;
    for (const auto& column : command->columns) {
      INFO("pcadmin " << command->words() << ": " << column.key);
      if (column.key == "at" || column.key.ends_with("_at") || column.key.ends_with("_until"))
        CHECK(column.type == domain::FieldType::time);
      CHECK((column.type == domain::FieldType::word) == !column.words.empty());
      Args args;
      args.put(flags::kFilter, value_or_throw(domain::FilterExpression::parse(std::string(column.key) + " is empty")));
      CHECK(filter_of(*command, args, Time{}));
    }
  }
}

TEST_CASE("the same flag takes a value, or none, in every command that has it", "[house]") {
  std::map<std::string_view, const ArgSpec*> known;
  std::map<std::string_view, std::string_view> short_of;
  for (const auto* const command : all_commands()) {
    std::set<std::string_view> mine;
    for (const auto* const spec : args_of(*command)) {
      INFO("pcadmin " << command->words() << " " << spec->name);
      check_phrase(spec->help);
      CHECK(mine.insert(spec->name).second);
      if (!spec->is_flag()) continue;
      const auto* const before = known.try_emplace(spec->name, spec).first->second;
      CHECK(before->is_switch() == spec->is_switch());
      CHECK(before->short_name == spec->short_name);
      CHECK(before->value == spec->value);
      CHECK(find_flag(spec->name)->is_switch() == spec->is_switch());
      if (!spec->short_name.empty())
        CHECK(short_of.try_emplace(spec->short_name, spec->name).first->second == spec->name);
    }
  }
}

TEST_CASE("every command that reads the store can be asked about the past, and no other", "[house]") {
  for (const auto* const command : all_commands()) {
    INFO("pcadmin " << command->words());
    const auto specs = args_of(*command);
    const bool takes = std::ranges::find(specs, &flags::kAsOf.spec) != specs.end();
    CHECK(takes == (!command->is_tool() && !command->writes()));
  }
}

TEST_CASE("a flag is written as flags are, a word without a flag in capitals", "[house]") {
  for (const auto* const command : all_commands()) {
    bool many = false;
    for (const auto* const spec : args_of(*command)) {
      INFO("pcadmin " << command->words() << " " << spec->name);
      if (spec->is_flag()) {
        CHECK(spec->name.starts_with("--"));
        CHECK((spec->short_name.empty() || spec->short_name.size() == 2));
        CHECK(spec->is_switch() == (spec->parse == nullptr));
      } else {
        CHECK(std::ranges::all_of(spec->name, [](char c) { return std::isupper(c) != 0; }));
        CHECK(spec->parse != nullptr);
        CHECK_FALSE(many);  // what follows one that takes all the rest could never be reached
        many = many || spec->many;
      }
      CHECK((spec->completes == Completes::word) == !spec->words.empty());
    }
  }
}

TEST_CASE("no two commands have the same words, and no noun those of a command", "[house]") {
  std::set<std::string> words;
  for (const auto* const command : all_commands()) CHECK(words.insert(command->words()).second);
  for (const auto* const noun : nouns()) CHECK(words.insert(std::string(noun->name)).second);
}

TEST_CASE("help has its examples first, and everything the command knows", "[house]") {
  for (const auto* const command : all_commands()) {
    INFO("pcadmin " << command->words());
    const auto help = help_for(*command);
    const auto examples = help.find("\nExamples\n");
    CHECK(examples == command->summary.size() + 1);
    CHECK(help.find("\nUsage\n") > examples);
    for (const auto* const spec : args_of(*command)) CHECK(help.find(std::string(spec->name)) != std::string::npos);
    for (const auto& column : command->columns) CHECK(help.find(std::string(column.key)) != std::string::npos);
  }
}
