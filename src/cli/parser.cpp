#include "parser.hpp"

#include "common_args.hpp"
#include "help.hpp"
#include "registry.hpp"

#include "pcadmin/base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kQuoted = 60;

[[noreturn]] void throw_usage(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::usage, .message = std::move(message), .hint = std::move(hint)});
}

std::string near_hint(std::string_view word, const std::vector<std::string>& known, const std::string& otherwise) {
  const auto near = nearest(word, known);
  return near.empty() ? otherwise : fmt::format("nearest: {}; {}", join_words(near), otherwise);
}

bool is_flag_word(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

/// Whether the word after this flag is its value.
bool takes_next(std::string_view word) {
  if (word.find('=') != std::string_view::npos) return false;
  const auto* const spec = find_flag(word);
  return spec != nullptr && !spec->is_switch();
}

struct Bare {
  std::string_view text;
  std::size_t at;
};

/// The first words that are neither flags nor their values.
std::vector<Bare> first_bare_words(const std::vector<std::string>& words, std::size_t most) {
  std::vector<Bare> bare;
  for (std::size_t i = 0; i < words.size() && bare.size() < most; ++i) {
    if (words[i] == "--") break;
    if (!is_flag_word(words[i])) {
      bare.push_back({words[i], i});
    } else if (takes_next(words[i])) {
      ++i;
    }
  }
  return bare;
}

bool asks_for(const std::vector<std::string>& words, const Switch& flag) {
  for (const auto& word : words) {
    if (word == "--") return false;
    if (word == flag.spec.name || (!flag.spec.short_name.empty() && word == flag.spec.short_name)) return true;
  }
  return false;
}

std::vector<std::string> words_but(const std::vector<std::string>& words, std::span<const Bare> left_out) {
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::ranges::none_of(left_out, [&](const Bare& word) { return word.at == i; })) rest.push_back(words[i]);
  }
  return rest;
}

[[noreturn]] void throw_unknown_command(std::string_view word) {
  std::vector<std::string> known;
  for (const auto* const noun : nouns()) known.emplace_back(noun->name);
  for (const auto* const command : lone_commands()) known.emplace_back(command->verb);
  throw_usage("unknown-command", fmt::format("there is no command \"{}\"", shorten(word, kQuoted)),
              near_hint(word, known, "all commands: pcadmin help"));
}

[[noreturn]] void throw_unknown_verb(const Noun& noun, const Group* group, std::string_view word) {
  std::vector<std::string> known;
  for (const auto& next : next_words(noun, group)) known.emplace_back(next.word);
  const auto front = std::string(noun.name) + (group == nullptr ? "" : " " + std::string(group->name));
  throw_usage("unknown-command", fmt::format("there is no command \"{} {}\"", front, shorten(word, kQuoted)),
              near_hint(word, known, fmt::format("pcadmin {} can: {}", front, join_words(known))));
}

std::vector<const ArgSpec*> specs_of(const Command& command) {
  std::vector<const ArgSpec*> specs(command.args.begin(), command.args.end());
  const auto common = common_args(command);
  specs.insert(specs.end(), common.begin(), common.end());
  return specs;
}

void add_value(Args& args, const Command& command, const ArgSpec& spec, const std::string& text) {
  if (const auto known = words_for(spec, command);
      !known.empty() && std::ranges::find(known, to_ascii_lower(text)) == known.end()) {
    throw_usage("unknown-word", fmt::format("{}: \"{}\" is not one of its words", spec.name, shorten(text, kQuoted)),
                "one of " + join_words(known));
  }
  auto value = spec.parse(text);
  if (!value) {
    auto failure = std::move(value.error());
    failure.message = fmt::format("{}: {}", spec.name, failure.message);
    throw Error(std::move(failure));
  }
  args.add(spec, std::move(*value));
}

/// A switch is there or not: `--quiet=no` is not what it looks like.
void check_switches(const std::vector<std::string>& words) {
  for (const auto& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || !is_flag_word(word)) continue;
    const auto* const spec = find_flag(std::string_view(word).substr(0, equals));
    if (spec != nullptr && spec->is_switch())
      throw_usage("unexpected-value", fmt::format("{} takes no value", spec->name), "leave out what follows the =");
  }
}

