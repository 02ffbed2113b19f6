#include "pcadmin/domain/password.hpp"

#include "support/seeded_random.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using namespace std::string_literals;
using pcadmin::Secret;
using pcadmin::test::SeededRandom;

constexpr PasswordContext kContext{
    .organisation = "Contoso Deutschland GmbH", .name = "Zoë Lee-O'Brien", .email = "zoe.lee@contoso.example"};

std::string repeat(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

std::string code(std::string_view typed, const PasswordContext& context = kContext) {
  const auto checked = check_new_password(typed, context);
  if (checked) return "accepted";
  CHECK(checked.error().kind == pcadmin::FailureKind::invalid);
  CHECK((typed.size() < 4 || checked.error().message.find(typed) == std::string::npos));
  CHECK((typed.size() < 4 || checked.error().hint.find(typed) == std::string::npos));
  return checked.error().code;
}

std::string message(std::string_view typed) {
  const auto checked = check_new_password(typed, kContext);
  return checked ? "accepted" : checked.error().message;
}

TEST_CASE("a temporary password is six groups of four letters without look-alikes", "[domain][password]") {
  SeededRandom random;
  const Secret made = make_temporary_password(random);
  const std::string text(made.reveal());
  REQUIRE(text.size() == 29);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view allowed = at % 5 == 4 ? "-" : "0123456789abcdefghjkmnpqrstvwxyz";
    CHECK(allowed.find(text[at]) != std::string_view::npos);
  }
}

TEST_CASE("every letter of a temporary password is as likely as any other", "[domain][password]") {
  SeededRandom random;
  std::array<int, 256> seen{};
  constexpr int kRounds = 4000;
  for (int i = 0; i < kRounds; ++i) {
    const Secret made = make_temporary_password(random);
    for (const char c : made.reveal()) ++seen[static_cast<unsigned char>(c)];
  }
  const int expected = kRounds * 24 / 32;
  for (const char c : "0123456789abcdefghjkmnpqrstvwxyz"s) {
    CHECK(seen[static_cast<unsigned char>(c)] == Approx(expected).margin(expected / 10));
  }
  std::set<std::string> different;
  for (int i = 0; i < 1000; ++i) different.emplace(make_temporary_password(random).reveal());
  CHECK(different.size() == 1000);
}

TEST_CASE("a temporary password is recognised however it is typed", "[domain][password]") {
  const std::string canonical = "0123-4567-89ab-cdef-ghjk-mnpq";
  for (const auto* typed :
       {"0123-4567-89ab-cdef-ghjk-mnpq", "0123456789ABCDEFGHJKMNPQ", " 0123 4567 89ab cdef\tghjk mnpq ",
        "o123--4567-89ab-cdefghjkmnpq-", "Oi23-4567-89ab-cdef-ghjk-mnpq", "0L23456789abcdefghjkmnpq"}) {
    CAPTURE(typed);
    const auto read = normalise_temporary_password(typed);
    REQUIRE(read);
    CHECK(read->reveal() == canonical);
  }
  SeededRandom random;
  const Secret made = make_temporary_password(random);
  CHECK(*normalise_temporary_password(made.reveal()) == made);
}

TEST_CASE("what cannot be a temporary password is refused without being repeated", "[domain][password]") {
  for (const auto& typed :
       {""s, "-"s, "0123-4567-89ab-cdef-ghjk-mnp"s, "0123-4567-89ab-cdef-ghjk-mnpqr"s, "0123-4567-89ab-cdef-ghjk-mnpu"s,
        "0123-4567-89ab-cdef-ghjk-mn\0q"s, "0123-4567-89ab-cdef-ghjk-mnp\xff"s, "0123-4567-89ab-cdef-ghjk-mnpß"s,
        std::string(std::size_t{1} << 20, 'a'), std::string(std::size_t{1} << 20, '-')}) {
    const auto read = normalise_temporary_password(typed);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "invalid-temporary-password");
    CHECK(read.error().message == "this is not a temporary password");
  }
}

