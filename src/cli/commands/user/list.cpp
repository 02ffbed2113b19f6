#include "../../common_args.hpp"
#include "columns.hpp"
#include "list_args.hpp"
#include "user.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/people.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 9> kArgs = {&kDeleted.spec,   &kMatch.spec,       &kOneRole.spec,
                                                 &kOneBundle.spec, &kWithoutRole.spec, &kState.spec,
                                                 &kOneKind.spec,   &kSort.spec,        &kLimit.spec};

/// Of deleted people, whose id is what brings them back.
constexpr auto kDeletedColumns = [] {
  auto columns = kListedColumns;
  for (auto& column : columns) {
    if (column.key == "id" || column.key == "deleted_at") column.in_table = true;
    if (column.key == "state") column.in_table = false;
  }
  return columns;
}();

constexpr std::array<Example, 6> kExamples = {{
    {"pcadmin user list --match '*lee*'", "search by name or address"},
    {"pcadmin user list --role helpdesk-agent --state active -o csv", "a filtered list for a spreadsheet"},
    {"pcadmin user list --filter \"role = global-admin and last_sign_in < -90d\"",
     "global admins who have not signed in for 90 days"},
    {"pcadmin user list --without-role", "people who cannot work yet"},
    {"pcadmin user list --sort -created --limit 10 --fields name,email,created_at",
     "who came last, in columns of your choice"},
    {"pcadmin user list --deleted", "who can still be restored"},
}};

Row row_of(const ops::Deleted& deleted) {
  auto row = person_values(deleted.user, deleted.roles);
  row.emplace_back();
  row.emplace_back(to_rfc3339(deleted.deleted_at));
  return row;
}

Report list_deleted(const ops::Unit& unit, const Args& args) {
  if (args.has(kSort.spec)) {
    throw Error({.code = "deleted-and-sort",
                 .kind = FailureKind::usage,
                 .message = "--deleted and --sort exclude each other: the last deleted come first",
                 .hint = "leave --sort out"});
  }
  if (args.has(kOneBundle.spec)) {
    throw Error({.code = "deleted-and-bundle",
                 .kind = FailureKind::usage,
                 .message = "--deleted and --bundle exclude each other: who is deleted holds nothing",
                 .hint = "by the role: --deleted --role ROLE"});
  }
  return {.body = ListBody{.key = "users",
                           .columns = kDeletedColumns,
                           .produce =
                               [&unit, query = query_of(args)](const std::function<bool(const Row&)>& each) {
                                 ops::list_deleted(unit, query,
                                                   [&](const ops::Deleted& deleted) { return each(row_of(deleted)); });
                               },
                           .limit = limit_of(args)}};
}

Report run(const ops::Unit& unit, Context& context) {
  if (context.args.on(kDeleted)) return list_deleted(unit, context.args);
  auto query = query_of(context.args);
  if (context.filter && store::filters_users(*context.filter)) query.filter.where = context.filter;
  return {.body = ListBody{.key = "users",
                           .columns = kListedColumns,
                           .produce =
                               [&unit, query](const std::function<bool(const Row&)>& each) {
                                 ops::list_people(unit, query, [&](const store::ListedUser& listed) {
                                   return each(listed_row(listed));
                                 });
                               },
                           .filtered = query.filter.where.has_value(),
                           .limit = limit_of(context.args)}};
}

}  // namespace

constinit const Command kUserList{
    .noun = "user",
    .verb = "list",
    .summary = "List people, filtered and sorted",
    .details =
        "By e-mail address unless --sort says otherwise. A person with \"no role\" under ROLES can sign in and do "
        "nothing.\n\n"
        "With --deleted the list shows people as they were, with the roles they would get back.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kListedColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
