#include "../../common_args.hpp"
#include "audit.hpp"

#include "pcadmin/ops/history.hpp"

#include <array>
#include <optional>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::string_view, 3> kWhats = {"users", "roles", "assignments"};

constexpr Arg<Word> kWhat{{.name = "WHAT",
                           .help = "what to compare",
                           .fallback = "users and assignments",
                           .words = kWhats,
                           .completes = Completes::word}};
constexpr Arg<domain::AsOf> kFrom{
    {.name = "--from", .help = "the one moment: a time, a date, -30d, or @12", .value = "TIME", .required = true}};
constexpr Arg<domain::AsOf> kTo{{.name = "--to", .help = "the other moment", .value = "TIME", .fallback = "now"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&kFrom.spec, &kTo.spec, &kWhat.spec};

constexpr std::array<Column, 9> kColumns = {
    {{.key = "kind", .title = "KIND"},
     {.key = "effect", .title = "EFFECT"},
     {.key = "user", .title = "USER", .in_table = false, .is_id = true, .type = domain::FieldType::id},
     {.key = "email", .title = "E-MAIL", .whole = true, .type = domain::FieldType::email},
     {.key = "role", .title = "ROLE", .type = domain::FieldType::role},
     {.key = "location", .title = "LOCATION", .in_table = false},
     {.key = "field", .title = "FIELD"},
     {.key = "before", .title = "BEFORE"},
     {.key = "after", .title = "AFTER"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin diff --from @1 roles", "who gained and who lost a role since the store was made"},
    {"pcadmin diff --from -7d", "what is different from a week ago; exit code 0: nothing"},
    {"pcadmin diff --from @12 --to @40 -o csv", "between two change-sets, for a program"},
}};

std::optional<store::Compared> only_of(const Args& args) {
  const auto word = args.find(kWhat);
  if (!word) return std::nullopt;
  if (word->text == "users") return store::Compared::users;
  return word->text == "roles" ? store::Compared::roles : store::Compared::assignments;
}

Row values_of(const store::Difference& difference) {
  return {std::string(to_string(difference.of)),
          std::string(to_string(difference.what)),
          difference.user.text(),
          difference.email,
          text_or_nothing(difference.role),
          text_or_nothing(difference.location),
          difference.field.name,
          text_or_nothing(difference.field.before),
          text_or_nothing(difference.field.after)};
}

/// `change-set 12 at 2026-11-23T09:15:00Z`.
std::string moment_words(const store::Moment& moment) {
  return "change-set " + std::to_string(moment.change.number) + " at " + to_rfc3339(moment.at);
}

Failure different(const ops::ComparedMoments& moments) {
  return {.code = "differences",
          .kind = FailureKind::pending,
          .message = moment_words(moments.from) + " and " + moment_words(moments.to) + " differ",
          .hint = "who did it: pcadmin user history USER, pcadmin role history ROLE, pcadmin audit list"};
}

Report run(const ops::Unit& unit, Context& context) {
  const auto moments =
      ops::compared_moments(unit, context.args.get(kFrom), context.args.find(kTo), only_of(context.args));
  Report report{.body =
                    ListBody{"differences", kColumns, [&unit, moments](const std::function<bool(const Row&)>& each) {
                               ops::list_differences(unit, moments, [&](const store::Difference& difference) {
                                 return each(values_of(difference));
                               });
                             }}};
  ops::list_differences(unit, moments, [&](const store::Difference&) {
    report.verdict = different(moments);
    return false;  // one is enough to know; the list finds it again
  });
  if (!report.verdict) {
    std::get<ListBody>(report.body).quiet_in_table = true;
    report.said =
        "no differences of people and roles between " + moment_words(moments.from) + " and " + moment_words(moments.to);
  }
  return report;
}

}  // namespace

constinit const Command kDiff{
    .noun = "",
    .verb = "diff",
    .summary = "Compare the store at two moments",
    .details =
        "A line for each field that is different in the end: what was changed and changed back is not there. Exit code "
        "0: nothing is different; 11: something is.\n\n"
        "users compares people's records. assignments compares who was given what, with all terms, and by status "
        "whether it was in-force, expired or to-come at each moment: a role that ran out in between is a difference. "
        "roles says less: who gained a role and who lost it, by whatever assignments.\n\n"
        "Nothing else is compared: neither the organisation, its locations and domains, nor settings and what people "
        "have passed. What was done to those: pcadmin audit list.\n\n"
        "Where --to is before --from, everything is told as if the way back was gone.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_history,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
