#include "cli/common_args.hpp"
#include "cli/complete.hpp"
#include "cli/manual/man_texts.hpp"
#include "cli/manual/manual.hpp"
#include "cli/registry.hpp"
#include "house/tree.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using namespace pcadmin::test;

/// What the generated files are to be, by name.
std::map<std::string, std::string> generated() {
  std::map<std::string, std::string> files;
  for (const auto& page : manual_pages()) files["man/" + page.file] = page.text;
  files["docs/commands.md"] = command_reference();
  return files;
}

std::string whole_manual() {
  std::string text;
  for (const auto& page : manual_pages()) text += page.text;
  std::erase(text, '\\');  // hyphens are escaped in roff
  return text;
}

/// The codes that failures of src/ carry: a literal behind `.code =`, or the first argument of one of the functions
/// that make failures. The fields of a person's record give their codes an `invalid-` in front.
std::set<std::string> error_codes() {
  static const std::regex code_place(
      R"re((?:\.code\s*=\s*(?:[^"=;{}]*\?\s*)?|\b(?:refuse|throw_usage|store_failure)\(\s*|return \{|)re"
      R"re(\? "[a-z]+-[a-z-]+" : |\.field = )"([a-z0-9]+(?:-[a-z0-9]+)*)")re");
  static const std::set<std::string> one_word = {"bug", "cancelled", "interrupted", "usage"};
  std::set<std::string> codes;
  for (const auto& file : files_below({"src"})) {
    if (!file.name.ends_with(".cpp")) continue;
    const std::string front = file.name == "src/domain/user.cpp" ? "invalid-" : "";
    const auto text = text_of(file);
    for (std::sregex_iterator found(text.begin(), text.end(), code_place); found != std::sregex_iterator(); ++found) {
      const std::string code = (*found)[1];
      if (!front.empty() || code.find('-') != std::string::npos || one_word.contains(code)) codes.insert(front + code);
    }
  }
  return codes;
}

}  // namespace

TEST_CASE("man/ and docs/commands.md are what the commands say of themselves", "[house]") {
  const bool bless = std::getenv("PCADMIN_BLESS") != nullptr;
  for (const auto& [name, text] : generated()) {
    if (bless) {
      std::filesystem::create_directories((kCheckout / name).parent_path());
      write_file(kCheckout / name, text);
    }
    INFO(name << " is not current: cmake --build --preset dev --target docs");
    CHECK((read_file(kCheckout / name) == text));
  }
}

TEST_CASE("man/ holds the pages that are made, and nothing else", "[house]") {
  const auto files = generated();
  for (const auto& file : files_below({"man"})) {
    INFO(file.name);
    CHECK(files.contains(file.name));
  }
}

TEST_CASE("completions/ holds what pcadmin completion prints, and nothing else", "[house]") {
  const std::map<std::string, std::string> shells = {
      {"completions/pcadmin.bash", "bash"}, {"completions/_pcadmin", "zsh"}, {"completions/pcadmin.fish", "fish"}};
  for (const auto& [name, shell] : shells) {
    INFO(name);
    CHECK((read_file(kCheckout / name) == completion_script(shell)));
  }
  for (const auto& file : files_below({"completions"})) {
    INFO(file.name);
    CHECK(shells.contains(file.name));
  }
}

TEST_CASE("every exit code is in the manual, and no other", "[house]") {
  static const std::regex number("[0-9]+");
  std::set<std::string> known;
  for (const auto& [codes, meaning] : kExitCodes) {
    CHECK_FALSE(meaning.empty());
    const std::string text(codes);
    for (std::sregex_iterator found(text.begin(), text.end(), number); found != std::sregex_iterator(); ++found)
      known.insert(found->str());
  }
  std::set<std::string> wanted = {"0"};
  for (auto kind = 0; kind < static_cast<int>(FailureKind::closed_output); ++kind)
    wanted.insert(std::to_string(exit_code(static_cast<FailureKind>(kind))));
  CHECK(known == wanted);
}

TEST_CASE("every flag that a command takes is in the manual and in the reference", "[house]") {
  const auto manual = whole_manual();
  const auto reference = read_file(kCheckout / "docs/commands.md");
  std::set<std::string> missing;
  const auto look = [&](const ArgSpec* spec) {
    if (!spec->name.starts_with("--")) return;
    const auto name =
        spec->short_name.empty() ? std::string(spec->name) : fmt::format("{}, {}", spec->short_name, spec->name);
    if (manual.find("\n.B " + name) == std::string::npos) missing.insert("man: " + name);
    if (reference.find("`" + name) == std::string::npos) missing.insert("reference: " + name);
  };
  for (const auto* const command : all_commands()) {
    std::ranges::for_each(command->args, look);
    std::ranges::for_each(common_args(*command), look);
  }
  CHECK(missing == std::set<std::string>{});
}

TEST_CASE("every error code is in the manual", "[house]") {
  const auto manual = whole_manual();
  const auto codes = error_codes();
  CHECK(codes.size() > 50);
  std::string missing;
  for (const auto& code : codes) {
    if (manual.find(code) == std::string::npos) missing += code + " ";
  }
  CHECK(missing == "");
}

TEST_CASE("every environment variable that is read is in the manual, and no other", "[house]") {
  static const std::regex read_place(R"re((?:env_?|is_set|xdg_folder)\((?:[a-z]+, )?"([A-Z_]+)")re");
  std::set<std::string> read;
  for (const auto& file : files_below({"src/cli"})) {
    const auto text = text_of(file);
    for (std::sregex_iterator found(text.begin(), text.end(), read_place); found != std::sregex_iterator(); ++found)
      read.insert((*found)[1]);
  }
  std::set<std::string> told;
  for (const auto& [name, meaning] : kEnvironment) told.emplace(name);
  CHECK(read == told);
}

TEST_CASE("help --json is JSON with every command, its arguments, fields and examples", "[house]") {
  const auto help = nlohmann::json::parse(help_json());
  const auto commands = all_commands();
  REQUIRE(help["commands"].size() == commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto& json = help["commands"][i];
    INFO(json["command"]);
    CHECK(json["command"] == commands[i]->words());
    CHECK(json["args"].size() == commands[i]->args.size());
    CHECK(json["fields"].size() == commands[i]->columns.size());
    CHECK(json["examples"].size() == commands[i]->examples.size());
    CHECK(json["writes"] == commands[i]->writes());
    CHECK_FALSE(json["who_may"].get<std::string>().empty());
  }
}

TEST_CASE("the manual is roff that no line of text can break", "[house]") {
  static const std::set<std::string> requests = {".TH", ".SH", ".SS", ".PP", ".TP", ".B",  ".I",
                                                 ".BR", ".RI", ".RS", ".RE", ".nf", ".fi", ".\\\""};
  for (const auto& page : manual_pages()) {
    INFO(page.file);
    CHECK(page.text.starts_with(".\\\""));
    std::size_t at = 0;
    while (at < page.text.size()) {
      const auto end = page.text.find('\n', at);
      const auto line = page.text.substr(at, end - at);
      at = end + 1;
      INFO(line);
      CHECK_FALSE(line.empty());
      CHECK_FALSE(line.starts_with('\''));
      if (line.starts_with('.')) CHECK(requests.contains(line.substr(0, line.find(' '))));
    }
  }
}
