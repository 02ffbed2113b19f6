#include "../../complete.hpp"
#include "tool.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::string_view, 3> kShells = {"bash", "zsh", "fish"};
constexpr Arg<Word> kShell{
    {.name = "SHELL", .help = "bash, zsh or fish", .words = kShells, .completes = Completes::word, .required = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kShell.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin completion bash > ~/.local/share/bash-completion/completions/pcadmin",
     "for bash, from the next shell on"},
    {"pcadmin completion zsh > \"${fpath[1]}/_pcadmin\"", "for zsh"},
    {"pcadmin completion fish > ~/.config/fish/completions/pcadmin.fish", "for fish"},
}};

Report run(Context& context) {
  return {.body = TextBody{std::string(completion_script(context.args.get(kShell).text))}};
}

}  // namespace

constinit const Command kCompletion{
    .noun = "",
    .verb = "completion",
    .summary = "Print a shell's completion script",
    .details =
        "The script calls pcadmin back for every word, so it knows every command, flag and role, and, while you are "
        "signed in and may see people, their addresses.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::nothing,
    .run = run,
    .in_batch = InBatch::no,
};

}  // namespace pcadmin::cli