TEST_CASE("a password has 15 to 256 characters, counted in normal form KC", "[domain][password]") {
  CHECK(code("") == "password-too-short");
  CHECK(code("tr9!kq#vz2&mw5") == "password-too-short");
  CHECK(code("tr9!kq#vz2&mw5x") == "accepted");
  CHECK(code("e\u0301tr9!kq#vz2&mw") == "password-too-short");
  const std::string words = "tr9!kq#vz2&mw5x and then a walk with seven green umbrellas ";
  CHECK(code(repeat(words, 5).substr(0, 256)) == "accepted");
  CHECK(code(repeat(words, 5).substr(0, 257)) == "password-too-long");
  CHECK(code(std::string(std::size_t{1} << 20, 'a')) == "password-too-long");
  CHECK(code("tr9!kq#vz2" + repeat("e\u0301", 246)) == "accepted");
  CHECK(code(repeat("\ufdfa", 15)) == "password-too-long");
}

TEST_CASE("invisible characters do not make a password longer", "[domain][password]") {
  CHECK(code(repeat("\u200d\u200c", 10)) == "password-too-short");
  CHECK(code("ax" + repeat("\u200d\u200c", 10)) == "password-too-short");
}

TEST_CASE("any printing characters and blanks are allowed", "[domain][password]") {
  CHECK(code("vier grüne Regenschirme") == "accepted");
  CHECK(code("雨の日に緑の傘を四本持って歩く人") == "accepted");
  CHECK(code("🐎🔋📎 🌧☂🦊🎻🧊🚲🪁🍋🧦🕰🗿🐙") == "accepted");
  CHECK(code("onlylowercaseletterswithoutanysense") == "accepted");
}

TEST_CASE("controls and broken bytes are no password", "[domain][password]") {
  for (const auto* bad : {"\n", "\t", "\x7f", "\u202e", "\u2028", "\xff", "\xc0\xaf", "\xed\xa0\x80"}) {
    CHECK(code("four green umbrellas "s + bad) == "password-not-text");
  }
  CHECK(code("four green umb\0rellas"s) == "password-not-text");
}

TEST_CASE("a password comes back in normal form KC", "[domain][password]") {
  CHECK(check_new_password("ﬁve gre\u0308en umbrellas", kContext)->reveal() == "five grëen umbrellas");
  CHECK(*check_new_password("ｆour green umbrellas", kContext) ==
        *check_new_password("four green umbrellas", kContext));
}

TEST_CASE("names and addresses of the person and organisation are no passwords", "[domain][password]") {
  CHECK(message("Contoso Deutschland GmbH") ==
        "the password is easy to guess: it is made of the name of the organisation");
  CHECK(message("contosodeutschlandgmbh2026!") ==
        "the password is easy to guess: it is made of the name of the organisation");
  CHECK(message("ZOE\u0308 lee o-brien 123") == "the password is easy to guess: it is made of your own name");
  CHECK(message("zoe.lee@contoso.example") == "the password is easy to guess: it is made of your own e-mail address");
  CHECK(message("!!zoelee19850312!!") ==
        "the password is easy to guess: it is made of the beginning of your own e-mail address");
  CHECK(message("zoelee1-zoelee2-zoelee3") ==
        "the password is easy to guess: it is made of the beginning of your own e-mail address");
  CHECK(code("zoelee likes four green umbrellas") == "accepted");
}

TEST_CASE("an empty or unreadable context forbids nothing", "[domain][password]") {
  CHECK(code("tr9!kq#vz2&mw5x", {}) == "accepted");
  CHECK(code("938475610293847561 !", {}) == "accepted");
  CHECK(code("tr9!kq#vz2&mw5x", {.organisation = "\xff", .name = "4711", .email = "@"}) == "accepted");
  const std::string huge(std::size_t{1} << 20, 'a');
  CHECK(code("tr9!kq#vz2&mw5x", {.organisation = huge, .name = huge, .email = huge}) == "accepted");
}

