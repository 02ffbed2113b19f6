#include "columns.hpp"
#include "location.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kManyLocations.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin location close 4391508 --reason \"office closed\"", "from now on nothing new is given for it"},
    {"pcadmin location close 4391508 4391509", "several in one change"},
}};

/// What is there for it still.
std::optional<std::string> left_for(const ops::Closing& one) {
  std::vector<std::string> left;
  if (one.assignments > 0)
    left.push_back(fmt::format("{} assignment{} for it stay{} in force until unassigned", one.assignments,
                               one.assignments == 1 ? "" : "s", one.assignments == 1 ? "s" : ""));
  if (one.requests > 0)
    left.push_back(
        fmt::format("{} open request{} for it cannot be approved", one.requests, one.requests == 1 ? "" : "s"));
  if (left.empty()) return std::nullopt;
  return fmt::format("{}: {}", words_of(one.location), join_words(left));
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto closed = ops::close_locations(unit, context.args.all(flags::kManyLocations));
  auto report = closing_report(closed, "closed");
  for (const auto& one : closed) {
    if (auto left = left_for(one)) report.warnings.push_back(std::move(*left));
  }
  return report;
}

}  // namespace

constinit const Command kLocationClose{
    .noun = "location",
    .verb = "close",
    .summary = "Close locations: nothing new is given for them",
    .details =
        "All or none. What is held for a closed location stays as it is, to be read and to be taken, and ends when it "
        "ends; but no role is assigned, extended, asked for or approved for it. The programme does not take a location "
        "away by itself either.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_locations,
    .run = run,
    .columns = kLocationColumns,
};

}  // namespace pcadmin::cli
