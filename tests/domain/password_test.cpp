#include "pcadmin/domain/password.hpp"

#include "support/seeded_random.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
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

std::string message(std::string_view typed) { return check_new_password(typed, kContext).error().message; }

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
