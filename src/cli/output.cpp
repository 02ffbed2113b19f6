#include "output.hpp"

#include "common_args.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::pair<std::string_view, Format>, 7> kFormats = {{{"table", Format::table},
                                                                          {"json", Format::json},
                                                                          {"ndjson", Format::ndjson},
                                                                          {"csv", Format::csv},
                                                                          {"tsv", Format::tsv},
                                                                          {"ids", Format::ids},
                                                                          {"count", Format::count}}};

std::optional<Format> find_format(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &std::pair<std::string_view, Format>::first);
  return found == kFormats.end() ? std::nullopt : std::optional(found->second);
}

bool is_set(const World& world, std::string_view name) {
  const auto value = world.env(name);
  return value && !value->empty();
}

bool colored(std::string_view when, bool shown, const World& world) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (is_set(world, "NO_COLOR") || world.env("TERM") == "dumb") return false;
  return shown || is_set(world, "FORCE_COLOR");
}

[[noreturn]] void throw_usage(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::usage, .message = std::move(message), .hint = std::move(hint)});
}

Format format_from(const Args& args, const World& world) {
  if (const auto word = args.find(flags::kOutput)) return find_format(word->text).value_or(Format::own);
  const auto word = world.env("PCADMIN_OUTPUT");
  if (!word || word->empty()) return Format::table;
  const auto format = find_format(to_ascii_lower(*word));
  if (!format)
    throw_usage("unknown-word", fmt::format("PCADMIN_OUTPUT: \"{}\" is not an output format", shorten(*word, 60)),
                "one of table, json, ndjson, csv, tsv, ids and count");
  return *format;
}

std::string all_fields(const Command& command) {
  std::vector<std::string> keys;
  for (const auto& column : command.columns) keys.emplace_back(column.key);
  return join_words(keys);
}

void check_fields(const Output& output, const Command& command) {
  std::vector<std::string> keys;
  for (const auto& column : command.columns) keys.emplace_back(column.key);
  for (const auto& field : output.fields) {
    if (std::ranges::find(keys, field) != keys.end()) continue;
    const auto near = nearest(field, keys);
    throw_usage("unknown-field", fmt::format("pcadmin {} has no field \"{}\"", command.words(), shorten(field, 60)),
                keys.empty() ? "it has no fields to choose from"
                             : (near.empty() ? "" : fmt::format("nearest: {}; ", join_words(near))) +
                                   "all: " + all_fields(command));
  }
}

bool is_id(const Command& command, std::string_view field) {
  return std::ranges::any_of(command.columns,
                             [&](const Column& column) { return column.is_id && column.key == field; });
}

/// Whether what is shown only once would be.
bool shows_once(const Output& output, const Command& command) {
  if (output.format == Format::count) return false;
  if (output.porcelain || output.format == Format::ids) return is_id(command, command.once);
  return output.fields.empty() || std::ranges::find(output.fields, command.once) != output.fields.end();
}

}  // namespace

Output output_of(const Args& args, const World& world) {
  Output output;
  output.format = format_from(args, world);
  if (output.format == Format::own) output.own = args.get(flags::kOutput).text;
  for (const auto& field : args.all(flags::kFields)) output.fields.push_back(to_ascii_lower(field.text));
  if (const auto field = args.find(flags::kField)) {
    if (!output.fields.empty())
      throw_usage("field-and-fields", "--field and --fields exclude each other", "give one of them");
    output.fields = {to_ascii_lower(field->text)};
    output.bare = true;
  }
  const auto when = args.find(flags::kColor).value_or(Word{"auto"}).text;
  output.header = !args.on(flags::kNoHeader);
  output.quiet = args.on(flags::kQuiet);
  output.verbose = args.on(flags::kVerbose);
  output.accessible = args.on(flags::kAccessible) || world.env("ACCESSIBLE").value_or("0") != "0";
  output.color_out = colored(when, world.terminal.shows_output(), world);
  output.color_err = colored(when, world.terminal.shows_errors(), world);
  if (world.terminal.shows_output()) output.width = world.terminal.columns();
  output.porcelain = args.on(flags::kPorcelain);
  return output;
}

Output guess_output(const std::vector<std::string>& words, const World& world) {
  Output output;
  output.color_err = colored("auto", world.terminal.shows_errors(), world);
  auto format = find_format(to_ascii_lower(world.env("PCADMIN_OUTPUT").value_or("")));
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if ((word == "-o" || word == "--output") && i + 1 < words.size())
      format = find_format(to_ascii_lower(words[i + 1]));
    if (word.starts_with("--output=")) format = find_format(to_ascii_lower(word.substr(9)));
    if (word.starts_with("-o") && word.size() > 2) format = find_format(to_ascii_lower(word.substr(2)));
  }
  output.format = format.value_or(Format::table);
  return output;
}

void check_output(const Output& output, const Command& command, const Args& args, bool dry_run) {
  check_fields(output, command);
  if (output.format == Format::own && !output.fields.empty())
    throw_usage("fields-and-format", fmt::format("--fields and --output {} exclude each other", output.own),
                "leave one of them out");
  if (command.once.empty() || dry_run || shows_once(output, command) || goes_to_file(command, args)) return;
  throw_usage(
      "once-hidden", fmt::format("the {} is shown only once, and this way of printing leaves it out", command.once),
      fmt::format("add {} FILE, or ask for the field: --fields {},...", file_flag_of(command).name, command.once));
}

}  // namespace pcadmin::cli
