#include "../import_report.hpp"
#include "catalogue.hpp"

#include "pcadmin/interchange/skill_reader.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kSkillFile.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert catalogue import catalogue.csv", "add what is new, change what is said otherwise"},
    {"pcadmin cert catalogue import - --dry-run", "from standard input; look first"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto reader = interchange::read_known_skills(*context.input);
  return skill_import_report(import_file<domain::KnownSkillRow>(unit, context, *reader, ops::import_known_skills));
}

}  // namespace

constinit const Command kCertCatalogueImport{
    .noun = "cert",
    .verb = "catalogue import",
    .summary = "Put down what can be passed, and what is retired",
    .details =
        "CSV or JSON, as for pcadmin cert import, with kind and code in every row, and title and retired, the day from "
        "which nobody can pass it any more (2026-12-31). In JSON the list is alone or under \"catalogue\". What a row "
        "leaves out stays as it is; none for retired says that it is not retired any more. No catalogue comes with "
        "pcadmin: what can be passed is the programme's to say, and "
        "changes.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::keep_skills,
    .run = run,
    .columns = kSkillImportColumns,
    .in_batch = InBatch::each,
    .ask = open_skill_file,
};

}  // namespace pcadmin::cli
