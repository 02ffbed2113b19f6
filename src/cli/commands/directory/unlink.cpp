#include "directory.hpp"

#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::UserRef> kPeople{{.name = "USER",
                                        .help = "e-mail addresses or ids (usr_17)",
                                        .completes = Completes::user,
                                        .required = true,
                                        .many = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kPeople.spec};

constexpr std::array<Column, 4> kColumns = {{
    {.key = "email", .title = "WHO", .is_id = true, .whole = true, .type = domain::FieldType::email},
    {.key = "name", .title = "NAME"},
    {.key = "anchor", .title = "ENTRY", .nothing = "none"},
    {.key = "roles_kept", .title = "ROLES KEPT"},
}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin directory unlink ann@contoso.example", "their record may be edited here from now on"},
    {"pcadmin directory unlink ann@contoso.example usr_7 --reason \"moved to the new directory\"", "several, or none"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto done = ops::unlink_people(unit, context.args.all(kPeople));
  std::vector<Row> rows;
  for (const auto& one : done)
    rows.push_back(
        make_row(one.user.record.email.text(), one.user.record.name.text(), value_of(one.anchor), one.roles_kept));
  const auto untied = std::ranges::count_if(done, [](const ops::Unlinked& one) { return one.anchor.has_value(); });
  Report report{.body = ListBody{.key = "people", .columns = kColumns, .produce = all_of(std::move(rows))},
                .changed = untied > 0,
                .undoable = true};
  report.said = untied == 0
                    ? "nobody of them comes from the directory; nothing was changed"
                    : fmt::format("{} from now on", untied == 1 ? "1 person is kept here"
                                                                : fmt::format("{} people are kept here", untied));
  return report;
}

}  // namespace

constinit const Command kDirectoryUnlink{
    .noun = "directory",
    .verb = "unlink",
    .summary = "Untie people from their entries: they are kept here from now on",
    .details =
        "Nothing of their record is read-only any more, and the roles that rules gave stay as if somebody had given "
        "them. As long as an entry with their address is in the directory, the next run ties them to it again: that is "
        "how somebody whose entry was made anew finds it. All or none.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
