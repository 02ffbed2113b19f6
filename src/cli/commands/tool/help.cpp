#include "../../help.hpp"

#include "../../manual/manual.hpp"
#include "../../parser.hpp"
#include "../../registry.hpp"
#include "tool.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<Words> kWords{
    {.name = "COMMAND", .help = "the command, in one to three words; or filter, or formats", .many = true}};
constexpr Switch kJson{{.name = "--json", .help = "every command with its arguments, columns and examples, as JSON"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kWords.spec, &kJson.spec};

constexpr std::array<Example, 5> kExamples = {{
    {"pcadmin help", "all commands"},
    {"pcadmin help user add", "one command; the same as pcadmin user add --help"},
    {"pcadmin help filter", "how --filter narrows a list"},
    {"pcadmin help formats", "the files of people that are read, field by field"},
    {"pcadmin help --json", "everything about every command, for a program"},
}};

Report run(Context& context) {
  if (context.args.on(kJson)) return {.body = TextBody{help_json()}};
  std::vector<std::string> words;
  for (const auto& word : context.args.all(kWords)) words.push_back(word.text);
  if (words.size() == 1 && words.front() == "filter") return {.body = TextBody{filter_help()}};
  if (words.size() == 1 && words.front() == "formats") return {.body = TextBody{formats_help()}};
  return {.body = TextBody{help_for(find_invocation(words))}};
}

}  // namespace

constinit const Command kHelp{
    .noun = "",
    .verb = "help",
    .summary = "Explain the commands",
    .details = "",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::nothing,
    .run = run,
    .in_batch = InBatch::no,
};

}  // namespace pcadmin::cli
