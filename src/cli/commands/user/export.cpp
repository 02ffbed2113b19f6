#include "../../common_args.hpp"
#include "../../staged_file.hpp"
#include "columns.hpp"
#include "import_args.hpp"
#include "list_args.hpp"
#include "people_export.hpp"
#include "user.hpp"

#include "pcadmin/ops/people.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr Arg<FileName> kFile{
    {.name = "FILE", .help = "a new file for it, mode 0600; standard output without", .completes = Completes::file}};
constexpr Arg<interchange::PeopleFormat> kFormat{{.name = "--format",
                                                  .help = "what is written",
                                                  .value = "WORD",
                                                  .fallback = "csv",
                                                  .words = interchange::kPeopleFormats,
                                                  .completes = Completes::word}};
constexpr std::array<const ArgSpec*, 10> kArgs = {&kFile.spec,      &kFormat.spec,      &kMatch.spec, &kOneRole.spec,
                                                  &kOneBundle.spec, &kWithoutRole.spec, &kState.spec, &kOneKind.spec,
                                                  &kSort.spec,      &kLimit.spec};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin user export people.csv", "everybody, to be edited and imported again"},
    {"pcadmin user export --format ldif --state active > staff.ldif", "for a directory"},
    {"pcadmin user export --format entra-csv --match '*@contoso.example' entra.csv", "for Entra's bulk create"},
    {"pcadmin user export --format scim --as-of 2026-06-30", "everybody as they were at the end of a day"},
}};

ops::PeopleQuery query_of(const Context& context) {
  auto query = query_of(context.args);
  if (const auto limit = limit_of(context.args)) query.limit = limit;
  if (!context.filter) return query;
  if (!store::filters_users(*context.filter))
    throw Error({.code = "invalid-filter",
                 .kind = FailureKind::invalid,
                 .message = "--filter: the expression is too long or too deep for an export",
                 .hint = "write it shorter, or narrow the export by the other flags too"});
  query.filter.where = context.filter;
  return query;
}

/// `seen`: it goes to a terminal, where people see for themselves how far it is.
PeopleExport write(const ops::Unit& unit, Context& context, const TextSink& sink, bool seen) {
  const auto format = context.args.get(kFormat, interchange::PeopleFormat::csv);
  PeopleExport writing(format, sink);
  if (!seen) context.progress.begin({.doing = "writing", .unit = "people"});
  ops::export_people(unit, query_of(context), interchange::has_roles(format), [&](const store::ExportedUser& person) {
    context.world.check_interrupted();
    writing.add(person.texts, person.roles_left_out);
    context.progress.step();
    return true;
  });
  context.progress.hide();
  writing.end();
  return writing;
}

Report run(const ops::Unit& unit, Context& context) {
  const auto file = context.args.find(kFile);
  if (!file || file->text == "-") {
    return {.body = StreamBody{[&unit, &context](const TextSink& sink) {
              return write(unit, context, sink, context.world.terminal.shows_output()).warnings();
            }}};
  }
  context.world.watch_interrupts();  // it leaves no part of a file
  StagedFile staged(file->text, Replace::no);
  const TextSink sink = [&](std::string_view text) { staged.write(text); };
  const auto written = write(unit, context, sink, false);
  staged.seal();
  staged.publish();
  return {.said = fmt::format("{} {} in {}", written.people(), written.people() == 1 ? "person" : "people", file->text),
          .warnings = written.warnings()};
}

}  // namespace

constinit const Command kUserExport{
    .noun = "user",
    .verb = "export",
    .summary = "Write people to a file that can be imported again",
    .details =
        "The people are those of user list, filtered by the same flags. --format says what is written: csv, entra-csv, "
        "json, ndjson, graph-json, scim or ldif; pcadmin-formats(5) says field by field where each has what. Whatever "
        "is written is read by user import as the same people, as far as the format has a place for what they are: "
        "entra-csv, graph-json and ldif have none for roles, entra-csv and ldif none for who is a guest. A password is "
        "in none.\n\n"
        "Roles that hold for one location only, or that have an end, are left out, and a warning counts them: a file "
        "would give them everywhere and forever. Cells of CSV that a spreadsheet would run as formulas get an "
        "apostrophe in front, which user import takes away again.\n\n"
        "--output says how failures are told; what is exported is as --format says.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kListedColumns,
    .lists = true,
    .in_batch = InBatch::no,
};

}  // namespace pcadmin::cli
