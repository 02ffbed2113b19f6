#pragma once

#include "command.hpp"
#include "render/render.hpp"
#include "report.hpp"

#include "pcadmin/interchange/people_reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Several commands at once: what a file says is to be done, and what became of each.
namespace pcadmin::cli {

inline constexpr std::size_t kMostBatchCommands = 100'000;

/// A command of a file, understood as far as can be before any of them runs.
struct BatchLine {
  std::uint64_t number = 0;         ///< in the file, from 1
  std::optional<std::string> id{};  ///< as the file gave it
  const Command* command = nullptr;
  Args args{};
  std::string typed{};                               ///< as the history has commands
  std::unique_ptr<interchange::ByteSource> input{};  ///< the file it reads
};

struct Batch {
  std::vector<BatchLine> lines;
  bool each = false;  ///< each a change-set of its own
};

/// Reads the commands of `file`. What `batch` was given holds for each: the store, a reason, --yes, --dry-run. Throws
/// `file-not-readable`, `empty-file`, `too-many-commands`; and, kind invalid too, `batch-faults` with everything that
/// can be known before anything runs.
Batch read_batch(const FileName& file, bool each, Context& batch);

/// Whether its answer holds what is shown only once, and is not written to a file.
bool shows_once(const BatchLine& line);

/// How the answer of one of them is put into the answer of the batch: as JSON, with the fields it asks for.
Output line_output(const Args& args);

/// What became of one of them.
struct LineResult {
  const BatchLine* line = nullptr;
  bool changed = false;
  std::optional<std::int64_t> change{};  ///< its change-set
  std::string data{};                    ///< what it answered, as JSON
  std::optional<Report> unseen{};        ///< or what shall not become text before it is printed
  ChangeInfo info{};
  std::optional<Failure> failure{};  ///< why it did not do what it should, or an answer that is no

  /// An answer is not one.
  bool failed() const;
};

/// What a line says once it is done, on its way to be printed. Takes nothing but the files of its report.
LineResult to_result(const BatchLine& line, Report& report, const std::optional<ChangeInfo>& change, World& world);
LineResult to_result(const BatchLine& line, const Failure& failure);

inline constexpr std::array<Column, 9> kBatchColumns = {{{.key = "line", .title = "LINE", .is_id = true},
                                                         {.key = "id", .title = "ID"},
                                                         {.key = "command", .title = "COMMAND"},
                                                         {.key = "ok", .title = "OK"},
                                                         {.key = "exit", .title = "EXIT"},
                                                         {.key = "changed", .title = "CHANGED"},
                                                         {.key = "change", .title = "CHANGE"},
                                                         {.key = "data", .title = "DATA"},
                                                         {.key = "error", .title = "ERROR"}}};
/// Reveals what is shown only once.
Row to_row(const LineResult& result, World& world);

/// All of them in one unit of work and one change-set, each with the rights its operator has by then. What stops one
/// stops all: throws what that command throws, with its line.
Report run_all(ops::Unit& unit, Context& context);

/// Every line, in a unit of work of its own: `step` does one, `results` is printed as they are done. `failed` counts.
struct Progress {
  std::size_t done = 0;
  std::size_t changed = 0;
  std::size_t failed = 0;
};
ListBody results_of_each(Batch& batch, World& world, Progress& progress, std::function<LineResult(BatchLine&)> step);
/// Whether it is no matter of one command alone: those after it would not fare better.
bool ends_batch(FailureKind kind);
/// What is said when not all were run. That nobody reads the answers any more is worth a word then.
Failure what_ended(Failure failure, const Progress& progress, std::size_t all);
/// `ran 3 commands; 2 changed something`.
std::string told(const Progress& progress);
/// Nullopt when none failed.
std::optional<Failure> verdict_of(const Progress& progress);

}  // namespace pcadmin::cli
