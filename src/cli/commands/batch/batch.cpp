#include "batch.hpp"

#include "../../batch.hpp"
#include "../../common_args.hpp"
#include "../../dialog.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<FileName> kFile{{.name = "FILE",
                               .help = "the commands, one a line; - for standard input",
                               .completes = Completes::file,
                               .required = true}};
constexpr Switch kEach{
    {.name = "--each", .help = "each command a change-set of its own, whatever becomes of the others"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&kFile.spec, &kEach.spec, &flags::kMaxRemovals.spec};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin batch monday.txt --reason \"new quarter\"", "all of it, as one change-set, or nothing"},
    {"pcadmin batch monday.txt --dry-run", "what each line would do; everything that is wrong, at once"},
    {"pcadmin batch queue.ndjson --each > answers.ndjson", "each by itself; exit code 7 where some failed"},
    {"pcadmin batch questions.txt -o json", "many answers in one object, for a program"},
}};

/// Whether the answers to the commands are printed whole.
bool shows_data(const Output& output) {
  if (output.porcelain || output.format == Format::ids || output.format == Format::count) return false;
  return output.fields.empty() || std::ranges::find(output.fields, "data") != output.fields.end();
}

void require_data(const Context& context) {
  if (context.dry_run || shows_data(output_of(context.args, context.world))) return;
  if (std::ranges::none_of(context.batch->lines, shows_once)) return;
  throw Error({.code = "once-hidden",
               .kind = FailureKind::usage,
               .message = "there are answers with what is shown only once, and this way of printing leaves them out",
               .hint = "have it written to files by the flags of the lines, or ask for the field: --fields line,data"});
}

bool read_file(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  check_words_first(dialog);
  auto& context = dialog.context;
  context.batch = std::make_shared<Batch>(read_batch(context.args.get(kFile), context.args.on(kEach), context));
  require_data(context);
  return true;
}

Report run(ops::Unit& unit, Context& context, const Answers&) { return run_all(unit, context); }

}  // namespace

constinit const Command kBatch{
    .noun = {},
    .verb = "batch",
    .summary = "Run the commands of a file, all or none, or each by itself",
    .details =
        "A line is a command as you would type it, with or without pcadmin in front, in words as a POSIX shell reads "
        "them: quotes and backslashes, and no expansion of any kind. What a shell would expand or do is refused unless "
        "it is quoted: $, backtick, |, &, ;, <, >, ( and ). Or a line is a JSON object, its words taken as they "
        "are: {\"command\": [\"user\", \"show\", \"ann@contoso.example\"], \"id\": \"42\"}. The id, a text, is yours, "
        "and comes "
        "back. Empty lines and comments, which begin with #, are passed over. UTF-8; a line has at most 1 MiB, a file "
        "100,000 commands.\n\n"
        "Everything that can be known before, in all lines, is told at once, with line and column; with any such "
        "fault nothing runs. What may not stand in a batch: init, sign-in, sign-out, password change, batch, help, "
        "completion, user export and report; what asks somebody, and what reads standard input. What is for all, is "
        "given to batch and not to "
        "a line: the store, --dry-run, the form of output. --yes given to batch holds for every line.\n\n"
        "By itself a batch is one change-set: the first command that fails is named with its line, and nothing is "
        "changed. Each command asks for the rights its operator has by then, and sees what the lines before have done; "
        "questions do too. The guards judge once, what all have done together, and so --max-removals counts all. A "
        "change-set has one reason: --reason and --ticket are given to batch; an end that is moved, or a request "
        "approved, takes over the reason there was only with --each. The history keeps the line that ran the batch, "
        "not those of the file: pcadmin audit show N tells what was done, and pcadmin undo N takes all of it back. "
        "Whoever a batch has changed it cannot also delete. What needs a change-set of its own takes --each: user "
        "import, user purge, undo, audit.\n\n"
        "With --each every command is a change-set of its own with its own line in the history, is judged by itself, "
        "and runs whatever became of those before; those that were refused are in the history as well. Exit code 7: "
        "some failed. Only a store that is busy or cannot be used, or Ctrl-C, ends it before the end; what was done by "
        "then has been told.\n\n"
        "The answers are NDJSON on standard output, a line for each command, when it is committed: line, id, command, "
        "ok, exit, changed, change (the change-set's number), data (what the command answers with --output json), "
        "error (as with --output json). ok is true for an answer that is no (exit 10) or tells differences (11): that "
        "is no failure. Temporary passwords stand in data, this one time, unless --credentials of a line names a new "
        "file of its own, which is there after the commit. --output json has them in one object, csv in a table.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::nothing,
    .run = run,
    .columns = kBatchColumns,
    .once_again = "pcadmin password reset USER makes another",
    .patient = true,
    .in_batch = InBatch::no,
    .ask = read_file,
};

}  // namespace pcadmin::cli
