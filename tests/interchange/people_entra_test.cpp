#include "pcadmin/interchange/people_entra.hpp"

#include "people_reading.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace {

using namespace pcadmin;
using namespace pcadmin::interchange;
using namespace pcadmin::test;
using namespace std::string_literals;
using Lines = std::vector<std::string>;

const std::string kHeader =
    "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,"
    "Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],"
    "Department [department],Usage location [usageLocation],Street address [streetAddress],"
    "State or province [state],Country or region [country],Office [physicalDeliveryOfficeName],City [city],"
    "ZIP or postal code [postalCode],Office phone [telephoneNumber],Mobile phone [mobile]\n";
const std::string kTemplate = "version:v1.0,,,,,,,,,,,,,,,,\n" + kHeader;
const std::string kFour =
    "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,"
    "Block sign in (Yes/No) [accountEnabled] Required\n";

PeopleReading read(std::string_view text, std::size_t chunk = 64 * 1024) {
  return read_people([](ByteSource& source) { return read_people_entra_csv(source); }, text, chunk);
}

std::string code_of(std::string_view text) {
  const auto reading = read(text);
  return reading.failure ? reading.failure->code : "";
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The same file with another separator; it holds no quotes.
std::string separated(std::string text, char sign) {
  std::ranges::replace(text, ',', sign);
  return text;
}

}  // namespace

TEST_CASE("every column of the template for Entra becomes its field", "[people-entra]") {
  const auto reading = read(kTemplate +
                            "Example: Chris Green,chris@contoso.com,myPassword1234,No,Chris,Green,,,,,,,,,,,\n"
                            "Ann Lee, ann@contoso.example ,Hunter22!,Yes,Ann,Lee,Clerk,IT,us,1 Main St,WA,US,7,Redmond,"
                            "98052,+1 425 555 0100,+1 425 555 0199\n"
                            "Bo Ek,\" bo@contoso.example \",Hunter23!,no,,,,,,,,,,,,,030 123456\n");
  INFO(whole_text(reading));
  CHECK(person_texts(reading) ==
        Lines{"4: Ann Lee <ann@contoso.example>|Ann|Lee|-|Clerk|IT|+1 425 555 0100|US|disabled",
              "5: Bo Ek <bo@contoso.example>|-|-|-|-|-|030 123456|-|active"});
  CHECK(reading.notes == Lines{"2 passwords in the file were not read: everybody gets a temporary one",
                               "the template's example in line 3 was skipped"});
}

TEST_CASE("the template is read as spreadsheets leave it", "[people-entra]") {
  const auto rows =
      "Ann Lee,ann@contoso.example,x,No,,,,,,,,,,,,,,,,\n,,,,,,,,,,,,,,,,\nBo Ek,bo@contoso.example,x,No\n"s;
  for (const auto& text : {kTemplate + rows, "version:v1.0\r\n" + kHeader + rows, kHeader + rows,
                           separated(kTemplate + rows, ';'), separated(kTemplate + rows, '\t'),
                           "\xEF\xBB\xBFsep=,\n" + kTemplate + rows, "\"version:v1.0\"\n" + kHeader + rows}) {
    const auto reading = read(text);
    INFO(whole_text(reading));
    CHECK(reading.people.size() == 2);
    CHECK(reading.faults.empty());
  }
}

TEST_CASE("columns are known by the word in brackets alone", "[people-entra]") {
  const auto reading = read(
      "version:v1.0\nAnmelden blockieren [ accountEnabled ],X [USERPRINCIPALNAME],displayName\n"
      "Nein,ann@contoso.example,Ann\nno,bo@contoso.example,Bo\n");
  CHECK(fault_places(reading) == Lines{"3:1:accountEnabled:invalid-block-sign-in"});
  CHECK(person_texts(reading) == Lines{"4: Bo <bo@contoso.example>|-|-|-|-|-|-|-|active"});
}

TEST_CASE("without a column of passwords there need be none of blocked sign-ins", "[people-entra]") {
  CHECK(read("Name [displayName],User name [userPrincipalName]\nAnn,ann@contoso.example\n").people.at(0).state ==
        std::nullopt);
  CHECK(code_of("[displayName],[userPrincipalName],[passwordProfile]\n") == "missing-column");
  CHECK(code_of("[displayName],[passwordProfile],[accountEnabled]\n") == "missing-column");
}

TEST_CASE("only the first row can be the example of the template", "[people-entra]") {
  const auto row = "Example: Chris,chris@contoso.example,x,No\n"s;
  CHECK(read("version:v1.0\n" + kFour + row + row).people.size() == 1);
  CHECK(read("version:v1.0\n" + kFour + "Ann,ann@contoso.example,x,No\n" + row).people.size() == 2);
  CHECK(read("version:v1.0\n" + kFour + "A \"x\" b,a@contoso.example,x,No\n" + row).people.size() == 1);
  CHECK(read("version:v1.0\n" + kFour + ",,,\n" + row).people.size() == 1);
}

