#include "directory.hpp"

#include "pcadmin/ops/directory.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr Switch kGone{{.name = "--gone", .help = "only those who are no longer in the directory"}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kGone.spec};

constexpr std::array<std::string_view, 2> kStates = {"active", "disabled"};
constexpr std::array<std::string_view, 3> kStatesThere = {"open", "closed", "closed-both"};
constexpr std::array<Column, 9> kColumns = {
    {{.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = domain::FieldType::id},
     {.key = "email", .title = "WHO", .whole = true, .type = domain::FieldType::email},
     {.key = "name", .title = "NAME"},
     {.key = "state", .title = "STATE", .type = domain::FieldType::word, .words = kStates},
     {.key = "state_there", .title = "THERE", .type = domain::FieldType::word, .words = kStatesThere},
     {.key = "gone_at", .title = "GONE SINCE", .type = domain::FieldType::time},
     {.key = "anchor", .title = "ENTRY"},
     {.key = "fields", .title = "FIELDS", .in_table = false, .many = true},
     {.key = "roles_by_rule", .title = "ROLES BY RULE", .many = true}}};
constexpr std::array<Column, 4> kSumColumns = {{{.key = "linked", .title = "LINKED", .is_id = true},
                                                {.key = "gone", .title = "GONE"},
                                                {.key = "disabled_there", .title = "DISABLED THERE"},
                                                {.key = "roles_by_rule", .title = "ROLES BY RULE"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin directory status", "everybody who comes from the directory"},
    {"pcadmin directory status --gone", "who vanished from it: for review"},
    {"pcadmin directory status --filter 'state_there = closed' -o csv", "who is disabled there"},
}};

Row row_of(const store::LinkedPerson& person) {
  std::vector<std::string> roles;
  for (const auto role : person.by_rule) roles.emplace_back(role.text());
  return make_row(person.user.text(), person.email, person.name, std::string(to_string(person.state)),
                  std::string(to_string(person.link.state)), time_or_nothing(person.gone_at), person.link.anchor.text(),
                  person.link.fields.names(), std::move(roles));
}

Report run(const ops::Unit& unit, Context& context) {
  const bool gone_only = context.args.on(kGone);
  const auto counts = ops::count_links(unit);
  RecordBody sum{"directory", kSumColumns, {counts.linked, counts.gone, counts.closed, counts.by_rule}};
  return {.body = ListBody{.key = "people",
                           .columns = kColumns,
                           .produce =
                               [&unit, gone_only](const std::function<bool(const Row&)>& each) {
                                 ops::list_linked_people(unit, [&](const store::LinkedPerson& person) {
                                   return (gone_only && !person.link.gone) || each(row_of(person));
                                 });
                               },
                           .sum = std::make_shared<const RecordBody>(std::move(sum))}};
}

}  // namespace

constinit const Command kDirectoryStatus{
    .noun = "directory",
    .verb = "status",
    .summary = "List who comes from the directory, and who is no longer in it",
    .details =
        "By address. FIELDS are those of the record that the directory gives: read-only here. ROLES BY RULE are those "
        "that a rule about its groups gave. GONE SINCE says when a run did not find their entry any more: look whether "
        "they have left (pcadmin user offboard), or are to be kept here (pcadmin directory unlink). THERE is closed "
        "for "
        "an account that is disabled there, and closed-both where it was disabled here before.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
