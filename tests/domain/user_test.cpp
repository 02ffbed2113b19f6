#include "pcadmin/domain/user.hpp"

#include "domain/countries.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using namespace std::string_literals;

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

std::string repeat(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

template <class Parsed>
std::string code(const Parsed& parsed) {
  if (parsed) return "accepted";
  CHECK(parsed.error().kind == pcadmin::FailureKind::invalid);
  CHECK_FALSE(parsed.error().hint.empty());
  return parsed.error().code;
}

TEST_CASE("a user id is usr_ and a number from 1", "[domain][user]") {
  CHECK(UserId::parse("usr_17")->number() == 17);
  CHECK(UserId(17).text() == "usr_17");
  CHECK(UserId::parse("usr_9223372036854775807")->number() == INT64_MAX);
  for (const auto& text :
       {""s, "usr_"s, "17"s, "usr_0"s, "usr_017"s, "usr_-1"s, "usr_+1"s, "usr_1 "s, " usr_1"s, "USR_1"s, "usr_1a"s,
        "usr_9223372036854775808"s, "usr_1\0"s, "usr_" + std::string(kMebibyte, '9')}) {
    CHECK(code(UserId::parse(text)) == "invalid-user-id");
  }
}

TEST_CASE("a name is trimmed and kept in normal form C", "[domain][user]") {
  CHECK(PersonName::parse(" \tZoe\u0308  Lee \u00a0\u3000")->text() == "Zoë  Lee");
  CHECK(PersonName::parse("李明")->text() == "李明");
  CHECK(PersonName::parse("👩\u200d👧")->text() == "👩\u200d👧");
  CHECK(*PersonName::parse("Zoe\u0308") == *PersonName::parse("Zoë"));
}

TEST_CASE("a name has something that shows, no controls and no broken bytes", "[domain][user]") {
  for (const auto& text : {""s, "  "s, "\u00a0"s, "\u200b"s, "\u3164"s, "\u0301"s, "a\nb"s, "a\0b"s, "a\u202eb"s,
                           "a\x1b[2J"s, "\xff"s, "a\xc0\xaf"s, "\xed\xa0\x80"s, "a\u2028"s}) {
    CHECK(code(PersonName::parse(text)) == "invalid-name");
  }
}

TEST_CASE("a name has at most 256 characters, counted in normal form C", "[domain][user]") {
  CHECK(PersonName::parse(std::string(256, 'a')));
  CHECK(PersonName::parse(repeat("e\u0301", 256))->text() == repeat("é", 256));
  CHECK(PersonName::parse(repeat("😀", 256)));
  CHECK(PersonName::parse(repeat("\u03b1\u0313\u0300\u0345", 256))->text() == repeat("\u1f82", 256));
  CHECK(code(PersonName::parse(repeat("é", 257))) == "invalid-name");
}

TEST_CASE("a refusal names the field and quotes the value briefly", "[domain][user]") {
  CHECK(GivenName::parse("a\nb").error().message == "\"a\nb\" is not a given name: a control character");
  CHECK(GivenName::parse("").error().hint == "a given name is one line of 1 to 64 characters");
  const auto long_title = JobTitle::parse(std::string(500, 'x'));
  CHECK(long_title.error().message ==
        "\"" + std::string(60, 'x') + "…\" is not a job title: longer than 128 characters");
}

TEST_CASE("each line has its code and its limit", "[domain][user]") {
  CHECK(GivenName::parse(std::string(64, 'a')));
  CHECK(code(GivenName::parse(std::string(65, 'a'))) == "invalid-given-name");
  CHECK(FamilyName::parse(std::string(64, 'a')));
  CHECK(code(FamilyName::parse(std::string(65, 'a'))) == "invalid-family-name");
  CHECK(JobTitle::parse(std::string(128, 'a')));
  CHECK(code(JobTitle::parse(std::string(129, 'a'))) == "invalid-job-title");
  CHECK(Department::parse(std::string(64, 'a')));
  CHECK(code(Department::parse(std::string(65, 'a'))) == "invalid-department");
  CHECK(code(Department::parse("")) == "invalid-department");
  CHECK(Department::parse("  Zoe\u0308 ")->text() == "Zoë");
}

TEST_CASE("a phone number is taken as people write it", "[domain][user]") {
  for (const auto* text : {"+49 30 123456", "030/123-456", "(030) 123.456", "112", "+1 (425) 555-0100 x17",
                           "555-0100 ext. 123456", "555-0100X1", "555 (0100)", "123456789012345"}) {
    CAPTURE(text);
    REQUIRE(Phone::parse(text));
    CHECK(Phone::parse(text)->text() == text);
  }
  CHECK(Phone::parse(" 112 ")->text() == "112");
}

TEST_CASE("what no telephone could dial is refused", "[domain][user]") {
  for (const auto& text : {""s,
                           "+"s,
                           "12"s,
                           "1234567890123456"s,
                           "phone"s,
                           "49+30123"s,
                           "++4930123"s,
                           "-123"s,
                           "123-"s,
                           "123 x"s,
                           "123 x1234567"s,
                           "123 x1 x2"s,
                           "x17"s,
                           "ext. 17"s,
                           "123 ext 4 5"s,
                           "１２３"s,
                           "12\n3"s,
                           "1\0 23"s,
                           "123\u202e"s,
                           "\xff"s,
                           "1" + std::string(63, ' ') + "23"}) {
    CAPTURE(text);
    CHECK(code(Phone::parse(text)) == "invalid-phone");
  }
}

TEST_CASE("there are 249 countries", "[domain][user]") {
  int count = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) count += is_assigned_country(std::string{first, second}) ? 1 : 0;
  }
  CHECK(count == 249);
}

