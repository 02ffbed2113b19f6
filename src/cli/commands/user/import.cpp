#include "../../credentials_file.hpp"
#include "../../dialog.hpp"
#include "../../input_file.hpp"
#include "fault_files.hpp"
#include "import_args.hpp"
#include "import_rows.hpp"
#include "people_import.hpp"
#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 12> kArgs = {
    &kPeopleFile.spec, &kCredentials.spec, &kLetters.spec,   &kOnExisting.spec, &kRolesMode.spec, &kPeopleFormat.spec,
    &kMap.spec,        &kReport.spec,      &kKeepGoing.spec, &kRejects.spec,    &kRows.spec,      &kMaxRemovals.spec};

constexpr std::array<Example, 9> kExamples = {{
    {"pcadmin user import hires.csv --dry-run",
     "everything that is wrong with the file, at once, and what it would do"},
    {"pcadmin user import hires.csv --dry-run --report faults.csv", "the same, and all of it in a file"},
    {"pcadmin user import hires.csv --credentials hires.secret.csv",
     "add everybody, or nobody; the temporary passwords go to a new private file"},
    {"pcadmin user import hires.csv --credentials hires.secret.csv --keep-going --rejects again.csv",
     "add those whose rows are right; the others, with what is wrong, are in a file to be mended and imported"},
    {"pcadmin user import hires.csv --letters hires.html", "a page to print for each of them"},
    {"pcadmin user import - --on-existing skip --credentials new.csv",
     "from standard input, leaving those who are there"},
    {"pcadmin user import staff.csv --on-existing update --roles-mode replace --dry-run --rows",
     "row by row, what would change of whom"},
    {"pcadmin user import staff.csv --map Mail=email --map 'Display name=name' --map Age=- --dry-run",
     "columns that have names of their own, one of them left out"},
    {"az ad user list | pcadmin user import - --dry-run", "the users of a directory, as JSON"},
}};

bool open_file(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  check_words_first(dialog);
  check_fault_files(dialog.context.args);
  check_import_words(dialog.context.args);
  dialog.context.input = open_input(dialog.context.args.get(kPeopleFile), dialog.context.world);
  // Who updates may add nobody: then it is asked for by the first who is new.
  if (dialog.context.args.get(kOnExisting, ops::OnExisting::error) == ops::OnExisting::error)
    require_credentials_file(dialog.context);
  return true;
}

Report run(ops::Unit& unit, Context& context, const Answers&) { return import_file(unit, context); }

}  // namespace

constinit const Command kUserImport{
    .noun = "user",
    .verb = "import",
    .summary = "Add or update the people of a file, all or none",
    .details =
        "What the file is, its content tells, or --format: csv, entra-csv, json, ndjson, graph-json, scim or ldif. "
        "pcadmin-formats(5) says field by field what is read. Of CSV (RFC 4180) the first line names the columns: name "
        "and email, and any of roles, given_name, family_name, kind, job_title, department, phone, usage_location and "
        "state, in any order; --map says which column is which field where it has another name. Several roles are "
        "separated by a semicolon. Every file is UTF-8. Passwords in a file are never read; what else was left out, a "
        "warning says.\n\n"
        "Every fault of every row is told with its line, column, code and hint, the first 50 on standard error, all "
        "with --report; with any fault nothing is changed. Where a guard refuses the file, the lines it is about are "
        "named. Everything is one change-set. "
        "Temporary passwords need --credentials, --letters or both; what these write is on disk before the change is "
        "made: FILE.partial until then, FILE after.\n\n"
        "With --keep-going the rows that are right are imported, still as one change-set, and the exit code is 7 where "
        "others are not. --rejects FILE has those, in the format and with the columns of the file, and _line, _code "
        "and _message besides, which are passed over when it has been mended and is imported in its turn. There is no "
        "such file where no row is rejected. Where every row is wrong, where the file cannot be read to its end, and "
        "where a guard refuses what the others would do, nobody is imported.\n\n"
        "With --on-existing update, fields the file does not have stay as they are, and roles are added. With "
        "--roles-mode replace, roles that a row does not name are taken too: of a row that names none, all, and where "
        "the file has no roles, or CSV no column of them, never any. Only what is held now and for the whole "
        "organisation is taken, with an end or without; what is for a location, or begins later, stays, for no file "
        "can say it. user export leaves out roles that have an end. Taking a role needs the right to give it. "
        "--max-removals says how many people may lose a role or their account.\n\n"
        "--rows answers with a line for each row: what is done about the person (add, update, disable, unchanged, "
        "skip), which fields change from what to what, which roles come and go. With --dry-run it is what would be "
        "done, also where a guard would refuse it.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::administer_users,
    .run = run,
    .columns = kAllImportColumns,
    .previews = true,
    .patient = true,
    .in_batch = InBatch::each,
    .ask = open_file,
};

}  // namespace pcadmin::cli