TEST_CASE("columns that are not of the template are told and nearly right ones refused", "[people-entra]") {
  const auto reading =
      read("[displayName],[userPrincipalName],Shoe size,[manager],[city],\nA,a@contoso.example,9,B,C,\n");
  CHECK(reading.people.size() == 1);
  CHECK(reading.notes ==
        Lines{"2 columns are not of Entra's template and were not read: \"Shoe size\" and \"[manager]\""});
  const auto near = read("[displayName],[userPrincipalName],Department [deparment]\n").failure;
  REQUIRE(near);
  CHECK(near->code == "unknown-column");
  CHECK(near->hint == "rename [deparment] to [department]");
  CHECK(read("[displayName],[userPrincpalName]\n").failure->hint == "rename [userPrincpalName] to [userPrincipalName]");
  CHECK(code_of("[displayName],[userPrincipalName],[DisplayName]\n") == "duplicate-column");
}

TEST_CASE("no password gets out of a file for Entra however its cells have moved", "[people-entra]") {
  const auto secret = "P@ssw0rd.example"s;
  for (const auto& row : {
           "Lee, Ann,ann@contoso.example," + secret + ",No",     // a comma too many
           "A, B, C,ann@contoso.example," + secret + ",No",      // two
           "Ann Lee ann@contoso.example," + secret + ",No,Ann",  // one too few
           secret + ",No",                                       // two
           "Ann,ann@contoso.example," + secret + ",Non",         // none
           "Ann,ann@contoso.example,\"" + secret + "\"x,No",     // quotes
           "Ann,ann@contoso.example," + secret + "\xE9,No",      // bytes
           "Ann,ann@contoso.example," + secret + ",No,,,,,,,,,,,,,," + secret,
       }) {
    CAPTURE(row);
    const auto reading = read(kTemplate + row + "\n");
    CHECK(reading.people.empty());
    CHECK(reading.faults.size() == 1);
    CHECK_FALSE(contains(whole_text(reading), secret));
  }
  CHECK_FALSE(contains(whole_text(read("Ann,ann@contoso.example," + secret + ",No\n")), secret));
}

TEST_CASE("every fault of a row for Entra is told by the word of the template", "[people-entra]") {
  const auto reading = read(kTemplate + ",ann,x,No,,,,,Utopia,,,,,,,call me,\n");
  CHECK(fault_places(reading) == Lines{"3:1:displayName:missing-name", "3:2:userPrincipalName:invalid-email",
                                       "3:9:usageLocation:invalid-usage-location",
                                       "3:16:telephoneNumber:invalid-phone"});
  CHECK(reading.faults.at(1).value == "ann");
}

TEST_CASE("a column of a file for Entra is found by the field it becomes", "[people-entra]") {
  TextSource source(kTemplate);
  const auto reader = read_people_entra_csv(source);
  CHECK(reader->column_of("email") == 2);
  CHECK(reader->column_of("state") == 4);
  CHECK(reader->column_of("phone") == 16);
  CHECK(reader->column_of("roles") == 0);
}

TEST_CASE("a template of another version and one without a header are refused", "[people-entra]") {
  CHECK(code_of("version:v2.0\n" + kHeader) == "entra-version");
  CHECK(code_of("version:v1.0\n") == "empty-file");
  CHECK(code_of("") == "empty-file");
  CHECK(code_of("version:v1.0\nname,email\n") == "missing-column");
  CHECK(code_of("version:v1.0\n\"name\n") == "csv-quote");
}

TEST_CASE("a file for Entra is known by its beginning", "[people-entra]") {
  for (const auto& text : {kTemplate, kHeader, "\xEF\xBB\xBFVersion:v1.0;;;\r\n"s, "\"version:v1.0\"\n"s,
                           "sep=;\r\nversion:v1.0;;\r\n"s, "Object ID [objectId],x [ userPrincipalName]"s})
    CHECK(looks_like_entra_csv(text));
  for (const auto* const text :
       {"", "name,email\n", "version: 1\n", "name,email\n[userPrincipalName],x\n", "sep=a", "sep="})
    CHECK_FALSE(looks_like_entra_csv(text));
}

TEST_CASE("no file for Entra however broken breaks the reader and every fault has a line within it", "[people-entra]") {
  static const Lines kScraps = {"\"",   ",", ";", "\n",  "\r\n",    "\0"s,     " ",
                                "\xC3", "[", "]", "Yes", "sep=;\n", "version:"};
  const auto rows = "Example: x,,,\nAnn Lee,ann@contoso.example,x,No,,,,,DE,,,,,,,,\nBo Ek,bo@contoso.example,x,Yes\n"s;
  std::mt19937 random(10);
  for (int round = 0; round < 2000; ++round) {
    auto file = (round % 2 == 0 ? kTemplate : kFour) + rows;
    for (auto edits = 1 + random() % 6; edits > 0; --edits)
      file.replace(random() % (file.size() + 1), random() % 4, kScraps[random() % kScraps.size()]);
    const auto reading = read(file, 1 + random() % 64);
    const auto most = static_cast<std::uint64_t>(1 + std::ranges::count_if(file, [](char c) { return c < ' '; }));
    for (const auto& fault : reading.faults)
      if (fault.line < 1 || fault.line > most || fault.code.empty() || fault.message.empty() || !is_utf8(fault.value))
        FAIL(whole_text(reading) << escape_controls(file));
  }
}
