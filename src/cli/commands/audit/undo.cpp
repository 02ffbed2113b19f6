#include "pcadmin/ops/undo.hpp"

#include "../../common_args.hpp"
#include "audit.hpp"
#include "row_words.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<Count> kNumber{
    {.name = "N", .help = "number of the change-set to take back", .completes = Completes::change, .required = true}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kNumber.spec, &flags::kMaxRemovals.spec};

constexpr std::array<Column, 4> kColumns = {{{.key = "undone", .title = "UNDONE", .is_id = true},
                                             {.key = "counts", .title = "ROWS"},
                                             {.key = "tokens_ended", .title = "TOKENS ENDED"},
                                             {.key = "tokens_lost", .title = "TOKENS THAT STAY ENDED"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin undo 12", "as the line \"undo:\" of the change said"},
    {"pcadmin undo 12 --dry-run", "only look what would come back, or what stands in the way"},
    {"pcadmin undo 12 --reason \"wrong file\" -o json", "with the reason, for a program"},
}};

std::string sentence(const ops::Undo& undo) {
  std::vector<std::string> parts;
  const auto add = [&](const store::UndoneRows& rows, std::int64_t number, std::string_view what) {
    if (number > 0) parts.push_back(fmt::format("{} {}", counted_rows(rows.table, number), what));
  };
  for (const auto& rows : undo.rows) {
    add(rows, rows.removed, rows.table == "token" ? "ended" : "removed");
    add(rows, rows.changed, "as before");
    add(rows, rows.returned, "back");
  }
  std::string text = fmt::format("undid change-set {}", undo.undone.number);
  for (const auto& part : parts) text += (&part == &parts.front() ? ": " : ", ") + part;
  return text;
}

std::vector<Fields> counts_of(const ops::Undo& undo) {
  std::vector<Fields> list;
  for (const auto& rows : undo.rows)
    list.push_back(
        {{"table", rows.table}, {"removed", rows.removed}, {"changed", rows.changed}, {"returned", rows.returned}});
  return list;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto undo = ops::undo_change(unit, {context.args.get(kNumber).number});
  Report report{.changed = true, .said = sentence(undo), .undoable = undo.undoable};
  if (undo.tokens_ended > 0)
    report.warnings.push_back(counted_rows("token", undo.tokens_ended) + " of people who are disabled again ended");
  if (undo.tokens_lost > 0)
    report.warnings.push_back(fmt::format("{} that ended then {} not come back",
                                          counted_rows("token", undo.tokens_lost),
                                          undo.tokens_lost == 1 ? "does" : "do"));
  report.body =
      RecordBody{"undo", kColumns, {undo.undone.number, counts_of(undo), undo.tokens_ended, undo.tokens_lost}, true};
  return report;
}

}  // namespace

constinit const Command kUndo{
    .noun = {},
    .verb = "undo",
    .summary = "Take a change-set back, whatever command made it",
    .details =
        "Rows that the change-set added go, rows that it changed have their old values again, and rows that it took "
        "away come back, with their ids. A role that comes back is still the one that was given then. The undo is a "
        "change-set of its own, and can be undone. pcadmin audit list has the numbers, pcadmin audit show N what a "
        "change-set did.\n\n"
        "It is refused with undo-conflict where a later change-set has touched the same rows, has made something that "
        "needs them, or has given away an address or another name that only one can have; the answer lists those and "
        "what is in their way, the latest first, which is the order to undo them in.\n\n"
        "Passwords, sessions and failed sign-ins keep no past. People who come back have the password they had when "
        "they went; people who go can be restored for 30 days, as after pcadmin user delete. Tokens that ended stay "
        "ended. A sign-in, a password, an unlocking and a purge cannot be undone, nor can init, or a new list of "
        "passwords nobody may use.\n\n"
        "It takes the rights that doing the same by hand would take: every role of a bundle that changes or comes back "
        "has to be yours to assign, a decision on a request yours to make, and a request is taken back by nobody but "
        "who asked; associations take the right to associate, except that who asked for their own takes it back. "
        "Guards judge it as everything else: where they now demand an end or a reason, a role without one "
        "does not come back. Who may not read the history can undo only what they did themselves.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::undo,
    .run = run,
    .columns = kColumns,
    .patient = true,
    .in_batch = InBatch::each,
};

}  // namespace pcadmin::cli
