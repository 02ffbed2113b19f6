#include "cert.hpp"
#include "import_report.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/skill_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kSkillFile.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert import skills.csv --dry-run", "everything that is wrong with the file, at once"},
    {"pcadmin cert import skills.json", "all of it, or nothing"},
}};

/// `2 profiles stand under more than one person (991 and 992)`.
std::string told(std::int64_t count, std::string_view one, std::string_view several, std::string_view under,
                 std::vector<std::string> named) {
  const auto more = count - std::ssize(named);
  if (more > 0) named.push_back(fmt::format("{} more", more));
  return fmt::format("{} {} under more than one {} ({}): pcadmin cert people --twice", count,
                     count == 1 ? one : several, under, join_words(named));
}

void warn_of_twice(Report& report, const store::Twice& twice) {
  if (twice.profiles > 0)
    report.warnings.push_back(told(twice.profiles, "profile stands", "profiles stand", "person", twice.named_profiles));
  if (twice.people > 0)
    report.warnings.push_back(told(twice.people, "person stands", "people stand", "profile", twice.named_people));
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto reader = interchange::read_skills(*context.input);
  const auto done = import_file<domain::SkillRow>(unit, context, *reader, ops::import_skills);
  auto report = skill_import_report(done);
  warn_of_twice(report, ops::count_twice(unit));
  return report;
}

}  // namespace

constinit const Command kCertImport{
    .noun = "cert",
    .verb = "import",
    .summary = "Put down what people have passed, from a file, all or nothing",
    .details =
        "CSV (RFC 4180) whose first line names the columns, or JSON: a list of objects, alone or under \"skills\". "
        "Fields: kind (exam, assessment or certification), code and achieved, which every row has; email or profile "
        "(or MCID), by which the person is found, the address first; title; and expires, the last day it is good for. "
        "Days are 2026-12-31. What pcadmin cert list prints can be read again.\n\n"
        "Every fault of every row is reported with its line, column, code and hint; with any fault nothing is changed. "
        "A row about the same code of the same person under the same profile changes the one that is there; nothing is "
        "taken away, so the same file again changes nothing. A profile that stands under two people, or a person under "
        "two profiles, is kept as the file says it and told in a warning: pcadmin cert people --twice.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::keep_skills,
    .run = run,
    .columns = kSkillImportColumns,
    .in_batch = InBatch::each,
    .ask = open_skill_file,
};

}  // namespace pcadmin::cli
