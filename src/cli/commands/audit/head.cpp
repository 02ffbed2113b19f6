#include "audit.hpp"

#include "pcadmin/ops/history.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Column, 3> kColumns = {{{.key = "head", .title = "HEAD", .is_id = true},
                                             {.key = "change", .title = "CHANGE", .in_table = false},
                                             {.key = "digest", .title = "DIGEST", .in_table = false}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin audit head", "the end of the history, to be kept elsewhere"},
    {"pcadmin audit head -o ids", "the bare value, for a file or a ticket"},
}};

Report run(const ops::Unit& unit, Context&) {
  const auto head = ops::history_head(unit);
  return {.body = RecordBody{"head", kColumns, {head.text(), head.change.number, store::to_hex(head.digest)}}};
}

}  // namespace

constinit const Command kAuditHead{
    .noun = "audit",
    .verb = "head",
    .summary = "Print the head of the history, to be kept elsewhere",
    .details =
        "The number and digest of the newest change-set. Whoever keeps it outside the store can later prove with "
        "pcadmin audit verify --expect HEAD that nothing up to there was cut off or rewritten.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_history,
    .run = run,
    .columns = kColumns,
    .in_batch = InBatch::each,
};

}  // namespace pcadmin::cli
