#include "report.hpp"

#include "../../common_args.hpp"
#include "../../page/overview_page.hpp"
#include "../../staged_file.hpp"

#include "pcadmin/base/duration.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/overview.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kMostListed = 50;

/// A name that a browser opens as what it is.
struct PageName {
  std::string text;
  static Result<PageName> parse(std::string_view text) {
    const auto name = to_ascii_lower(text);
    if (name != "-" && !name.ends_with(".html") && !name.ends_with(".htm"))
      return fail({.code = "invalid-file-name",
                   .kind = FailureKind::invalid,
                   .message = fmt::format("\"{}\" is no name for a page of HTML", shorten(text, 80)),
                   .hint = "let the name end in .html, or give - for standard output"});
    return FileName::parse(text).map([](FileName file) { return PageName{std::move(file.text)}; });
  }
};

constexpr Arg<PageName> kFile{{.name = "FILE",
                               .help = "a new file whose name ends in .html, mode 0600; - for standard output",
                               .completes = Completes::file,
                               .required = true}};
constexpr Arg<Duration> kWithin{{.name = "--within",
                                 .help = "the roles about to end are those that end in that time: 14d, 12w",
                                 .value = "TIME",
                                 .fallback = "30d"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kFile.spec, &kWithin.spec};

constexpr std::array<Column, 9> kColumns = {{{.key = "file", .title = "FILE", .is_id = true},
                                             {.key = "at", .title = "AS OF"},
                                             {.key = "change", .title = "CHANGE"},
                                             {.key = "people", .title = "PEOPLE"},
                                             {.key = "active", .title = "ACTIVE"},
                                             {.key = "administrators", .title = "ADMINISTRATORS"},
                                             {.key = "assignments", .title = "ASSIGNMENTS"},
                                             {.key = "ending", .title = "ABOUT TO END"},
                                             {.key = "never_signed_in", .title = "NEVER SIGNED IN"}}};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin report access.html", "a page to open in a browser, to print or to mail"},
    {"pcadmin report quarter.html --within 90d", "with every role that ends in the quarter to come"},
    {"pcadmin report june.html --as-of 2026-06-30", "how things stood at the end of that day"},
    {"pcadmin report - > access.html", "through a pipe, over the page of yesterday too"},
}};

std::string as_of_words(const ops::Unit& unit, const Args& args) {
  const auto as_of = args.find(flags::kAsOf);
  if (!as_of) return {};
  // What counts from now means another moment tomorrow.
  return " --as-of " + (as_of->text().starts_with('@') ? as_of->text() : to_rfc3339(unit.now()));
}

Report run(const ops::Unit& unit, Context& context) {
  const auto within = context.args.get(kWithin, value_or_throw(Duration::parse(kWithin.spec.fallback)));
  const auto overview = ops::get_overview(unit, {.within = within.seconds(), .most = kMostListed});
  auto page = overview_page(
      {.unit = unit, .overview = overview, .within = within.text(), .as_of = as_of_words(unit, context.args)});
  const auto file = context.args.get(kFile).text;
  if (file == "-") return {.body = TextBody{std::move(page)}};
  context.world.watch_interrupts();  // it leaves no part of a file
  StagedFile staged(file, Replace::remade);
  staged.write(page);
  staged.seal();
  context.world.check_interrupted();
  staged.publish();
  return {.body = RecordBody{.key = "report",
                             .columns = kColumns,
                             .row = make_row(file, to_rfc3339(overview.at), overview.change.number, overview.people.all,
                                             overview.people.active, overview.admins.count,
                                             overview.growth.back().assignments, overview.ending.assignments.count,
                                             overview.never_signed_in.people.count),
                             .quiet_in_table = true},
          .said = fmt::format("the report on {} is in {}", overview.organization, file)};
}

}  // namespace

constinit const Command kReport{
    .noun = {},
    .verb = "report",
    .summary = "Write a page to look at: how the organisation stands",
    .details =
        "One page of HTML that needs nothing beside it and runs nothing: who administers the organisation, roles by "
        "category and program, growth since the store was made, roles about to end, designations against what they "
        "need, "
        "where somebody counts for one, and accounts never signed in, with plots. It reads on a screen by day and by "
        "night, on paper, and by a screen reader: every plot has its words "
        "and its figures in a table.\n\n"
        "Of long lists it shows the first 50, how many there are, and the command that lists all. It names people, and "
        "so the file is for its owner alone until you give it to others. It is never written over one that is there.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_history,
    .run = run,
    .columns = kColumns,
    .in_batch = InBatch::no,
};

}  // namespace pcadmin::cli