/// CLI11's view of a command: it sorts words into flags, values and the rest; what they mean is ours.
class Words11 {
 public:
  explicit Words11(const Command& command) : command_(command) {
    app_.set_help_flag();
    app_.allow_extras();
    for (const auto* const spec : specs_of(command)) {
      if (spec->is_flag()) add_flag(*spec);
    }
  }

  /// Words that are no flag, in order, after `parse`.
  std::vector<std::string> parse(std::vector<std::string> words, Args& args) {
    check_switches(words);
    const auto last = words.empty() ? std::string("a flag") : words.back();
    std::ranges::reverse(words);  // CLI11 takes them from the back
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ArgumentMismatch&) {
      throw_usage("missing-value", fmt::format("{} needs a value", shorten(last, kQuoted)), "see pcadmin help");
    } catch (const CLI::ParseError& error) {
      throw_usage("usage", error.what(), "see pcadmin help");
    }
    for (const auto& [spec, option] : options_) collect(*spec, *option, args);
    return app_.remaining();
  }

 private:
  void add_flag(const ArgSpec& spec) {
    const auto names =
        spec.short_name.empty() ? std::string(spec.name) : fmt::format("{},{}", spec.short_name, spec.name);
    auto* const option = spec.is_switch() ? app_.add_flag(names) : app_.add_option(names);
    if (!spec.is_switch())
      option->expected(1)->type_size(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
    options_.emplace_back(&spec, option);
  }

  void collect(const ArgSpec& spec, const CLI::Option& option, Args& args) const {
    if (option.count() == 0) return;
    if (spec.is_switch()) return args.add(spec, true);
    if (option.results().size() > 1 && !spec.many)
      throw_usage("flag-twice", fmt::format("{} is given {} times", spec.name, option.results().size()),
                  "give it once");
    for (const auto& text : option.results()) {
      if (!spec.many)
        add_value(args, command_, spec, text);
      else
        for (const auto part : split(text, ',')) add_value(args, command_, spec, std::string(trim(part)));
    }
  }

  const Command& command_;
  CLI::App app_{"", "pcadmin"};
  std::vector<std::pair<const ArgSpec*, CLI::Option*>> options_;
};

[[noreturn]] void throw_unknown_flag(const Command& command, std::string_view word) {
  std::vector<std::string> known;
  for (const auto* const spec : specs_of(command)) {
    if (spec->is_flag()) known.emplace_back(spec->name);
  }
  throw_usage("unknown-flag",
              fmt::format("\"{}\" is not a flag of pcadmin {}", shorten(word, kQuoted), command.words()),
              near_hint(word.substr(0, word.find('=')), known, fmt::format("see pcadmin help {}", command.words())));
}

void take_words(const Command& command, const std::vector<std::string>& words, Args& args) {
  std::vector<const ArgSpec*> wanted;
  std::ranges::copy_if(command.args, std::back_inserter(wanted), [](const ArgSpec* spec) { return !spec->is_flag(); });
  std::size_t next = 0;
  for (const auto& word : words) {
    if (next == wanted.size()) {
      throw_usage("unexpected-word",
                  fmt::format("\"{}\" is one word too many for pcadmin {}", shorten(word, kQuoted), command.words()),
                  fmt::format("put words with blanks in quotes; see pcadmin help {}", command.words()));
    }
    add_value(args, command, *wanted[next], word);
    if (!wanted[next]->many) ++next;
  }
}

/// `--` ends the flags: what follows are words, whatever they look like. CLI11 never sees them.
std::vector<std::string> split_at_double_dash(std::vector<std::string>& words) {
  const auto dashes = std::ranges::find(words, "--");
  if (dashes == words.end()) return {};
  std::vector<std::string> after(std::make_move_iterator(dashes + 1), std::make_move_iterator(words.end()));
  words.erase(dashes, words.end());
  return after;
}

