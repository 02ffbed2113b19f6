#include "columns.hpp"
#include "location.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/locations.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 2> kArgs = {&flags::kManyLocations.spec, &flags::kIfLocationExists.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin location delete 4391508 --reason \"office closed\"", "refused while somebody holds a role for it"},
    {"pcadmin location delete 4391508 4391509 --if-exists", "several in one change, in a script that may run twice"},
}};

std::string named(const std::vector<domain::PartnerId>& ids) {
  std::vector<std::string> words;
  for (const auto& id : ids) words.push_back(id.text());
  return join_words(words);
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto missing = context.args.on(flags::kIfLocationExists) ? ops::IfMissing::pass : ops::IfMissing::refuse;
  const auto wanted = context.args.all(flags::kManyLocations);
  const auto gone = ops::delete_locations(unit, wanted, missing);
  std::vector<Row> rows;
  std::vector<std::string> names;
  for (const auto& location : gone) {
    rows.push_back(location_values(location));
    names.push_back(words_of(location));
  }
  Report report{.changed = !gone.empty(), .undoable = true};
  report.said = gone.empty() ? fmt::format("there {} {}; nothing was changed",
                                           wanted.size() == 1 ? "is no location" : "are no locations", named(wanted))
                             : "deleted location " + join_words(names);
  report.body = ListBody{"locations", kLocationColumns, all_of(std::move(rows)), true};
  return report;
}

}  // namespace

constinit const Command kLocationDelete{
    .noun = "location",
    .verb = "delete",
    .summary = "Delete locations nobody needs any more",
    .details =
        "All or none. A location is needed while a role for it is in force or to come, an open request asks for one, "
        "or another location belongs to it that is not deleted with it. Roles for it that have expired, and requests "
        "that are decided, go with it; the history keeps them. One that is needed is closed instead: pcadmin location "
        "close.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_locations,
    .run = run,
    .columns = kLocationColumns,
};

}  // namespace pcadmin::cli
