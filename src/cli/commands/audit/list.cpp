#include "../../common_args.hpp"
#include "audit.hpp"
#include "columns.hpp"

#include "pcadmin/ops/history.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kLimit.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin audit list --limit 20", "the last twenty change-sets, newest first"},
    {"pcadmin audit list --filter \"at >= -7d and outcome != done\"", "what was refused in the last week"},
    {"pcadmin audit list -o ndjson", "all of them, for a program"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto limit = context.args.find(flags::kLimit);
  const bool filtered = context.filter && store::filters_changes(*context.filter);
  return {
      .body = ListBody{
          .key = "changes",
          .columns = kChangeColumns,
          .produce =
              [&unit, where = filtered ? context.filter : std::nullopt](const std::function<bool(const Row&)>& each) {
                const auto tell = [&](const store::Change& change) { return each(change_values(change)); };
                ops::list_changes(unit, {}, tell, where ? &*where : nullptr);
              },
          .filtered = filtered,
          .limit = limit ? std::optional(limit->number) : std::nullopt}};
}

}  // namespace

constinit const Command kAuditList{
    .noun = "audit",
    .verb = "list",
    .summary = "List the change-sets, newest first",
    .details =
        "Every command that changes something is one numbered change-set: who, when, which command, why. OUTCOME is "
        "done, or the code of the refusal: attempts that were refused are here too, and outcome != done is all of "
        "them. The field via says by which token or OS account its actor did it; without one it was a session.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_history,
    .run = run,
    .columns = kChangeColumns,
    .lists = true,
    .in_batch = InBatch::each,
};

}  // namespace pcadmin::cli