/// The verb behind a noun: one word, or two where the first names a group; where one is missing, what is known so far.
void find_verb(Invocation& found, const Noun& noun, const std::vector<std::string>& words, std::span<const Bare> bare) {
  const auto* const group = bare.size() > 1 ? find_group(noun, bare[1].text) : nullptr;
  const std::size_t length = group == nullptr ? 2 : 3;
  if (bare.size() < length) {
    found.noun = &noun;
    found.group = group;
    return;
  }
  const auto verb = (group == nullptr ? "" : std::string(group->name) + " ") + std::string(bare[length - 1].text);
  found.command = find_command(noun, verb);
  if (found.command == nullptr) throw_unknown_verb(noun, group, bare[length - 1].text);
  found.rest = words_but(words, bare.first(length));
}

/// Of an argument and the one that may stand for it, exactly one.
void check_either(const Command& command, const ArgSpec& spec, const Args& args) {
  if (spec.unless == nullptr || args.has(spec) != args.has(*spec.unless)) return;
  const bool both = args.has(spec);
  throw_usage(both ? "not-both" : "missing-argument",
              fmt::format("pcadmin {} {} {} or {}{}", command.words(), both ? "takes" : "needs", spec.name,
                          flag_words(*spec.unless), both ? ", not both" : ": " + std::string(spec.help)),
              fmt::format("see pcadmin help {}", command.words()));
}

}  // namespace

Invocation find_invocation(const std::vector<std::string>& words) {
  Invocation found{.command = nullptr,
                   .noun = nullptr,
                   .group = nullptr,
                   .rest = {},
                   .wants_help = asks_for(words, flags::kHelp),
                   .wants_version = asks_for(words, flags::kVersion)};
  const auto bare = first_bare_words(words, 3);
  if (bare.empty()) return found;
  if (const auto* const noun = find_noun(bare[0].text)) {
    find_verb(found, *noun, words, bare);
    return found;
  }
  found.command = find_lone_command(bare[0].text);
  if (found.command == nullptr) throw_unknown_command(bare[0].text);
  found.rest = words_but(words, std::span(bare).first(1));
  return found;
}

void require_command(const Invocation& invocation) {
  if (invocation.command != nullptr) return;
  if (invocation.noun == nullptr) {
    throw_usage("missing-command", "no command is given", "begin with: pcadmin help");
  }
  std::vector<std::string> verbs;
  for (const auto& next : next_words(*invocation.noun, invocation.group)) verbs.emplace_back(next.word);
  const auto so_far = std::string(invocation.noun->name) +
                      (invocation.group == nullptr ? "" : " " + std::string(invocation.group->name));
  throw_usage("missing-command", "pcadmin " + so_far + " needs one more word: what to do",
              "one of " + join_words(verbs) + "; see pcadmin help " + so_far);
}

Args parse_args(const Invocation& invocation) {
  const auto& command = *invocation.command;
  auto words = invocation.rest;
  const auto after = split_at_double_dash(words);
  Args args;
  auto bare = Words11(command).parse(std::move(words), args);
  const auto flag = std::ranges::find_if(bare, is_flag_word);
  if (flag != bare.end()) throw_unknown_flag(command, *flag);
  bare.insert(bare.end(), after.begin(), after.end());
  take_words(command, bare, args);
  return args;
}

void check_required(const Command& command, const Args& args) {
  for (const auto* const spec : command.args) {
    check_either(command, *spec, args);
    if (!spec->required || args.has(*spec)) continue;
    throw_usage("missing-argument", fmt::format("pcadmin {} needs {}: {}", command.words(), spec->name, spec->help),
                fmt::format("see pcadmin help {}", command.words()));
  }
  if (command.needs_reason && !args.has(flags::kReason.spec)) {
    throw_usage("missing-argument",
                fmt::format("pcadmin {} needs --reason: {}", command.words(), flags::kReason.spec.help),
                fmt::format("see pcadmin help {}", command.words()));
  }
}

}  // namespace pcadmin::cli