TEST_CASE("a usage location is a country in any letter case", "[domain][user]") {
  CHECK(UsageLocation::parse("de")->text() == "DE");
  CHECK(UsageLocation::parse("Gb")->text() == "GB");
  for (const auto& text : {""s, "D"s, "DEU"s, "XX"s, "EU"s, "XK"s, "ZZ"s, " D"s, "ß"s, "D\0"s, "\xff\xff"s, "Ａ"s}) {
    CHECK(code(UsageLocation::parse(text)) == "invalid-usage-location");
  }
  CHECK(UsageLocation::parse("uk").error().hint == "the United Kingdom is GB");
}

TEST_CASE("kind and state are read by word and written back", "[domain][user]") {
  CHECK(*parse_user_kind("Guest") == UserKind::guest);
  CHECK(*parse_user_kind("MEMBER") == UserKind::member);
  CHECK(*parse_user_state("active") == UserState::active);
  CHECK(*parse_user_state("Disabled") == UserState::disabled);
  CHECK(to_string(UserKind::guest) == "guest");
  CHECK(to_string(UserKind::member) == "member");
  CHECK(to_string(UserState::disabled) == "disabled");
  CHECK(to_string(UserState::active) == "active");
  for (const auto& text : {""s, "members"s, "guest\0"s, " guest"s, "\xff"s})
    CHECK(code(parse_user_kind(text)) == "invalid-kind");
  for (const auto& text : {""s, "disabled!"s, "activ"s, "aktiv"s})
    CHECK(code(parse_user_state(text)) == "invalid-state");
  CHECK(parse_user_kind("x").error().hint == "a user is a member or a guest");
}

TEST_CASE("a mebibyte in any field is refused quickly", "[domain][user]") {
  const auto begin = std::chrono::steady_clock::now();
  for (const auto& text : {std::string(kMebibyte, 'a'), std::string(kMebibyte, '1'), std::string(kMebibyte, '\xff'),
                           repeat("\u0301\u0323", kMebibyte / 4), repeat("\u00a0", kMebibyte / 2)}) {
    CHECK(code(UserId::parse(text)) == "invalid-user-id");
    CHECK(code(PersonName::parse(text)) == "invalid-name");
    CHECK(code(GivenName::parse(text)) == "invalid-given-name");
    CHECK(code(Phone::parse(text)) == "invalid-phone");
    CHECK(code(UsageLocation::parse(text)) == "invalid-usage-location");
    CHECK(code(parse_user_kind(text)) == "invalid-kind");
    CHECK(PersonName::parse(text).error().message.size() < 400);
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{5});
}

}  // namespace
