#include "../../common_args.hpp"
#include "../../filter_rows.hpp"
#include "../../input_file.hpp"
#include "access.hpp"
#include "check_formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<FileName> kFile{{.name = "--file",
                               .help = "the policy, YAML or JSON; - for standard input",
                               .value = "FILE",
                               .short_name = "-f",
                               .completes = Completes::file,
                               .required = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kFile.spec};
constexpr std::array<std::string_view, 2> kFormats = {"tap", "junit"};

constexpr std::array<Column, 9> kColumns = {{{.key = "result", .title = "RESULT"},
                                             {.key = "name", .title = "CHECK", .is_id = true, .wraps = true},
                                             {.key = "written", .title = "AS WRITTEN", .in_table = false},
                                             {.key = "assert", .title = "ASSERT", .in_table = false},
                                             {.key = "severity", .title = "SEVERITY", .in_table = false},
                                             {.key = "violations", .title = "VIOLATIONS", .in_table = false},
                                             {.key = "what", .title = "WHAT", .wraps = true},
                                             {.key = "who", .title = "WHO", .in_table = false},
                                             {.key = "mend", .title = "WOULD HELP", .in_table = false, .whole = true}}};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin access check -f policy.yaml", "judge every sentence of a policy; exit code 0: all hold; 10: not all do"},
    {"pcadmin access check -f policy.yaml -o junit > report.xml", "for a CI that shows test reports"},
    {"pcadmin access check -f policy.yaml -o tap", "for a test harness"},
    {"pcadmin access check -f - -o json", "a policy from standard input, the answer for a program"},
}};

void open_policy(Context& context) { context.input = open_input(context.args.get(kFile), context.world); }

Row row_of(const Checked& checked) {
  const auto& [check, judgement] = checked;
  const bool warning = check.severity == interchange::Severity::warning;
  return make_row(std::string(checked.result()), check.name, check.written, to_text(check.assertion),
                  std::string(warning ? "warning" : "error"), judgement.violations, judgement.what, judgement.who,
                  text_or_nothing(judgement.mend));
}

Report run(const ops::Unit& unit, Context& context) {
  std::vector<Checked> all;
  for (auto& check : interchange::read_policy(*context.input)) {
    auto judgement = ops::judge(unit, check.assertion);
    all.push_back({std::move(check), std::move(judgement)});
  }
  Report report;
  if (const auto failed = std::ranges::count(all, true, &Checked::failed); failed > 0) {
    report.verdict = Failure{.code = "policy-broken",
                             .kind = FailureKind::answer_no,
                             .message = fmt::format("{} of {} check{} {} not hold", failed, all.size(),
                                                    all.size() == 1 ? "" : "s", failed == 1 ? "does" : "do")};
  }
  std::erase_if(all,
                [passes = row_test(context.filter, kColumns)](const Checked& one) { return !passes(row_of(one)); });
  for (const auto& [check, judgement] : all) {
    if (judgement.mend) report.helps.push_back(*judgement.mend + "  # " + check.name);
  }
  if (context.own_format == "tap") {
    report.body = TextBody{to_tap(all)};
  } else if (context.own_format == "junit") {
    report.body = TextBody{to_junit(all, unit.now())};
  } else {
    std::vector<Row> rows;
    std::ranges::transform(all, std::back_inserter(rows), row_of);
    report.body = ListBody{"checks", kColumns, all_of(std::move(rows))};
  }
  return report;
}

}  // namespace

constinit const Command kAccessCheck{
    .noun = "access",
    .verb = "check",
    .summary = "Judge a policy: sentences about who holds what",
    .details =
        "A policy is YAML or JSON: a list of sentences, or version: 1 and checks, a list of sentences or of mappings "
        "with assert, and name and severity (error or warning) if you like. The sentences:\n\n"
        "ROLE is a subset of {USER, ...}: whoever holds ROLE is one of these, who need not exist.\n\n"
        "at least N ROLE, at most N ROLE: so many people hold it; with 30d from now behind it: then.\n\n"
        "nobody holds ROLE and ROLE: nobody holds all of these at once. except USER until DATE, ... leaves people out, "
        "up to the end of that day, UTC.\n\n"
        "no permanent assignment of ROLE, ...: each has an end.\n\n"
        "everyone with ROLE, ... has a reason: one was given with each assignment. Here and in the sentence before, "
        "privileged roles means those whose holders may give roles to others.\n\n"
        "People with an active account count, by the assignments in force at that moment; a role held for one location "
        "is held. At least so many global-admin counts people who can sign in, as the guards do.\n\n"
        "Exit code 0: everything holds, but for warnings. 10: not everything does, whatever --filter shows, and the "
        "answer says what, who, at most 100 of them, and a command that would help, which was tried and taken back, or "
        "what stands in the way of every such command: below the table, and in the field mend. A check without a name "
        "is called as its sentence is written; assert is the same in pcadmin's words. 5: the file is no policy; "
        "everything that is wrong with it "
        "is told, and nothing was checked. A file has at most 1 MiB and 10,000 checks; anchors, aliases and tags of "
        "YAML are refused.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kColumns,
    .formats = kFormats,
    .lists = true,
    .prepare = open_policy,
};

}  // namespace pcadmin::cli
