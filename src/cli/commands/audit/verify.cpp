#include "../../common_args.hpp"
#include "audit.hpp"

#include "pcadmin/ops/history.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<store::Head> kExpect{
    {.name = "--expect", .help = "a head kept elsewhere, as pcadmin audit head printed it", .value = "HEAD"}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kExpect.spec};

constexpr std::array<Column, 5> kColumns = {{{.key = "whole", .title = "WHOLE", .is_id = true},
                                             {.key = "changes", .title = "CHANGES"},
                                             {.key = "rows", .title = "ROWS"},
                                             {.key = "findings", .title = "FINDINGS", .nothing = "none"},
                                             {.key = "erased", .title = "ERASED", .nothing = "nothing"}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin audit verify", "recompute every digest from the rows themselves"},
    {"pcadmin audit verify --expect 12:5f0c0a3be1fd2c6e9b1f1c8e2b7a4d3c6f9e8d7c6b5a4938271605f4e3d2c1b0",
     "also find a cut tail or a rewritten history, against a head kept elsewhere"},
}};

std::vector<Fields> findings_of(const store::Verification& result) {
  std::vector<Fields> list;
  for (const auto& finding : result.findings)
    list.push_back({{"code", finding.code},
                    {"change", finding.change ? Value(*finding.change) : Value()},
                    {"message", finding.message}});
  return list;
}

/// What is no longer there because somebody's data was erased.
std::vector<Fields> erased_of(const store::Verification& result) {
  std::vector<Fields> list;
  for (const auto& erased : result.erased)
    list.push_back({{"what", erased.table == "change_set" ? "the words of change-set" : erased.table},
                    {"row", erased.row},
                    {"states", erased.count},
                    {"by_change", erased.by.number}});
  return list;
}

Report run(const ops::Unit& unit, Context& context) {
  context.progress.begin({.doing = "verifying"});
  const auto result = ops::verify_history(unit, context.args.find(kExpect));
  const bool whole = result.findings.empty();
  Report report{.body = RecordBody{"verification",
                                   kColumns,
                                   {whole, result.changes, result.rows, findings_of(result), erased_of(result)}}};
  if (!whole) {
    report.verdict = Failure{.code = "history-altered",
                             .kind = FailureKind::answer_no,
                             .message = fmt::format("the store was changed outside pcadmin: {} finding{}",
                                                    result.findings.size(), result.findings.size() == 1 ? "" : "s"),
                             .hint = "keep a copy of the file, and compare with a backup whose head you know"};
  }
  return report;
}

}  // namespace

constinit const Command kAuditVerify{
    .noun = "audit",
    .verb = "verify",
    .summary = "Prove that nothing in the store was changed outside pcadmin",
    .details =
        "Recomputes the digest of every change-set from the rows it wrote and ended, current and past, and follows "
        "the chain from one to the next; compares the schema with all its triggers; and runs SQLite's own check. Exit "
        "code 0: whole. 10: something was altered, and what.\n\n"
        "A chain cannot show that its end was cut off, or that the whole file was rewritten by somebody who "
        "recomputed it: keep what pcadmin audit head prints elsewhere, and give it with --expect. Passwords and "
        "sessions keep no history and are not covered.\n\n"
        "What pcadmin user purge erased is named under ERASED, with the change-set that did it: the digests of what "
        "was there go on being part of the chain, and what is left is covered like everything else.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_history,
    .run = run,
    .columns = kColumns,
    .in_batch = InBatch::each,
};

}  // namespace pcadmin::cli
