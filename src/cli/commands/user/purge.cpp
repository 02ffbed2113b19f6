#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../../dispatch.hpp"
#include "user.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/deletion.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUser.spec};

constexpr std::array<Column, 3> kColumns = {
    {{.key = "id", .title = "ID", .is_id = true},
     {.key = "rows", .title = "ROWS ERASED"},
     {.key = "changes", .title = "WORDS ERASED IN CHANGE-SETS", .nothing = "none"}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin user purge ann@contoso.example", "on a terminal: asks first, for it cannot be taken back"},
    {"pcadmin user purge usr_7 --yes --ticket DSR-12", "in a script"},
}};

bool confirm(Dialog& dialog, const Failure* failure) {
  auto& args = dialog.context.args;
  if (failure != nullptr || args.on(flags::kYes) || args.on(flags::kDryRun)) return false;
  check_words_first(dialog);
  dialog.require_somebody("whether to erase for good", "add --yes, or look first with --dry-run");
  const auto who = escape_controls(args.get(flags::kUser).text());
  const auto answer = to_ascii_lower(dialog.ask_line(fmt::format("Erase what is kept of {}, for good? [y/N] ", who)));
  if (answer == "y" || answer == "yes") return true;
  throw Error({.code = "cancelled",
               .kind = FailureKind::interrupted,
               .message = "not confirmed",
               .hint = "nothing was erased"});
}

/// Copies that an upgrade made beside the store: what is erased is still in them.
std::vector<std::string> backups_of(const std::filesystem::path& store) {
  std::vector<std::string> found;
  std::error_code unreadable;
  const auto folder = store.has_parent_path() ? store.parent_path() : std::filesystem::path(".");
  for (const auto& entry : std::filesystem::directory_iterator(folder, unreadable)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(store.filename().string() + ".v") && name.ends_with(".bak")) found.push_back(name);
  }
  return found;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto purge = ops::purge_user(unit, context.args.get(flags::kUser));
  std::vector<std::string> changes;
  for (const auto number : purge.erased.changes) changes.push_back(fmt::format("{}", number));
  Report report{.changed = true};
  report.said = fmt::format("erased {} past row{} of {}, and words of {} change-set{}", purge.erased.rows,
                            purge.erased.rows == 1 ? "" : "s", purge.id.text(), purge.erased.changes.size(),
                            purge.erased.changes.size() == 1 ? "" : "s");
  report.body = RecordBody{"user", kColumns, {purge.id.text(), purge.erased.rows, std::move(changes)}};
  for (const auto& backup : backups_of(store_file(context.args, context.world)))
    report.warnings.push_back("what was erased may still be in the backup " + backup + " beside the store");
  return report;
}

}  // namespace

constinit const Command kUserPurge{
    .noun = "user",
    .verb = "purge",
    .summary = "Erase a deleted person's data, from the history too",
    .details =
        "For somebody who was deleted: takes their names, addresses and every other field out of all past rows, the "
        "names of their tokens, the addresses they are associated or were invited by, their data where a location's "
        "contact has their address, the password that was kept "
        "for a restoration, the commands and reasons of the changes "
        "made to them alone, their addresses wherever else they stand, and the OS user they acted as. That it "
        "happened, when and by whom stays, and what they did, under their id. Their name in the reason of a change to "
        "others is not looked for. --dry-run lists the change-sets. It cannot be taken back, and nobody can be "
        "restored afterwards.\n\n"
        "pcadmin audit verify still passes, and names what was erased by which change-set. Erased bytes are "
        "overwritten in the store's file. Copies elsewhere (backups, exports, credentials files) are yours to erase.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::erase_people,
    .run = run,
    .columns = kColumns,
    .in_batch = InBatch::each,
    .ask = confirm,
};

}  // namespace pcadmin::cli
