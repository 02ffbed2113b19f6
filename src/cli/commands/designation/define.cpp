#include "../../dialog.hpp"
#include "../../input_file.hpp"
#include "columns.hpp"
#include "designation.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<FileName> kFile{
    {.name = "FILE", .help = "JSON, or - for standard input", .completes = Completes::file, .required = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kFile.spec};

constexpr std::array<Column, 2> kColumns = {{
    {.key = "name", .title = "NAME", .is_id = true, .whole = true},
    {.key = "changed", .title = "CHANGED", .type = domain::FieldType::yes_no},
}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin designation define smb.json --dry-run", "everything that is wrong with the file, at once"},
    {"pcadmin designation define smb.json", "all of it, or nothing"},
}};

bool open_file(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  dialog.context.input = open_input(dialog.context.args.get(kFile), dialog.context.world);
  return true;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto done = ops::define_designations(unit, interchange::read_designations(*context.input));
  const auto changed = std::ranges::count(done, true, &ops::DefinedDesignation::changed);
  Report report{.changed = changed > 0, .undoable = true};
  std::vector<Row> rows;
  for (const auto& one : done) rows.push_back(make_row(one.designation.name.text(), one.changed));
  report.body = ListBody{"designations", kColumns, all_of(std::move(rows)), true};
  report.said = changed == 0 ? "the designations are so already; nothing was changed"
                             : fmt::format("{} designation{} put down; how you stand: pcadmin designation status",
                                           changed, changed == 1 ? " is" : "s are");
  return report;
}

}  // namespace

constinit const Command kDesignationDefine{
    .noun = "designation",
    .verb = "define",
    .summary = "Put down what designations need, from a file, all or nothing",
    .details =
        "JSON as pcadmin designation show -o json and list -o json print it: one designation, or a list of them. What "
        "the file says goes before what is shipped under the same name, as a whole. A number that is left out or null "
        "is not known. This is also how the points that only Partner Center knows are kept up to date: set reported of "
        "the metric.\n\n"
        "Every fault is told with its line, column and JSON pointer; with any fault nothing is changed. The same file "
        "again changes nothing. pcadmin designation reset goes back to what is shipped. The fields are told by pcadmin "
        "help formats.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::keep_designations,
    .run = run,
    .columns = kColumns,
    .in_batch = InBatch::each,
    .ask = open_file,
};

}  // namespace pcadmin::cli
