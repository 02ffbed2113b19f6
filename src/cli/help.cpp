#include "help.hpp"

#include "commands/tool/tool.hpp"
#include "common_args.hpp"
#include "manual/filter_texts.hpp"
#include "manual/format_texts.hpp"
#include "manual/record_texts.hpp"
#include "parser.hpp"
#include "registry.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kWidth = 96;

/// Text in lines of at most `kWidth`, each after `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::string line;
  const auto put = [&] {
    out += std::string(indent, ' ') + line + "\n";
    line.clear();
  };
  for (const auto word : split(text, ' ')) {
    if (!line.empty() && indent + display_width(line) + 1 + display_width(word) > kWidth) put();
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  if (!line.empty()) put();
  return out;
}

std::string paragraphs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find("\n\n");
    out += wrapped(text.substr(0, end), 2) + (end == std::string_view::npos ? "" : "\n");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return out;
}

std::string rows(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::size_t width = 0;
  for (const auto& [left, right] : pairs) width = std::max(width, left.size());
  std::string out;
  for (const auto& [left, right] : pairs) {
    auto text = wrapped(right, width + 4);
    text.replace(0, width + 4, fmt::format("  {:<{}}  ", left, width));
    out += text;
  }
  return out;
}

std::string arg_help(const ArgSpec& spec, const Command& command) {
  auto help = std::string(spec.help);
  if (const auto words = words_for(spec, command); !words.empty() && spec.is_flag())
    help += fmt::format(" ({})", join_words(words));
  if (!spec.fallback.empty()) help += fmt::format("; default: {}", spec.fallback);
  return help;
}

std::string arg_rows(std::span<const ArgSpec* const> specs, bool flags_wanted, const Command& command) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto* const spec : specs) {
    if (spec->is_flag() == flags_wanted) pairs.emplace_back(flag_words(*spec), arg_help(*spec, command));
  }
  return rows(pairs);
}

std::string section(std::string_view title, const std::string& body) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", title, body);
}

std::string examples_of(const Command& command) {
  std::string out;
  for (const auto& [line, says] : command.examples) out += fmt::format("  # {}\n  {}\n", says, line);
  return out;
}

std::string command_help(const Command& command) {
  std::string columns;
  for (const auto& field : field_words(command)) columns += (columns.empty() ? "" : ", ") + field;
  return fmt::format("{}\n", command.summary) + section("Examples", examples_of(command)) +
         section("Usage", fmt::format("  {}\n", usage_of(command))) +
         section("Arguments", arg_rows(command.args, false, command)) +
         section("Flags", arg_rows(command.args, true, command)) +
         section("Common flags", arg_rows(common_args(command), true, command)) +
         section(command.lists ? "Fields, for --fields and --filter" : "Fields, for --fields",
                 columns.empty() ? "" : wrapped(columns, 2)) +
         section("Details", paragraphs(command.details)) + section("Who may", wrapped(who_may(command), 2));
}

std::string noun_help(const Noun& noun, const Group* group) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::string examples;
  const auto commands = commands_of(noun, group);
  for (const auto* const command : commands) {
    pairs.emplace_back(fmt::format("pcadmin {}", command->words()), std::string(command->summary));
    examples += fmt::format("  {}\n", command->examples.front().line);
  }
  return fmt::format("{}\n", group == nullptr ? noun.summary : group->summary) + section("Examples", examples) +
         section("Commands", rows(pairs)) +
         fmt::format("\nMore: pcadmin help {}; man pcadmin-{}\n", commands.front()->words(), noun.name);
}

std::string whole_help() {
  std::string out =
      "pcadmin administers the people and roles of a partner organisation\n\nExamples\n"
      "  pcadmin init --org \"Contoso\" --partner-id 4391507 --name \"Ada Lovelace\" --email ada@contoso.example\n"
      "  pcadmin user add --name \"Ann Lee\" ann@contoso.example --role helpdesk-agent\n"
      "  pcadmin role assign ann@contoso.example account-admin --reason \"cover for Ada\"\n"
      "  pcadmin admins list --role global\n"
      "  pcadmin user import hires.csv --credentials hires.secret.csv\n";
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto* const command : lone_commands()) pairs.emplace_back(command->words(), std::string(command->summary));
  std::vector<std::pair<std::string, std::string>> noun_pairs;
  for (const auto* const noun : nouns()) {
    for (const auto* const command : noun->verbs)
      noun_pairs.emplace_back(command->words(), std::string(command->summary));
  }
  noun_pairs.insert(noun_pairs.end(), pairs.begin(), pairs.end());
  return out + section("Commands", rows(noun_pairs)) +
         section("Flags of every command", arg_rows(common_args(kHelp), true, kHelp)) +
         "\nMore: pcadmin help COMMAND; pcadmin help filter; pcadmin help formats; man pcadmin\n";
}

}  // namespace

