#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <string>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

constexpr std::string_view kCtrlC = "\x03";
constexpr std::string_view kCtrlD = "\x04";
constexpr std::string_view kRoles = "Roles (numbers or names, with commas; empty for none): ";

Words init_words() {
  return {"init",   "--org",        "Contoso", "--partner-id",       "4391507",
          "--name", "Ada Lovelace", "--email", "ada@contoso.example"};
}

/// Temporary passwords: words of six groups of four, with hyphens.
std::size_t passwords_on(const std::string& screen) {
  std::istringstream words(screen);
  std::size_t count = 0;
  for (std::string word; words >> word;) {
    if (word.size() == 29 && count_of(word, "-") == 5 && word[4] == '-' && word[24] == '-') ++count;
  }
  return count;
}

TEST_CASE("user add without words is a form") {
  const Site site;
  site.init();
  Typist typist(site.spawn({"user", "add"}));
  typist.answer("Full name: ", "Ann Lee");
  typist.answer("E-mail address: ", "ann lee@contoso.example");
  typist.see("is not an e-mail address");
  typist.answer("E-mail address: ", "ann@contoso.example");
  typist.see("  1  ");
  typist.answer(kRoles, "nonsense");
  typist.see("nonsense");
  typist.answer(kRoles, "1, Helpdesk agent");
  typist.see("Please confirm:");
  typist.see("Ann Lee");
  typist.see("ann@contoso.example");
  typist.see("helpdesk-agent");
  CHECK(site.people() == 1);
  typist.answer("Add this person? [y/N] ", "y");
  const auto outcome = typist.wait();
  CHECK(outcome.code == 0);
  CHECK(passwords_on(outcome.out) == 1);
  CHECK(site.people() == 2);
  CHECK(site.get({"user", "show", "ann@contoso.example", "--field", "roles"}) == "global-admin;helpdesk-agent\n");
  site.require_whole();
}

TEST_CASE("a form that is not confirmed adds nobody") {
  const auto* const answer = GENERATE("n", "", "nonsense");
  const Site site;
  site.init();
  const auto bytes = read_file(site.store());
  Typist typist(site.spawn({"user", "add"}));
  typist.answer("Full name: ", "Ann Lee");
  typist.answer("E-mail address: ", "ann@contoso.example");
  typist.answer(kRoles, "");
  typist.answer("Add this person? [y/N] ", answer);
  const auto outcome = typist.wait();
  CHECK(outcome.code == 130);
  CHECK(passwords_on(outcome.out) == 0);
  CHECK(read_file(site.store()) == bytes);
}

TEST_CASE("Ctrl-C and Ctrl-D leave a form at every question") {
  const auto key = GENERATE(kCtrlC, kCtrlD);
  const auto question = GENERATE(0, 1, 2, 3);
  const Site site;
  site.init();
  const auto bytes = read_file(site.store());
  const std::vector<std::pair<std::string_view, std::string_view>> dialog = {
      {"Full name: ", "Ann Lee"}, {"E-mail address: ", "ann@contoso.example"}, {kRoles, "1"}, {"[y/N] ", "y"}};
  Typist typist(site.spawn({"user", "add"}));
  for (int i = 0; i < question; ++i)
    typist.answer(dialog[static_cast<std::size_t>(i)].first, dialog[static_cast<std::size_t>(i)].second);
  typist.see_question(dialog[static_cast<std::size_t>(question)].first);
  typist.type(key);
  const auto outcome = typist.wait();
  INFO(outcome.out);
  CHECK(outcome.code == 130);
  CHECK(typist.shows_typing());
  CHECK(read_file(site.store()) == bytes);
}

TEST_CASE("init asks for the password twice and never shows it") {
  const Site site;
  Typist typist(site.spawn(init_words()));
  constexpr std::string_view kFirst = "Your password (at least 15 characters): ";
  typist.answer_unseen(kFirst, kAdaPassword);
  typist.answer_unseen("Once more: ", kOtherPassword);
  typist.see("They differ");
  typist.answer_unseen(kFirst, "too-short");
  typist.answer_unseen("Once more: ", "too-short");
  typist.see("15");
  typist.answer_unseen(kFirst, kAdaPassword);
  typist.answer_unseen("Once more: ", kAdaPassword);
  const auto outcome = typist.wait();
  INFO(outcome.out);
  CHECK(outcome.code == 0);
  CHECK(typist.shows_typing());
  for (const auto secret : {kAdaPassword, kOtherPassword, std::string_view("too-short")}) {
    CHECK(outcome.out.find(secret) == std::string::npos);
  }
  CHECK(site.get({"whoami", "--field", "email"}) == "ada@contoso.example\n");
  site.require_whole();
}

