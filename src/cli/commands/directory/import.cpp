#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../../input_file.hpp"
#include "directory.hpp"
#include "directory_input.hpp"
#include "sync_report.hpp"

#include "pcadmin/interchange/directory_reader.hpp"

#include <array>
#include <memory>

namespace pcadmin::cli {

namespace {

constexpr Arg<FileName> kFile{{.name = "FILE",
                               .help = "the whole directory as LDIF, or - for standard input",
                               .completes = Completes::file,
                               .required = true}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&kFile.spec, &flags::kRules.spec, &flags::kMaxRemovals.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin directory import people.ldif --dry-run", "only look: who would be added, changed, gone, in conflict"},
    {"pcadmin directory import people.ldif --rules rules.csv --max-removals 5%",
     "with roles for groups, and never if many would lose something"},
    {"ldapsearch -LLL '*' entryUUID memberOf | pcadmin directory import -", "as ldapsearch writes it"},
}};

bool read_input(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  auto& context = dialog.context;
  const auto source = open_input(context.args.get(kFile), context.world);
  CountedSource counted(*source, context.progress);
  context.world.watch_interrupts();
  context.progress.begin({.doing = "reading", .unit = "entries", .whole = source->size()});
  context.directory = std::make_shared<DirectoryInput>();
  context.directory->directory = interchange::read_directory_ldif(counted, [&] {
    context.world.check_interrupted();
    context.progress.step();
  });
  context.directory->rules = read_rules(context);
  return true;
}

Report run(ops::Unit& unit, Context& context, const Answers&) { return sync_report(unit, context); }

}  // namespace

constinit const Command kDirectoryImport{
    .noun = "directory",
    .verb = "import",
    .summary = "Make the people here what an LDIF file of the directory says",
    .details =
        "The file is the whole directory, as slapcat, ldapsearch -LLL or Active Directory write it, with entryUUID or "
        "objectGUID for every person. An entry is the person who was tied to it by that; else whoever has its "
        "userPrincipalName as their address; else the first of its mails that is somebody's; else somebody new, who "
        "has no password until pcadmin password reset. What the directory has of a record goes here, and is read-only "
        "here from then on; what it has no longer is taken; all else stays. Who is disabled there is disabled here, "
        "and "
        "active again when they are there, unless they were disabled here too.\n\n"
        "Whoever is no longer in it is marked for review (pcadmin directory status --gone), never deleted, and keeps "
        "what "
        "a rule gave until a rule or an admin takes it. "
        "--max-removals and guard max-removals count them, and those who would lose a role or the use of their "
        "account. "
        "A file of which a part cannot be read changes nothing.\n\n"
        "With --rules groups give roles: CSV or JSON with group, a distinguished name, and roles, several separated by "
        "semicolons. Members are those whom the group lists or who name it in memberOf; groups within groups are not "
        "looked into. A role that a rule gave is taken again when no rule gives it any more; what somebody gave by "
        "hand "
        "stays.\n\n"
        "Entries in conflict are left out, the rest is done, and the exit code is 7, with --dry-run too; but whoever "
        "is "
        "disabled there is disabled here all the same. A warning names every designation that loses what it needs by "
        "it. Passwords in the file are never "
        "read. A run is one change: pcadmin undo takes it back. The same file again changes nothing.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::administer_users,
    .run = run,
    .columns = kSyncRowColumns,
    .previews = true,
    .patient = true,
    .in_batch = InBatch::no,
    .ask = read_input,
};

}  // namespace pcadmin::cli