std::string help_for(const Command& command) { return command_help(command); }

std::string help_for(const Invocation& named) {
  if (named.command != nullptr) return command_help(*named.command);
  return named.noun != nullptr ? noun_help(*named.noun, named.group) : whole_help();
}

std::string filter_help() {
  std::string grammar;
  for (const auto line : kFilterGrammar) grammar += fmt::format("  {}\n", line);
  std::string examples;
  for (const auto& [line, says] : kFilterExamples) examples += fmt::format("  # {}\n  {}\n", says, line);
  std::vector<std::pair<std::string, std::string>> operators;
  for (const auto& [form, meaning] : kFilterOperators) operators.emplace_back(form, meaning);
  std::string out = fmt::format("{}\n", kFilterSummary) + section("Examples", examples) + section("Grammar", grammar) +
                    section("Comparisons", rows(operators));
  for (const auto& [title, text] : kFilterSections) out += section(title, paragraphs(text));
  return out + "\nMore: man pcadmin-filter\n";
}

std::string formats_help() {
  std::string out = fmt::format("{}\n", kFormatsSummary);
  for (const auto& [title, text] : kFormatSections) out += section(title, paragraphs(text));
  for (const auto& format : kFormatTexts) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& [field, source] : format.fields) {
      if (!source.empty()) fields.emplace_back(field, source);
    }
    out += section(
        fmt::format("{} (--format {})", format.title, format.name),
        paragraphs(format.intro) + "\n" + (fields.empty() ? "" : rows(fields) + "\n") + paragraphs(format.notes));
  }
  for (const auto& file : kRecordTexts) {
    const std::vector<std::pair<std::string, std::string>> fields(file.fields.begin(), file.fields.end());
    out +=
        section(std::string(file.title), paragraphs(file.intro) + "\n" + rows(fields) + "\n" + paragraphs(file.notes));
  }
  return out + "\nMore, with an example of each: man pcadmin-formats\n";
}

std::vector<std::string> field_words(const Command& command) {
  std::vector<std::string> words;
  for (const auto& column : command.columns) {
    const auto kind = !command.lists                             ? ""
                      : column.many                              ? " (list)"
                      : column.type == domain::FieldType::time   ? " (time)"
                      : column.type == domain::FieldType::number ? " (number)"
                      : column.type == domain::FieldType::yes_no ? " (yes or no)"
                                                                 : "";
    words.push_back(std::string(column.key) + kind);
  }
  return words;
}

std::string who_may(const Command& command) {
  const auto& rule = domain::rule_of(command.act);
  std::string text = "May be run by ";
  if (rule.roles.empty()) return text + std::string(rule.words);
  std::vector<std::string> roles(rule.roles.begin(), rule.roles.end());
  if (!rule.words.empty()) text += std::string(rule.words) + " ";
  text += "holders of " + join_words(roles);
  return rule.proviso.empty() ? text : text + ", " + std::string(rule.proviso);
}

std::string usage_of(const Command& command) {
  std::string usage = "pcadmin " + command.words() + " [FLAGS]";
  for (const auto* const spec : command.args) {
    if (spec->is_flag() && spec->required) usage += fmt::format(" {}", flag_words(*spec));
  }
  if (command.needs_reason) usage += " " + flag_words(flags::kReason.spec);
  for (const auto* const spec : command.args) {
    if (spec->is_flag()) continue;
    const auto word = fmt::format("{}{}", spec->name, spec->many ? "..." : "");
    if (spec->unless != nullptr)
      usage += fmt::format(" {}|{}", word, flag_words(*spec->unless));
    else
      usage += spec->required ? " " + word : " [" + word + "]";
  }
  return usage;
}

std::string flag_words(const ArgSpec& spec) {
  std::string words;
  if (!spec.short_name.empty()) words += std::string(spec.short_name) + ", ";
  words += spec.name;
  if (!spec.value.empty()) words += " " + std::string(spec.value);
  return words;
}

}  // namespace pcadmin::cli
