#include "../user/record_args.hpp"
#include "cert.hpp"
#include "columns.hpp"

#include "pcadmin/ops/profiles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using domain::FieldType;

constexpr Switch kUnlinked{{.name = "--unlinked", .help = "only people with an active account and no profile linked"}};
constexpr Switch kTwice{
    {.name = "--twice", .help = "only where a profile stands under two people, or a person under two profiles"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kUnlinked.spec, &kTwice.spec};

constexpr std::array<Column, 12> kColumns = {{
    {.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = FieldType::id},
    {.key = "email", .title = "WHO", .whole = true, .type = FieldType::email},
    {.key = "name", .title = "NAME"},
    {.key = "state", .title = "ACCOUNT", .type = FieldType::word, .words = flags::kStates},
    {.key = "profile", .title = "PROFILE", .nothing = "not linked", .whole = true},
    {.key = "linked_at", .title = "LINKED AT", .in_table = false, .type = FieldType::time},
    {.key = "exams", .title = "EXAMS", .type = FieldType::number},
    {.key = "assessments", .title = "ASSESSMENTS", .type = FieldType::number},
    {.key = "certifications", .title = "CERTIFICATIONS", .type = FieldType::number},
    {.key = "profiles", .title = "KNOWN PROFILES", .in_table = false, .many = true},
    {.key = "others", .title = "ALSO OF", .whole = true, .many = true},
    {.key = "doubled", .title = "STANDS TWICE", .in_table = false, .wraps = true, .many = true},
}};
/// With --twice a table shows who, and because of which profiles.
constexpr auto kTwiceColumns = [] {
  auto columns = kColumns;
  for (auto& column : columns)
    column.in_table = column.key == "email" || column.key == "name" || column.key == "doubled";
  return columns;
}();

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin cert people", "who has linked a profile, and how much they have passed"},
    {"pcadmin cert people --unlinked --field email", "whom to remind"},
    {"pcadmin cert people --twice -o json", "which profiles stand twice, for certification support"},
}};

/// `991234567 (by import, also of ann@contoso.example)`.
std::vector<Fields> doubled_of(const store::Learner& learner) {
  std::vector<Fields> list;
  for (const auto& [profile, linked, others] : learner.doubled)
    list.push_back({{"profile", profile},
                    {"by", std::string(linked ? "link" : "import")},
                    {"also_of", others.empty() ? Value() : Value(others)}});
  return list;
}

Row row_of(const store::Learner& learner) {
  const auto& link = learner.link;
  return make_row(learner.user.text(), learner.email, learner.name, std::string(to_string(learner.state)),
                  link ? Value(link->profile.text()) : Value(), link ? Value(to_rfc3339(link->started_at)) : Value(),
                  learner.exams, learner.assessments, learner.certifications, learner.profiles, learner.others,
                  doubled_of(learner));
}

Report run(const ops::Unit& unit, Context& context) {
  const ops::LearnerQuery query{.unlinked = context.args.on(kUnlinked), .twice = context.args.on(kTwice)};
  const std::span<const Column> columns = query.twice ? kTwiceColumns : kColumns;
  return {.body = ListBody{"people", columns,
                           [&unit, query](const std::function<bool(const Row&)>& each) {
                             ops::list_learners(unit, query,
                                                [&](const store::Learner& learner) { return each(row_of(learner)); });
                           }},
          .warnings = warn_of_own(unit)};
}

}  // namespace

constinit const Command kCertPeople{
    .noun = "cert",
    .verb = "people",
    .summary = "List who has linked a certification profile, and who has not",
    .details =
        "Everybody, by address; only you, where you may not see what others have passed. EXAMS, ASSESSMENTS and "
        "CERTIFICATIONS count what is valid today, each code once. KNOWN "
        "PROFILES are all that stand under a person, linked or in what was imported; ALSO OF names others under whom "
        "one of them stands. With --twice, STANDS TWICE names the profiles: by link, where the person has linked it, "
        "or by import, where what they passed was imported under it; and of whom else it is. A person's profiles are "
        "merged by certification support.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_skills,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