TEST_CASE("the same few characters again and again are too guessable", "[domain][password]") {
  for (const auto* typed :
       {"aaaaaaaaaaaaaaa", "abcabcabcabcabc", "abxabxabxabxabxa", "               ", "!?!?!?!?!?!?!?!?",
        "x7q-x7q-x7q-x7q-", "é é é é é é é é é", "Hk3!hK3!HK3!hk3!", "schnee7!schnee7!"}) {
    CAPTURE(typed);
    CHECK(code(typed) == "password-too-guessable");
  }
}

TEST_CASE("runs along the alphabet, the digits and the keyboard are too guessable", "[domain][password]") {
  for (const auto* typed :
       {"qwertyuiopasdfg", "123456789012345", "987654321098765", "abcdefghijklmno", "zyxwvutsrqponml",
        "qwertzuiopasdfgh", "1qaz2wsx3edc4rfv", "qazwsxedcrfvtgb", "aaaabbbbccccdddd", "111222333444555",
        "123-456-789-012-345", "ABC def GHI jkl", "asdfghjkl123456", "!@#$%^&*()_+!@#"}) {
    CAPTURE(typed);
    CHECK(code(typed) == "password-too-guessable");
  }
  CHECK(code("qwerty and four umbrellas") == "accepted");
}

TEST_CASE("passwords that everybody knows are too guessable", "[domain][password]") {
  for (const auto* typed :
       {"correct horse battery staple", "Correct-Horse-Battery-Staple-1", "passwordpassword", "Password12345678!",
        "administrator123", "AdministratorAdministrator", "1q2w3e4r5t6y7u8i9o0p", "trustno1trustno1"}) {
    CAPTURE(typed);
    CHECK(code(typed) == "password-too-guessable");
  }
  CHECK(message("correct horse battery staple") ==
        "the password is easy to guess: it is made of a password that everybody knows");
}

TEST_CASE("a password of nothing but words of the person and the organisation is told so", "[domain][password]") {
  CHECK(message("Contoso-Contoso-2026") == "the password is easy to guess: it is made of the name of the organisation");
  CHECK(message("O'Brien 1985 Zoë O'Brien") == "the password is easy to guess: it is made of your own name");
  CHECK(message("contoso.example.2026!") == "the password is easy to guess: it is made of your own e-mail address");
  CHECK(message("Zoë at Contoso 2026 zoe") == "accepted");  // "at" is none of them
  CHECK(message("Zoë@Deutschland:2026 lee") ==
        "the password is easy to guess: it is made of your own name, your e-mail address and the name of the "
        "organisation");
}

TEST_CASE("a pattern is told as what it is", "[domain][password]") {
  constexpr std::string_view kOrder =
      "the password is easy to guess: it is made of letters, digits or keys in the order in which they stand";
  for (const auto* typed : {"qwertyuiop123456", "zaq12wsxcde34rfv", "987654321098765", "asdfghjkl;'asdfgh"}) {
    CAPTURE(typed);
    CHECK(message(typed) == kOrder);
  }
  constexpr std::string_view kAgain =
      "the password is easy to guess: it is made of the same few characters again and again";
  for (const auto* typed :
       {"aaaaaaaaaaaaaaa", "x7q-x7q-x7q-x7q-", "tr9!kq#vz2tr9!kq#vz2", "tr9!kq#vz2&mw5tr9!kq#vz2&mw5"}) {
    CAPTURE(typed);
    CHECK(message(typed) == kAgain);
  }
  CHECK(code("kqvzmwtrxhgbnlpkqvzmwtrxhgbnlp") == "accepted");  // each half would be long enough by itself
}

TEST_CASE("one of the passwords of real leaks, alone or repeated, is too guessable", "[domain][password]") {
  for (const auto* typed :
       {"butterfly-2026-0815", "Butterfly Butterfly", "1qaz2wsx3edc4rfv5tgb!", "starwars77starwars"}) {
    CAPTURE(typed);
    CHECK(code(typed) == "password-too-guessable");
  }
}

