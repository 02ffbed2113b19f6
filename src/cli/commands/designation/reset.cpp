#include "columns.hpp"
#include "designation.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kDesignation.spec};

constexpr std::array<Column, 2> kColumns = {{
    {.key = "name", .title = "NAME", .is_id = true, .whole = true},
    {.key = "origin", .title = "ORIGIN", .nothing = "gone", .type = domain::FieldType::word, .words = kOrigins},
}};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin designation reset business-applications-smb", "what is shipped counts again"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& name = context.args.get(flags::kDesignation);
  const auto [left, changed] = ops::reset_designation(unit, interchange::shipped_designations(), name);
  Report report{.changed = changed, .undoable = true};
  report.body = RecordBody{"designation", kColumns,
                           make_row(name.text(), left ? Value(std::string(kOrigins[0])) : Value()), true};
  report.said = left ? fmt::format("{} is as it is shipped{}", name.text(), changed ? "" : " already")
                     : fmt::format("{} is gone", name.text());
  return report;
}

}  // namespace

constinit const Command kDesignationReset{
    .noun = "designation",
    .verb = "reset",
    .summary = "Go back to what is shipped of a designation",
    .details = "What you have put down of it yourself is taken away; a designation that is not shipped is gone.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::keep_designations,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
