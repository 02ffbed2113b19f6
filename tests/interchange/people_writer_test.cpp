#include "pcadmin/interchange/people_writer.hpp"

#include "people_reading.hpp"

#include "pcadmin/domain/role.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// What is written is read as the same people.
namespace {

using namespace pcadmin;
using namespace pcadmin::interchange;

/// A person's texts with somebody to own them.
struct Person {
  std::string name{};
  std::string email{};
  std::string roles{};
  std::string given_name{};
  std::string family_name{};
  std::string kind{};
  std::string job_title{};
  std::string department{};
  std::string phone{};
  std::string usage_location{};
  std::string state{};

  domain::PersonTexts texts(std::int64_t id) const {
    return {id, name, email, roles, given_name, family_name, kind, job_title, department, phone, usage_location, state};
  }
};

/// What spreadsheets, RFC 2849, RFC 4180 and JSON each have to be careful of.
constexpr std::array<std::string_view, 26> kWords = {
    "Noor Haddad", "=1+1",       "+1",        "-x",     "@y",           "'quoted'",  "'=1",      "''=1",        "a,b",
    "a;b",         "say \"hi\"", "back\\sl",  "Ørsted", "Надія Шевчук", "日本 太郎", ": colon",  "< less",      "#hash",
    "dn: x",       "tail:",      "Example A", "NULL",   "null",         "a\u200db",  "🦉 owl", "version:v1.0"};

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  Person person(int number) {
    Person person;
    person.name = text_of<domain::PersonName>(true);
    person.email = fmt::format("{}.{}@contoso.example", below(2) == 0 ? "noor" : "o'n+eil", number);
    for (const auto id : domain::Catalogue::role_ids())
      if (below(8) == 0) person.roles += (person.roles.empty() ? "" : ";") + std::string(id.text());
    person.given_name = text_of<domain::GivenName>(false);
    person.family_name = text_of<domain::FamilyName>(false);
    person.kind = below(4) == 0 ? "guest" : "member";
    person.job_title = text_of<domain::JobTitle>(false);
    person.department = text_of<domain::Department>(false);
    person.phone = below(2) == 0 ? "" : "+31 20 555 0100";
    person.usage_location = below(2) == 0 ? "" : "NL";
    person.state = below(3) == 0 ? "disabled" : "active";
    return person;
  }

 private:
  std::size_t below(std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random_); }

  /// As it would be stored.
  template <class T>
  std::string text_of(bool required) {
    if (!required && below(3) == 0) return {};
    for (;;) {
      auto text = std::string(kWords[below(kWords.size())]);
      if (below(3) == 0) text += fmt::format(" {}", kWords[below(kWords.size())]);
      if (below(10) == 0) text += std::string(below(60), 'x');
      if (const auto parsed = T::parse(text)) return parsed->text();
    }
  }

  std::mt19937 random_;
};

std::string write(PeopleFormat format, const std::vector<Person>& people) {
  std::string text;
  const auto writer = write_people(format);
  writer->begin(text);
  for (std::size_t i = 0; i < people.size(); ++i) writer->person(text, people[i].texts(static_cast<int>(i) + 1));
  writer->end(text);
  return text;
}

/// As `test::person_text` tells one who was read, without the line. What a format has no place for is not there.
std::string expected(PeopleFormat format, const Person& person) {
  const auto or_none = [](const std::string& text) { return text.empty() ? "-" : text; };
  std::string roles = has_roles(format) && !person.roles.empty() ? " " + person.roles : "";
  std::ranges::replace(roles, ';', ' ');
  return fmt::format("{} <{}>{}|{}|{}|{}|{}|{}|{}|{}|{}", person.name, person.email, roles, or_none(person.given_name),
                     or_none(person.family_name), has_kind(format) ? person.kind : "-", or_none(person.job_title),
                     or_none(person.department), or_none(person.phone), or_none(person.usage_location), person.state);
}

std::vector<std::string> read_again(const std::string& text, std::optional<PeopleFormat> format) {
  const auto reading = test::read_people(
      [&](ByteSource& source) {
        return interchange::read_people(source, format ? *format : value_or_throw(detect_format(text)));
      },
      text);
  INFO(test::whole_text(reading));
  CHECK_FALSE(reading.failure);
  CHECK(reading.faults.empty());
  for (const auto& note : reading.notes) CHECK(note == "the template's example in line 3 was skipped");
  auto people = test::person_texts(reading);
  for (auto& person : people) person.erase(0, person.find(": ") + 2);
  return people;
}

PeopleFormat format_of(std::string_view word) { return *parse_people_format(word); }

}  // namespace

TEST_CASE("people who are written are read as the same people, in every format", "[people-writer]") {
  const auto word = GENERATE(from_range(kPeopleFormats));
  const auto format = format_of(word);
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Generator generator(seed);
    std::vector<Person> people;
    std::vector<std::string> wanted;
    for (int i = 0; i < 20; ++i) {
      people.push_back(generator.person(i));
      wanted.push_back(expected(format, people.back()));
    }
    const auto text = write(format, people);
    INFO(word << ", seed " << seed << ":\n" << text);
    REQUIRE(read_again(text, format) == wanted);
    REQUIRE(read_again(text, std::nullopt) == wanted);  // known by its beginning, too
  }
}

TEST_CASE("a file of nobody is read as nobody, in every format", "[people-writer]") {
  const auto word = GENERATE(from_range(kPeopleFormats));
  const auto text = write(format_of(word), {});
  INFO(word << ": " << text);
  if (text.empty())
    CHECK(word == "ndjson");  // nobody is no line
  else
    CHECK(read_again(text, format_of(word)).empty());
}

TEST_CASE("somebody whose name begins with Example is not taken for the example of Entra's template",
          "[people-writer]") {
  const Person person{
      .name = "Example Person", .email = "example@contoso.example", .kind = "member", .state = "active"};
  const auto text = write(PeopleFormat::entra_csv, {person, person});
  CHECK(read_again(text, PeopleFormat::entra_csv) == std::vector(2, expected(PeopleFormat::entra_csv, person)));
}

TEST_CASE("a name that a directory could take for something else is written as base64", "[people-writer]") {
  const auto ldif = [](std::string name) {
    return write(PeopleFormat::ldif, {{.name = std::move(name), .email = "a@contoso.example", .state = "active"}});
  };
  CHECK(ldif("Noor").find("cn: Noor\n") != std::string::npos);
  for (const auto* const name : {": colon", "< less", "Ørsted"}) {
    INFO(name);
    CHECK(ldif(name).find("cn:: ") != std::string::npos);
  }
}
