#include "../commands/tool/tool.hpp"
#include "../commands/user/user.hpp"
#include "../common_args.hpp"
#include "../help.hpp"
#include "../registry.hpp"
#include "manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

/// Text in a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? "\\|" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

std::string arg_table(std::span<const ArgSpec* const> specs) {
  if (specs.empty()) return "";
  std::string out = "\n| | |\n|---|---|\n";
  for (const auto* const spec : specs) {
    auto help = std::string(spec->help);
    if (!spec->fallback.empty()) help += fmt::format("; default: {}", spec->fallback);
    out += fmt::format("| `{}` | {}{} |\n", flag_words(*spec), cell(help), spec->required ? " (required)" : "");
  }
  return out;
}

std::string command_section(const Command& command) {
  std::string out = fmt::format("\n## pcadmin {}\n\n{}.\n\n```console\n", command.words(), command.summary);
  for (const auto& [line, says] : command.examples) out += fmt::format("# {}\n$ {}\n", says, line);
  out += fmt::format("```\n\n    {}\n", usage_of(command)) + arg_table(command.args);
  if (!command.details.empty()) out += fmt::format("\n{}\n", command.details);
  if (!command.columns.empty()) {
    std::string fields;
    for (const auto& field : field_words(command)) {
      const auto end = std::min(field.find(' '), field.size());
      fields += fmt::format("{}`{}`{}", fields.empty() ? "" : ", ", field.substr(0, end), field.substr(end));
    }
    out += fmt::format("\nFields: {}.\n", fields);
  }
  return out + fmt::format("\n{}.\n", who_may(command));
}

}  // namespace

std::string command_reference() {
  std::string out = "<!-- Made by tools/gendocs from the commands themselves; see ARCHITECTURE.md. -->\n\n# Commands\n";
  for (const auto* const command : all_commands()) out += command_section(*command);
  out += "\n## Flags of every command\n" + arg_table(common_args(kHelp));
  out += "\n## Flags of every command that reads\n" + arg_table(std::array{&flags::kAsOf.spec});
  out += "\n## Flags of every list\n" + arg_table(std::array{&flags::kFilter.spec});
  out += "\n## Flags of every command that changes something\n" +
         arg_table(common_args(kUserAdd).first(common_args(kUserAdd).size() - common_args(kHelp).size()));
  return out;
}

}  // namespace pcadmin::cli
