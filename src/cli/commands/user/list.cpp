#include "../../common_args.hpp"
#include "columns.hpp"
#include "record_args.hpp"
#include "user.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/people.hpp"

#include <array>

namespace pcadmin::cli {

/// `name`, or `-name` for the other way round.
struct SortKey {
  store::UserSort sort;
  bool descending;
};

template <>
struct ArgValue<SortKey> {
  static Result<SortKey> parse(std::string_view text) {
    const bool descending = text.starts_with('-');
    const auto key = descending ? text.substr(1) : text;
    const auto sort = key == "name"      ? store::UserSort::name
                      : key == "id"      ? store::UserSort::id
                      : key == "created" ? store::UserSort::created
                                         : store::UserSort::email;
    return SortKey{sort, descending};
  }
};

namespace {

using namespace flags;

constexpr std::array<std::string_view, 8> kSortWords = {"email",  "name",  "id",  "created",
                                                        "-email", "-name", "-id", "-created"};

constexpr Arg<Words> kMatch{
    {.name = "--match",
     .help = "only whose name or e-mail address matches this pattern, any letter case: * any run of characters, ? one",
     .value = "GLOB"}};
constexpr Arg<domain::RoleId> kOneRole{
    {.name = "--role", .help = "only holders of this role", .value = "ROLE", .completes = Completes::role}};
constexpr Switch kWithoutRole{{.name = "--without-role", .help = "only people without any role, who can do nothing"}};
constexpr Arg<domain::UserState> kState{{.name = "--state",
                                         .help = "only accounts in this state",
                                         .value = "STATE",
                                         .words = kStates,
                                         .completes = Completes::word}};
constexpr Arg<domain::UserKind> kOneKind{{.name = "--kind",
                                          .help = "only members, or only guests",
                                          .value = "KIND",
                                          .words = kKinds,
                                          .completes = Completes::word}};
constexpr Arg<SortKey> kSort{{.name = "--sort",
                              .help = "the order; with - in front the other way round",
                              .value = "KEY",
                              .fallback = "email",
                              .words = kSortWords,
                              .completes = Completes::word}};

constexpr Switch kDeleted{{.name = "--deleted", .help = "those who were deleted and can be restored, the last first"}};

constexpr std::array<const ArgSpec*, 8> kArgs = {&kDeleted.spec, &kMatch.spec,   &kOneRole.spec, &kWithoutRole.spec,
                                                 &kState.spec,   &kOneKind.spec, &kSort.spec,    &kLimit.spec};

constexpr auto kColumns =
    person_columns_and(std::array<Column, 2>{{{.key = "last_sign_in", .title = "LAST SIGN-IN", .in_table = false},
                                              {.key = "deleted_at", .title = "DELETED AT", .in_table = false}}});

constexpr std::array<Example, 5> kExamples = {{
    {"pcadmin user list --match '*lee*'", "search by name or address"},
    {"pcadmin user list --role helpdesk-agent --state active -o csv", "a filtered list for a spreadsheet"},
    {"pcadmin user list --without-role", "people who cannot work yet"},
    {"pcadmin user list --sort -created --limit 10 --fields name,email,created_at",
     "who came last, in columns of your choice"},
    {"pcadmin user list --deleted --fields id,email,roles,deleted_at", "who can still be restored"},
}};

ops::PeopleQuery query_of(const Args& args) {
  const auto sort = args.get(kSort, SortKey{store::UserSort::email, false});
  ops::PeopleQuery query;
  query.filter = {.role = args.find(kOneRole),
                  .state = args.find(kState),
                  .kind = args.find(kOneKind),
                  .without_role = args.on(kWithoutRole),
                  .sort = sort.sort,
                  .descending = sort.descending};
  if (const auto match = args.find(kMatch)) query.match = match->text;
  if (const auto limit = args.find(kLimit)) query.limit = limit->number;
  return query;
}

Row row_of(const store::ListedUser& listed) {
  auto row = person_values(listed.user, listed.roles);
  row.emplace_back(time_or_nothing(listed.last_sign_in));
  row.emplace_back();
  return row;
}

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
  return {.body = ListBody{
              "users", kColumns, [&unit, query = query_of(args)](const std::function<bool(const Row&)>& each) {
                ops::list_deleted(unit, query, [&](const ops::Deleted& deleted) { return each(row_of(deleted)); });
              }}};
}

Report run(const ops::Unit& unit, Context& context) {
  if (context.args.on(kDeleted)) return list_deleted(unit, context.args);
  return {.body = ListBody{
              "users", kColumns, [&unit, query = query_of(context.args)](const std::function<bool(const Row&)>& each) {
                ops::list_people(unit, query, [&](const store::ListedUser& listed) { return each(row_of(listed)); });
              }}};
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
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