TEST_CASE("Ctrl-C at a password gives the echo back and leaves no store") {
  const auto at_second = GENERATE(false, true);
  const Site site;
  Typist typist(site.spawn(init_words()));
  if (at_second) typist.answer_unseen("Your password", kAdaPassword);
  typist.see_question(at_second ? "Once more: " : "Your password");
  CHECK_FALSE(typist.shows_typing());
  typist.type(kCtrlC);
  const auto outcome = typist.wait();
  CHECK(outcome.code == 130);
  CHECK(typist.shows_typing());
  CHECK_FALSE(fs::exists(site.store()));
}

TEST_CASE("Ctrl-C at a password asked for again leaves nothing of the store") {
  const Site site;
  Typist typist(site.spawn(init_words()));
  typist.answer_unseen("Your password", "too-short");
  typist.answer_unseen("Once more: ", "too-short");
  typist.see_question("Your password");
  typist.type(kCtrlC);
  CHECK(typist.wait().code == 130);
  CHECK(typist.shows_typing());
  CHECK(fs::is_empty(site.store().parent_path()));
}

TEST_CASE("sign-in with a temporary password asks for a new one") {
  const Site site;
  site.init();
  const auto temporary = site.add_person("ann@contoso.example", {"helpdesk-agent"});
  Typist typist(site.spawn({"sign-in", "ann@contoso.example"}));
  typist.answer_unseen("Password: ", temporary);
  typist.see("temporary");
  typist.answer_unseen("New password (at least 15 characters): ", "too-short");
  typist.answer_unseen("Once more: ", "too-short");
  typist.answer_unseen("New password (at least 15 characters): ", kOtherPassword);
  typist.answer_unseen("Once more: ", kOtherPassword);
  const auto outcome = typist.wait();
  INFO(outcome.out);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find(temporary) == std::string::npos);
  CHECK(outcome.out.find(kOtherPassword) == std::string::npos);
  CHECK(site.get({"whoami", "--field", "email"}) == "ann@contoso.example\n");
  site.get({"sign-in", "ann@contoso.example", "--password-stdin"}, std::string(kOtherPassword) + "\n");
}

TEST_CASE("password change asks for the old and the new one") {
  const Site site;
  site.init();
  Typist typist(site.spawn({"password", "change"}));
  typist.answer_unseen("assword", kAdaPassword);
  typist.answer_unseen("New password", kOtherPassword);
  typist.answer_unseen("Once more: ", kOtherPassword);
  const auto outcome = typist.wait();
  INFO(outcome.out);
  CHECK(outcome.code == 0);
  site.get({"sign-in", "ada@contoso.example", "--password-stdin"}, std::string(kOtherPassword) + "\n");
}

TEST_CASE("with --no-input nothing is asked, even at a terminal") {
  const Site site;
  site.init();
  for (const auto& words :
       {Words{"user", "add", "--no-input"}, Words{"sign-in", "ada@contoso.example", "--no-input"}}) {
    Typist typist(site.spawn(words));
    CHECK(typist.wait().code == 12);
  }
  auto by_environment = site.spawn({"user", "add"});
  by_environment.env["PCADMIN_NO_INPUT"] = "1";
  CHECK(Typist(by_environment).wait().code == 12);
}

TEST_CASE("a pipe is nobody who could be asked") {
  const Site site;
  const auto init = site.run(init_words(), std::string(kAdaPassword) + "\n" + std::string(kAdaPassword) + "\n");
  CHECK(init.code == 12);
  CHECK_FALSE(fs::exists(site.store()));
  site.init();
  CHECK(site.run({"user", "add"}, "Ann Lee\nann@contoso.example\n\ny\n").code == 12);
  CHECK(site.run({"sign-in", "ada@contoso.example"}, std::string(kAdaPassword) + "\n").code == 12);
  CHECK(site.people() == 1);
}

TEST_CASE("colour is for terminals, and for those who want it") {
  const Site site;
  auto plain = site.spawn({"no-such-command"});
  plain.env["NO_COLOR"] = "1";
  CHECK(Typist(plain).wait().out.find('\x1b') == std::string::npos);
  plain.env.erase("NO_COLOR");
  plain.env["TERM"] = "dumb";
  CHECK(Typist(plain).wait().out.find('\x1b') == std::string::npos);
}

// What is typed is data: at a terminal too it cannot drive it.
TEST_CASE("an escape typed into the form is not sent back") {
  const Site site;
  site.init();
  auto spawn = site.spawn({"user", "add"});
  spawn.env["NO_COLOR"] = "1";
  Typist typist(spawn);
  typist.answer("Full name: ", "A\x1b[31mnn");
  typist.see("is not a name");
  typist.see_question("Full name: ");
  typist.type(kCtrlC);
  CHECK(typist.wait().out.find('\x1b') == std::string::npos);  // the terminal itself echoes it as ^[
}

}  // namespace
