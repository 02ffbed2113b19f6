#include "cert.hpp"
#include "columns.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/skills.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kLearner.spec};

constexpr std::array<Column, 9> kColumns = {{
    kLinkColumns[0],
    kLinkColumns[1],
    kLinkColumns[2],
    kLinkColumns[3],
    kLinkColumns[4],
    {.key = "profiles", .title = "KNOWN PROFILES", .in_table = false, .many = true},
    {.key = "others", .title = "ALSO OF", .in_table = false, .many = true},
    {.key = "skills", .title = "SKILLS", .in_table = false, .nothing = "none"},
    {.key = "told_skills", .title = "SKILLS", .nothing = "none", .for_people = true},
}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert show", "your own profile, when another may be linked, and what you have passed"},
    {"pcadmin cert show ann@contoso.example -o json", "somebody else's, for a program"},
}};

void warn_of_twice(Report& report, const store::Learner& learner) {
  if (learner.profiles.size() > 1)
    report.warnings.push_back(
        fmt::format("{} stands under more than one profile: {}; certification support merges them", learner.email,
                    join_words(learner.profiles)));
  if (!learner.others.empty())
    report.warnings.push_back(
        fmt::format("a profile of {} stands under {} too", learner.email, join_words(learner.others)));
}

Report run(const ops::Unit& unit, Context& context) {
  const auto details = ops::show_learner(unit, context.args.find(flags::kLearner));
  const auto& learner = details.learner;
  const auto today = domain::Day::of(unit.now());
  std::vector<Fields> skills;
  std::vector<Fields> told;
  for (const auto& skill : details.skills) {
    skills.push_back(skill_fields(skill, today));
    told.push_back(told_skill_fields(skill, today));
  }
  Report report{
      .body = RecordBody{
          "learner", kColumns,
          make_row(learner.email, learner.name, learner.link ? Value(learner.link->profile.text()) : Value(),
                   learner.link ? Value(to_rfc3339(learner.link->started_at)) : Value(), to_rfc3339(details.next_link),
                   learner.profiles, learner.others, std::move(skills), std::move(told))}};
  warn_of_twice(report, learner);
  return report;
}

}  // namespace

constinit const Command kCertShow{
    .noun = "cert",
    .verb = "show",
    .summary = "Show somebody's certification profile and skills",
    .details =
        "Everybody may see their own. NEXT LINK FROM is when another association may begin. A skill is valid up to and "
        "with the day it expires, UTC. It is retired from the day on from which nobody can pass it any more, as the "
        "catalogue says, or retires on that day; what was passed stays.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_skills,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
