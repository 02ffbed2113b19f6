#include "../common_args.hpp"
#include "../help.hpp"
#include "../registry.hpp"
#include "manual.hpp"
#include "version.hpp"

#include <nlohmann/json.hpp>

namespace pcadmin::cli {

namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(std::string_view text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); }

ordered_json arg_json(const ArgSpec& spec, const Command& command) {
  ordered_json words = ordered_json::array();
  for (const auto& word : words_for(spec, command)) words.push_back(word);
  return {{"name", spec.name},
          {"short", text_or_null(spec.short_name)},
          {"value", text_or_null(spec.value)},
          {"help", spec.help},
          {"default", text_or_null(spec.fallback)},
          {"words", words},
          {"required", spec.required},
          {"many", spec.many}};
}

ordered_json args_json(std::span<const ArgSpec* const> specs, const Command& command) {
  ordered_json list = ordered_json::array();
  for (const auto* const spec : specs) list.push_back(arg_json(*spec, command));
  return list;
}

ordered_json command_json(const Command& command) {
  ordered_json examples = ordered_json::array();
  for (const auto& [line, says] : command.examples) examples.push_back({{"line", line}, {"says", says}});
  ordered_json fields = ordered_json::array();
  for (const auto& column : command.columns) fields.push_back(column.key);
  ordered_json roles = ordered_json::array();
  for (const auto role : domain::rule_of(command.act).roles) roles.push_back(role);
  return {{"command", command.words()},
          {"summary", command.summary},
          {"usage", usage_of(command)},
          {"details", text_or_null(command.details)},
          {"writes", command.writes()},
          {"lists", command.lists},
          {"who_may", who_may(command)},
          {"roles", roles},
          {"args", args_json(command.args, command)},
          {"common_args", args_json(common_args(command), command)},
          {"fields", fields},
          {"examples", examples}};
}

}  // namespace

std::string help_json() {
  ordered_json commands = ordered_json::array();
  for (const auto* const command : all_commands()) commands.push_back(command_json(*command));
  return ordered_json{{"version", kVersion}, {"commands", commands}}.dump(2) + "\n";
}

}  // namespace pcadmin::cli