TEST_CASE("two or three of the most common passwords are too guessable, four words are not", "[domain][password]") {
  constexpr std::string_view kWords =
      "the password is easy to guess: it is made of two or three of the most common passwords, one after the other";
  for (const auto* typed :
       {"dragon monkey football", "DragonMonkey2026!!", "summer2025-winter2026", "iloveyou superman"}) {
    CAPTURE(typed);
    CHECK(message(typed) == kWords);
  }
  for (const auto* typed : {"correct battery horse staples purple", "dragon monkey purple orange",
                            "four green umbrellas", "seven violet tractors hum", "nine amber lanterns drift",
                            "violet engine weaves algebra", "seven herons cross the marsh", "a walk along the river",
                            "coffee before the meeting", "my dog ate the orange sofa"}) {
    CAPTURE(typed);
    CHECK(message(typed) == "accepted");
  }
}

TEST_CASE("a word of the organisation's list is refused, alone or repeated, however it is dressed",
          "[domain][password]") {
  const std::set<std::string, std::less<>> list = {to_blocked_word("Project Nürnberg"), to_blocked_word("abc"),
                                                   to_blocked_word("R2-D2")};
  CHECK(list.contains("projectnürnberg"));
  const PasswordRules rules{.least = {}, .is_blocked = [&](std::string_view word) { return list.contains(word); }};
  for (const auto* typed :
       {"project nürnberg", "Project-Nürnberg-2026", "PROJECT NU\u0308RNBERG!", "r2d2-r2d2-r2d2-r2d2"}) {
    CAPTURE(typed);
    const auto checked = check_new_password(typed, kContext, rules);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == "password-too-guessable");
  }
  CHECK(check_new_password("project nürnberg", kContext, rules).error().message ==
        "the password is easy to guess: it is made of a word that your organisation does not allow in passwords");
  CHECK(check_new_password("project nürnberg", kContext));
  CHECK(check_new_password("the project in nürnberg", kContext, rules));
  CHECK(check_new_password("8273-a-9937-b-7364-c", kContext, rules));  // three letters do not make it guessable
}

TEST_CASE("an organisation may demand longer passwords, and the refusal says how long", "[domain][password]") {
  const PasswordRules rules{.least = value_or_throw(LeastLength::parse("20")), .is_blocked = {}};
  const auto refused = check_new_password("tr9!kq#vz2&mw5xtr9!", kContext, rules);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "password-too-short");
  CHECK(refused.error().message == "the password is shorter than 20 characters");
  CHECK(refused.error().hint.starts_with("choose at least 20 characters"));
  CHECK(check_new_password("tr9!kq#vz2&mw5xtr9!k", kContext, rules));
}

TEST_CASE("a policy's numbers are within their bounds", "[domain][password]") {
  CHECK(LeastLength().number() == 15);
  CHECK(TemporaryLife().hours() == std::chrono::hours{72});
  CHECK(LeastLength::parse("15")->number() == 15);
  CHECK(LeastLength::parse("64")->text() == "64");
  for (const auto* bad : {"14", "65", "", "x", "20 ", "+20", "-20", "99999999999999999999"}) {
    CAPTURE(bad);
    CHECK(LeastLength::parse(bad).error().code == "invalid-length");
  }
  CHECK(TemporaryLife::parse("1")->hours() == std::chrono::hours{1});
  CHECK(TemporaryLife::parse("720")->text() == "720");
  for (const auto* bad : {"0", "721", "", "3d", "72h", "1.5"}) {
    CAPTURE(bad);
    CHECK(TemporaryLife::parse(bad).error().code == "invalid-hours");
  }
}

TEST_CASE("a temporary password would be a good chosen one", "[domain][password]") {
  SeededRandom random;
  for (int i = 0; i < 200; ++i) CHECK(code(make_temporary_password(random).reveal()) == "accepted");
}

TEST_CASE("a password of the greatest length is judged quickly", "[domain][password]") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(code(std::string(256, 'a')) == "password-too-guessable");
  CHECK_FALSE(code("a" + repeat("\u0301\u0323", 900)).empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{2});
}

}  // namespace
