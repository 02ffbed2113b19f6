#pragma once

#include "args.hpp"
#include "progress.hpp"
#include "report.hpp"

#include "pcadmin/cli/world.hpp"
#include "pcadmin/domain/authority.hpp"
#include "pcadmin/interchange/people_reader.hpp"
#include "pcadmin/ops/lockout.hpp"
#include "pcadmin/ops/unit.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

/// Command metadata is data: what help, manual, completion and reference say of a command, and how it runs.
namespace pcadmin::cli {

struct Batch;
struct DirectoryInput;

/// What a command is run with, beside its unit of work.
struct Context {
  Args& args;
  World& world;
  bool dry_run = false;
  std::string own_format{};                          ///< one of the command's own, when it was asked for; else empty
  std::optional<domain::Filter> filter{};            ///< --filter, for a list that can do better than row by row
  std::unique_ptr<interchange::ByteSource> input{};  ///< the file an `ask` opened
  std::optional<ops::Attempt> attempt{};             ///< at a password, which a `before` counted
  std::shared_ptr<Batch> batch{};                    ///< the commands an `ask` read from a file
  std::shared_ptr<DirectoryInput> directory{};       ///< that an `ask` read
  std::function<void(ops::Unit&)> resume{};          ///< finds the operator and their roles anew
  ProgressLine progress{};
};

/// The secrets somebody typed or piped in; never part of `Args`, so they can never reach the history.
struct Answers {
  std::optional<Secret> password{};
  std::optional<Secret> new_password{};
};

struct Dialog;

/// A run function's type says what the command does: a reading one is given a const unit and cannot call a writer.
using RunTool = Report (*)(Context&);
using RunRead = Report (*)(const ops::Unit&, Context&);
using RunWrite = Report (*)(ops::Unit&, Context&, const Answers&);

/// Whether a writing command works on the store or makes it.
enum class Opens { existing, created };

/// Whether a command may stand in a batch: in any; in one where each command is a change-set of its own; in none.
enum class InBatch { yes, each, no };

struct Example {
  std::string_view line;  ///< as typed, with `pcadmin` in front
  std::string_view says;
};

struct Command {
  std::string_view noun;     ///< empty for a command that is a word of its own
  std::string_view verb;     ///< one word, or two of which the first names a group of the noun's: `bundle add`
  std::string_view summary;  ///< imperative, no full stop
  std::string_view details;  ///< paragraphs for the manual, separated by blank lines
  std::span<const Example> examples;
  std::span<const ArgSpec* const> args;
  domain::Act act;
  std::variant<RunTool, RunRead, RunWrite> run;
  std::span<const Column> columns{};            ///< what --fields knows
  std::span<const std::string_view> formats{};  ///< of its own, beside those of every command: it prints them as text
  std::string_view once{};  ///< the column that is shown this one time: a format that leaves it out is refused
  const ArgSpec* once_file = nullptr;  ///< the flag that has it written to a file instead; nullptr: --credentials
  std::string_view once_again = "pcadmin password reset USER makes another";  ///< when it was lost
  Opens opens = Opens::existing;
  bool needs_reason = false;  ///< --reason is no matter of choice
  bool previews = false;      ///< a dry run shows what it would do even where a guard refuses it
  bool lists = false;         ///< its answer is a list: it takes --filter
  bool resumes = true;   ///< takes up the operator's session; who signs in does not act as whoever was there before
  bool patient = false;  ///< writes for long, and waits for its turn as long as others for it; see `busy_timeout`
  InBatch in_batch = InBatch::yes;
  /// Gets from somebody, or from standard input, what the words lack; before the transaction. Called again with the
  /// failure when the run fails: true when it found out more and the run is worth another try.
  bool (*ask)(Dialog&, const Failure* failure) = nullptr;
  /// What a reading command takes in before the store is opened, so that nobody waits for standard input in between.
  void (*prepare)(Context&) = nullptr;
  /// What is written whatever becomes of the run, and before it: a transaction of its own, committed, with --dry-run
  /// too.
  void (*before)(ops::Unit&, Context&, const Answers&) = nullptr;

  bool is_tool() const { return std::holds_alternative<RunTool>(run); }
  bool writes() const { return std::holds_alternative<RunWrite>(run); }
  std::string words() const { return noun.empty() ? std::string(verb) : std::string(noun) + " " + std::string(verb); }
};

/// Verbs of two words that begin alike, such as `bundle add` and `bundle list`.
struct Group {
  std::string_view name;
  std::string_view summary;
};

struct Noun {
  std::string_view name;
  std::string_view summary;
  std::span<const Command* const> verbs;
  std::span<const Group> groups{};
};

}  // namespace pcadmin::cli
