#include "../../common_args.hpp"
#include "audit.hpp"
#include "columns.hpp"

#include "pcadmin/ops/history.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<Count> kNumber{{.name = "N", .help = "number of a change-set", .required = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kNumber.spec};

constexpr auto kColumns = [] {
  std::array<Column, kChangeColumnCount + 1> all{};
  for (std::size_t i = 0; i < kChangeColumnCount; ++i) {
    all[i] = kChangeColumns[i];
    all[i].in_table = true;
  }
  all[kChangeColumnCount] = {.key = "effects", .title = "EFFECTS"};
  return all;
}();

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin audit show 3", "what a change-set did, row by row"},
    {"pcadmin audit show 3 -o json", "the same for a program"},
}};

/// A row of the store is one record for each field that differs, so that every format can hold it.
RecordStream effects_of(const ops::Unit& unit, store::ChangeId change) {
  return {[&unit, change](const std::function<void(const Fields&)>& each) {
    ops::list_effects(unit, change, [&](const store::Effect& effect) {
      for (const auto& field : effect.fields) {
        each({{"effect", std::string(to_string(effect.what))},
              {"table", effect.table},
              {"row", effect.row},
              {"field", field.name},
              {"before", text_or_nothing(field.before)},
              {"after", text_or_nothing(field.after)}});
      }
      return true;
    });
  }};
}

Report run(const ops::Unit& unit, Context& context) {
  const auto change = ops::show_change(unit, {context.args.get(kNumber).number});
  auto row = change_values(change);
  row.emplace_back(effects_of(unit, change.id));
  return {.body = RecordBody{"change", kColumns, std::move(row)}};
}

}  // namespace

constinit const Command kAuditShow{
    .noun = "audit",
    .verb = "show",
    .summary = "Show what a change-set did",
    .details =
        "Each row that was added, changed or removed, with its fields before and after. Passwords and sessions keep no "
        "old values: of those the history says only that something happened.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_history,
    .run = run,
    .columns = kColumns,
    .in_batch = InBatch::each,
};

}  // namespace pcadmin::cli
