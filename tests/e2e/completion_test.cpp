#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <sstream>
#include <string>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
using Lines = std::set<std::string>;

const Lines kUserVerbs{"add",   "show",     "list",   "edit",   "disable", "enable", "delete", "restore",
                       "purge", "offboard", "unlock", "exists", "history", "import", "export"};
namespace fs = std::filesystem;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.insert(line);
  }
  return lines;
}

/// A store with people in it, `pcadmin` on the path, and files to choose from.
void prepare(Site& site) {
  site.init();
  site.add_person("ann@contoso.example");
  site.add_person("anton@contoso.example");
  fs::create_directory(site.at("bin"));
  fs::create_symlink(PCADMIN_BINARY, site.at("bin/pcadmin"));
  site.env["PATH"] = site.at("bin").string() + ":/usr/bin:/bin";
  site.put("hires.csv", "");
  site.put("hires 2.csv", "");
  site.put("other.txt", "");
}

Outcome run_shell(const Site& site, Words words) {
  auto spawn = site.spawn({});
  spawn.words = std::move(words);
  return run(spawn);
}

// ---------------------------------------------------------------------------------------------------------------- bash

/// What bash gets for these words as it cuts them, the last being completed: `cur` is what it will replace. With
/// "helpers", the functions of the package bash-completion are there too, or what stands in for them.
Lines ask_bash(const Site& site, const Words& cut, const std::string& cur, const std::string& helpers) {
  static constexpr auto kScript = R"(
    helpers=$1 cur=$2; shift 2
    if [[ -r $helpers ]]; then source "$helpers"; fi
    if [[ $helpers == stand-ins ]]; then
      _get_comp_words_by_ref() { words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=${COMP_WORDS[COMP_CWORD]}; }
      __ltrim_colon_completions() { :; }
    fi
    source <(pcadmin completion bash)
    COMP_WORDS=(pcadmin "$@"); COMP_CWORD=$#
    set -u
    _pcadmin pcadmin "$cur" ''
    ((${#COMPREPLY[@]})) && printf '%s\n' "${COMPREPLY[@]}"
    exit 0
  )";
  Words words{"/bin/bash", "--norc", "--noprofile", "-c", kScript, "bash", helpers, cur};
  words.insert(words.end(), cut.begin(), cut.end());
  const auto outcome = run_shell(site, words);
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  return lines_of(outcome.out);
}

void check_bash(const std::string& helpers) {
  Site site;
  prepare(site);
  const auto ask = [&](const Words& cut, const std::string& cur) { return ask_bash(site, cut, cur, helpers); };
  CHECK(ask({"us"}, "us") == Lines{"user"});
  CHECK(ask({""}, "").contains("init"));
  CHECK(ask({"user", ""}, "") == kUserVerbs);
  CHECK(ask({"user", "li"}, "li") == Lines{"list"});
  CHECK(ask({"user", "list", "--st"}, "--st") == Lines{"--state", "--store"});
  CHECK(ask({"user", "list", "--role", "helpd"}, "helpd") == Lines{"helpdesk-agent"});
  CHECK(ask({"user", "list", "--role", "=", "helpd"}, "helpd") == Lines{"helpdesk-agent"});
  CHECK(ask({"user", "list", "--state", "="}, "") == Lines{"active", "disabled"});
  CHECK(ask({"user", "show", "an"}, "an") == Lines{"ann@contoso.example", "anton@contoso.example"});
  CHECK(ask({"user", "show", "ann", "@", "con"}, "@con") == Lines{"@contoso.example"});
  CHECK(ask({"user", "show", "ann", "@"}, "@") == Lines{"@contoso.example"});
  CHECK(ask({"user", "show", "ann@con"}, "ann@con") == Lines{"ann@contoso.example"});
  CHECK(ask({"user", "import", "hi"}, "hi") == Lines{"hires.csv", "hires 2.csv"});
  CHECK(ask({"user", "import", "--credentials", "=", "oth"}, "oth") == Lines{"other.txt"});
  CHECK(ask({"no-such", ""}, "").empty());
  CHECK(ask({"--store", "\"no such store\"", "user", "show", ""}, "").empty());
  CHECK(ask({"--store", "'" + site.store().string() + "'", "user", "show", "ann"}, "ann") ==
        Lines{"ann@contoso.example"});
}

TEST_CASE("completion in bash") { check_bash("none"); }

TEST_CASE("completion in bash beside functions named as those of bash-completion") { check_bash("stand-ins"); }

TEST_CASE("completion in bash beside bash-completion itself") {
  const std::string real = "/usr/share/bash-completion/bash_completion";
  if (!fs::exists(real)) return skip_loudly("completion in bash beside bash-completion", "it is not installed");
  check_bash(real);
}

TEST_CASE("completion in bash when only the words are set") {
  Site site;
  prepare(site);
  const auto outcome =
      run_shell(site, {"/bin/bash", "--norc", "--noprofile", "-c",
                       "source <(pcadmin completion bash); COMP_WORDS=(pcadmin user list --role = hel);"
                       "COMP_CWORD=5; _pcadmin; echo \"${COMPREPLY[@]}\";"
                       "COMP_WORDS=(pcadmin user show ann@); COMP_CWORD=3; _pcadmin; echo \"${COMPREPLY[@]}\""});
  CHECK(outcome.out == "helpdesk-agent\nann@contoso.example\n");
  CHECK(outcome.err.empty());
}

TEST_CASE("an address can make bash run nothing") {
  Site site;
  prepare(site);
  site.get({"user", "add", "--name", "Evil", "evil`id`$HOME|x*@contoso.example"});
  const auto lines = ask_bash(site, {"user", "show", "ev"}, "ev", "none");
  CHECK(lines == Lines{"evil\\`id\\`\\$HOME\\|x\\*@contoso.example"});
  CHECK(ask_bash(site, {"user", "show", "\"ev"}, "ev", "none").empty());
  CHECK(ask_bash(site, {"user", "show", "'ev"}, "ev", "none") == Lines{"evil`id`$HOME|x*@contoso.example"});
}

TEST_CASE("completion under somebody's fingers in bash") {
  Site site;
  prepare(site);
  auto spawn = site.spawn({});
  spawn.words = {"/bin/bash", "--norc", "--noprofile", "-i"};
  spawn.env["PS1"] = "ready> ";
  spawn.env["TERM"] = "dumb";
  Typist typist(spawn);
  typist.answer("ready> ",
                "bind 'set enable-bracketed-paste off'; source <(pcadmin completion bash); args() { printf '<%s>' "
                "\"$@\"; echo .; }");
  const auto completes = [&](const std::string& typed, const std::string& line) {
    typist.see("ready> ");
    typist.type(typed);
    typist.type("\t");
    typist.see(line);
    typist.type(
        "\x01"
        "args \n");  // to the front of the line: what would pcadmin be given?
    typist.see("<pcadmin>");
  };
  completes("pcadmin us", "pcadmin user ");
  typist.see("<user>.");
  completes("pcadmin user list --role=helpd", "--role=helpdesk-agent ");
  typist.see("<user><list><--role=helpdesk-agent>.");
  completes("pcadmin user show ann@con", "ann@contoso.example ");
  typist.see("<user><show><ann@contoso.example>.");
  completes("pcadmin user show ant", "anton@contoso.example ");
  typist.see("<user><show><anton@contoso.example>.");
  completes("pcadmin user import --credentials=oth", "--credentials=other.txt ");
  typist.see("<user><import><--credentials=other.txt>.");
  completes("pcadmin user import oth", "other.txt ");
  typist.see("<user><import><other.txt>.");
  completes("pcadmin user list --filter \"role = helpd", "helpdesk-agent\" ");
  typist.see("<user><list><--filter><role = helpdesk-agent>.");
  completes("pcadmin user list --filter='not state = dis", "disabled' ");
  typist.see("<user><list><--filter=not state = disabled>.");
  typist.answer("ready> ", "exit");
  CHECK(typist.wait().code == 0);
}

// ----------------------------------------------------------------------------------------------------------------- zsh

TEST_CASE("completion in zsh") {
  if (!fs::exists("/usr/bin/zsh")) return skip_loudly("completion in zsh", "zsh is not installed");
  Site site;
  prepare(site);
  site.put("setup.zsh",
           "PROMPT='ready> '; autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste;"
           "source <(pcadmin completion zsh); args() { print -r -- \"<${(j:><:)@}>.\" }; bindkey -e; LISTMAX=1000\n");
  auto spawn = site.spawn({});
  spawn.words = {"/usr/bin/zsh", "-f", "-i"};
  spawn.env["TERM"] = "dumb";
  spawn.env["PS1"] = "plain> ";
  Typist typist(spawn);
  typist.answer("plain> ", "source ./setup.zsh");
  const auto completes = [&](const std::string& typed, const std::string& line, const std::string& got) {
    typist.see("ready> ");
    typist.type("args " + typed);
    typist.type("\t");
    typist.see(line);
    typist.type("\n");
    typist.see(got);
  };
  typist.answer("ready> ", "compdef _pcadmin_args args; _pcadmin_args() { shift words; (( CURRENT-- )); _pcadmin }");
  completes("pcadmin us", "user ", "<pcadmin><user>.");
  completes("pcadmin user list --role=helpd", "desk-agent", "<--role=helpdesk-agent>.");
  completes("pcadmin user list --role helpd", "desk-agent", "<--role><helpdesk-agent>.");
  completes("pcadmin user list --sto", "re", "<list><--store>.");
  completes("pcadmin user show ann", "@contoso.example", "<show><ann@contoso.example>.");
  completes("pcadmin user list --filter \"role = helpd", "desk-agent", "<--filter><role = helpdesk-agent>.");
  completes("pcadmin user import oth", "er.txt", "<import><other.txt>.");
  completes("pcadmin user import --credentials=oth", "er.txt", "<--credentials=other.txt>.");
  typist.answer("ready> ", "exit");
  CHECK(typist.wait().code == 0);
}

// ---------------------------------------------------------------------------------------------------------------- fish

TEST_CASE("completion in fish") {
  if (!fs::exists("/usr/bin/fish")) return skip_loudly("completion in fish", "fish is not installed");
  Site site;
  prepare(site);
  const auto ask = [&](const std::string& line) {
    const auto outcome = run_shell(
        site, {"/usr/bin/fish", "--no-config", "-c",
               "pcadmin completion fish | source; complete -C $argv[1] | string replace -r '\\t.*' ''; true", line});
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    return lines_of(outcome.out);
  };
  CHECK(ask("pcadmin us") == Lines{"user"});
  CHECK(ask("pcadmin ").contains("init"));
  CHECK(ask("pcadmin user ") == kUserVerbs);
  CHECK(ask("pcadmin user list --st") == Lines{"--state", "--store"});
  CHECK(ask("pcadmin user list --role helpd") == Lines{"helpdesk-agent"});
  CHECK(ask("pcadmin user list --role=helpd") == Lines{"--role=helpdesk-agent"});
  CHECK(ask("pcadmin user show ann") == Lines{"ann@contoso.example"});
  CHECK(ask("pcadmin user show \"ann") == Lines{"ann@contoso.example"});
  CHECK(ask("pcadmin user list --filter \"role = helpd") == Lines{"role = helpdesk-agent"});
  CHECK(ask("pcadmin user list --filter='state = dis") == Lines{"--filter=state = disabled"});
  CHECK(ask("pcadmin user import oth") == Lines{"other.txt"});
  CHECK(ask("pcadmin user import --credentials=oth") == Lines{"--credentials=other.txt"});
}

}  // namespace
