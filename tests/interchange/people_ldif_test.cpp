#include "pcadmin/interchange/people_ldif.hpp"

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

PeopleReading read(std::string_view text, std::size_t chunk = 64 * 1024) {
  return read_people([](ByteSource& source) { return read_people_ldif(source); }, text, chunk);
}

/// An entry of a person with an address, and these lines more.
std::string person(std::string_view lines = {}) {
  return fmt::format("dn: cn=Ann Lee,dc=contoso,dc=example\nobjectClass: top\nobjectClass: person\n{}{}", lines,
                     lines.find("mail:") == std::string_view::npos ? "cn: Ann Lee\nmail: ann@contoso.example\n" : "");
}

std::string person_of(std::string_view lines) {
  const auto reading = read(person(lines));
  INFO(whole_text(reading));
  REQUIRE(reading.faults.empty());
  REQUIRE(reading.people.size() == 1);
  return person_text(reading.people.front());
}

Lines faults_of(std::string_view lines) { return fault_places(read(person(lines))); }

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string repeat(std::string_view part, std::size_t times) {
  std::string text;
  while (times-- > 0) text += part;
  return text;
}

const std::string kAnn = "1: Ann Lee <ann@contoso.example>|-|-|-|-|-|-|-|-";

const std::string kGolden =
    "version: 1\n\n"
    "# an entry of OpenLDAP\n"
    "dn: uid=ann,ou=people,dc=contoso,dc=example\n"
    "objectClass: inetOrgPerson\n"
    "cn: Ann Lee\n"
    "displayName:: QW5uIExlw6k=\n"
    "givenName: Ann\n"
    "sn: Lee\n"
    "mail: ann@contoso.example\n"
    "mail: second@contoso.example\n"
    "title: Senior\n"
    "  clerk\n"
    "departmentNumber: 17\n"
    "ou: IT\n"
    "telephoneNumber: +1 425 555 0100\n"
    "mobile: +1 425 555 0199\n"
    "userPassword:: e1NTSEF9c2VjcmV0\n"
    "jpegPhoto:: not base64 at all, and nobody looks\n"
    "\n"
    "# an entry of Active Directory\n"
    "DN: CN=Bo Ek,DC=contoso,DC=example\n"
    "objectclass: top\n"
    "objectclass: person\n"
    "objectclass: organizationalPerson\n"
    "objectclass: user\n"
    "CN: Bo Ek\n"
    "userprincipalname: bo@contoso.example\n"
    "department: Sales\n"
    "mobile: 030 123456\n"
    "co: Germany\n"
    "C: de\n"
    "userAccountControl: 514\n"
    "\n"
    "dn: ou=people,dc=contoso,dc=example\n"
    "objectClass: organizationalUnit\n"
    "ou: people\n";

const Lines& samples() {
  static const Lines kSamples = {
      "",
      "\n\n# nothing\n",
      kGolden,
      "version: 1\r\ndn: cn=a\r\nobjectClass: person\r\ncn: A\r\n B\r\nmail: a@contoso.example\r\n\r\n",
      "dn: cn=a\rchangetype: modify\rreplace: cn\rcn: B\r-\r\rdn: cn=b\robjectClass: device\r",
      "dn: cn=a\nobjectClass: person\ncn:: !!!\nmail:< file:///etc/mail\nmobile\n: x\n\n\xE9: x\ncn: Jos\xE9\n",
      "search: 2\nresult: 4 Size limit exceeded\n\nref: ldap://b/\n",
      "dn: cn=a\nobjectClass: person\ncn: " + repeat("x", 70000) + "\nmail: a@contoso.example\n",
      "dn: cn=a\nobjectClass: person\njpegPhoto:: " + repeat(repeat("x", 76) + "\n ", 1500) +
          "\ncn: A\nmail: a@contoso.example\n",
      "dn:: \ndn: b\nobjectClass: per\0son\n"s,
  };
  return kSamples;
}

}  // namespace

TEST_CASE("every attribute of a directory becomes its field", "[people-ldif]") {
  const auto reading = read(kGolden);
  INFO(whole_text(reading));
  CHECK(person_texts(reading) == Lines{"4: Ann Leé <ann@contoso.example>|Ann|Lee|-|Senior clerk|IT|+1 425 555 0100|-|-",
                                       "22: Bo Ek <bo@contoso.example>|-|-|-|-|Sales|030 123456|DE|disabled"});
  CHECK(reading.faults.empty());
  CHECK(reading.notes == Lines{"1 password in the file was not read: everybody gets a temporary one",
                               "1 entry is not a person and was skipped: organizationalUnit"});
}

TEST_CASE("lines are unfolded wherever they are cut with any line end", "[people-ldif]") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    std::string file;
    for (const auto* const line :
         {"dn: cn=a", " ,dc=b", "objectCl", " ass: pers", " on", "# a comment that", "  goes on", "cn:", "  Ann", "  ",
          " Lee", "mail:", " :", " YW5uQGNvbnRvc28u", " ZXhhbXBsZQ=="})
      file += line + end;
    INFO(whole_text(read(file)));
    CHECK(person_texts(read(file)) == Lines{kAnn});
  }
}

TEST_CASE("the name is the first of displayName and cn or else of given and family name", "[people-ldif]") {
  CHECK(person_of("cn: C\ndisplayName: D\nmail: ann@contoso.example\n").starts_with("1: D <"));
  CHECK(person_of("cn: C\ncn: E\nmail: ann@contoso.example\n").starts_with("1: C <"));
  CHECK(person_of("sn: Lee\ngivenName: Ann\nmail: ann@contoso.example\n").starts_with("1: Ann Lee <"));
  CHECK(person_of("sn: Lee\nmail: ann@contoso.example\n").starts_with("1: Lee <"));
  CHECK(faults_of("mail: ann@contoso.example\n") == Lines{"1:0:cn:missing-name"});
}

TEST_CASE("an attribute without options goes before one with", "[people-ldif]") {
  CHECK(person_of("cn;lang-de: Anna\ncn: Ann\ncn;lang-fr: Anne\nmail: a@contoso.example\n").starts_with("1: Ann <"));
  CHECK(person_of("cn;lang-de: Anna\ncn;lang-fr: Anne\nmail: a@contoso.example\n").starts_with("1: Anna <"));
  CHECK(person_of("cn:\ncn;lang-de: Anna\nmail: a@contoso.example\n").starts_with("1: Anna <"));
}

TEST_CASE("what a schema gives one value is refused with two different ones", "[people-ldif]") {
  CHECK(faults_of("displayName: A\ndisplayName: B\n") == Lines{"5:0:displayName:duplicate-attribute"});
  CHECK(faults_of("userAccountControl: 512\nuserAccountControl: 514\n") ==
        Lines{"5:0:userAccountControl:duplicate-attribute"});
  CHECK(person_of("displayName: A\ndisplayName: A\ndisplayName;lang-de: B\n").starts_with("1: A <"));
}

TEST_CASE("without a mail the user principal name is the address", "[people-ldif]") {
  const auto entry = "dn: cn=a\nobjectClass: user\ncn: A\n"s;
  CHECK(person_texts(read(entry + "userPrincipalName: a@contoso.example\n")).size() == 1);
  CHECK(read(entry + "userPrincipalName: a@contoso.example\nmail: b@contoso.example\n").people.at(0).email.text() ==
        "b@contoso.example");
  const auto none = read(entry);
  CHECK(fault_places(none) == Lines{"1:0:mail:missing-email"});
  CHECK(none.faults.at(0).value == "cn=a");
}

TEST_CASE("only a country of two letters is a usage location", "[people-ldif]") {
  CHECK(person_of("c: de\n").ends_with("|DE|-"));
  CHECK(person_of("co: FR\n").ends_with("|FR|-"));
  CHECK(person_of("co: Germany\n").ends_with("|-|-"));
  CHECK(person_of("c: Germany\nco: DE\n").ends_with("|DE|-"));
  CHECK(faults_of("c: XQ\n") == Lines{"4:0:c:invalid-usage-location"});
}

TEST_CASE("bit 2 of userAccountControl is a disabled account", "[people-ldif]") {
  CHECK(person_of("userAccountControl: 512\n").ends_with("|active"));
  CHECK(person_of("userAccountControl: 66050\n").ends_with("|disabled"));
  CHECK(person_of("userAccountControl:: NTE0\n").ends_with("|disabled"));
  CHECK(person_of("userAccountControl:\n").ends_with("|-"));
  for (const auto* const word : {"0x202", "512 ", "514x", "", "99999999999999999999"})
    CHECK(faults_of(fmt::format("userAccountControl: {}\n", word)).size() ==
          (word == std::string("512 ") || word == std::string() ? 0 : 1));
}

TEST_CASE("entries that are no people are counted by their object class", "[people-ldif]") {
  const auto reading = read(
      "dn: a\nobjectClass: top\nobjectClass: person\nobjectClass: user\nobjectClass: computer\ncn: a\n\n"
      "dn: b\nobjectClass: groupOfNames\nobjectClass: top\n\n"
      "dn: c\nobjectClass: groupOfNames\ncn:: !\n\n"
      "dn: d\nobjectClass: person\nobjectClass: contact\ncn: d\nmail: d@contoso.example\n");
  CHECK(reading.people.empty());
  CHECK(reading.faults.empty());
  CHECK(reading.notes ==
        Lines{"4 entries are not people and were skipped: computer (1), contact (1) and groupOfNames (2)"});
}

TEST_CASE("an entry without object classes is not guessed at", "[people-ldif]") {
  CHECK(fault_places(read("dn: a\ncn: A\nmail: a@contoso.example\n")) == Lines{"1:0:objectClass:missing-object-class"});
}

TEST_CASE("no password gets out of the file", "[people-ldif]") {
  const auto reading = read(person("userPassword: hunter2\nUNICODEPWD:: aHVudGVyMg==\nuserPassword;x-a: hunter2\n") +
                            "hunter2\n\ndn: b\nuserPassword:: hunter2!\n\nuserPassword: hunter2\n hunter2\n");
  CHECK(reading.notes == Lines{"5 passwords in the file were not read: everybody gets a temporary one"});
  CHECK_FALSE(contains(whole_text(reading), "hunter2"));
  CHECK(fault_places(reading) ==
        Lines{"9:0::ldif-syntax", "11:0:objectClass:missing-object-class", "14:0:dn:missing-dn"});
}

TEST_CASE("a URL is refused by name and never fetched", "[people-ldif]") {
  const auto reading = read(person("jpegPhoto:< file:///tmp/ann.jpg\ncn:<file:///tmp/x\n"));
  CHECK(fault_places(reading) == Lines{"4:0:jpegPhoto:ldif-url", "5:0:cn:ldif-url"});
  CHECK(reading.people.empty());
}

TEST_CASE("a change record is refused by its name and once", "[people-ldif]") {
  const auto reading = read("dn: a\nchangetype: modify\nreplace: mail\nmail: x\n-\n\n" + person());
  CHECK(fault_places(reading) == Lines{"2:0:changetype:ldif-change"});
  CHECK(contains(reading.faults.at(0).message, "changetype: modify"));
  CHECK(reading.people.size() == 1);
  CHECK(contains(read("dn: a\nchangetype: add\n").faults.at(0).hint, "ldifde"));
}

TEST_CASE("a line that is no attribute spoils its entry only", "[people-ldif]") {
  for (const auto* const line : {"mobile", ": x", "-", "tele phone: 1", "-a: b", "c\xC3\xA9: x", "a\0b: c"}) {
    CAPTURE(line);
    const auto reading = read(person(line + "\n"s) + "\n" + person());
    CHECK(fault_places(reading) == Lines{"4:0::ldif-syntax"});
    CHECK(reading.people.size() == 1);
  }
  CHECK(fault_places(read(" cn: x\n" + person())) == Lines{"1:0::ldif-syntax"});
  CHECK(fault_places(read("version: 1\n\n cn: x\n" + person())) == Lines{"3:0::ldif-syntax"});
  CHECK(fault_places(read(person() + "\n  \n cn: x\n")) == Lines{"8:0::ldif-syntax"});
  CHECK(read(person() + "\n \n" + person() + "\n\n  ").people.size() == 2);
}

TEST_CASE("a record that does not begin with its dn is told with its line", "[people-ldif]") {
  CHECK(fault_places(read(person() + "\ncn: B\ndn: b\n")) == Lines{"7:0:dn:missing-dn"});
  CHECK(fault_places(read(person() + person())) == Lines{"6:0:dn:ldif-syntax"});
}

TEST_CASE("a file of lines that are no attributes does not fill the memory", "[people-ldif]") {
  CHECK(read(repeat("name,email\n", 5000)).faults.size() == 100);
}

TEST_CASE("base64 is decoded to UTF-8 or is a fault of its value", "[people-ldif]") {
  CHECK(faults_of("title:: Q2xlcms\n") == Lines{"4:0:title:invalid-base64"});
  CHECK(faults_of("title:: Q2xl!mvr\n") == Lines{"4:0:title:invalid-base64"});
  const auto latin = read(person("sn:: TGXp\n") + "\n" + person());
  CHECK(fault_places(latin) == Lines{"4:0:sn:not-utf8"});
  CHECK(latin.faults.at(0).value == "Le\\xe9");
  CHECK(latin.people.size() == 1);
  CHECK(faults_of("sn:: TGUA\n") == Lines{"4:0:sn:invalid-family-name"});
  CHECK(person_of("title::  Q2xlcms= \n") == "1: Ann Lee <ann@contoso.example>|-|-|-|Clerk|-|-|-|-");
}

TEST_CASE("bytes that are not UTF-8 end an LDIF file and are told by the name of what they look like",
          "[people-ldif]") {
  const auto latin = read(person("sn: Le\xE9\n") + "\n" + person());
  CHECK(fault_places(latin) == Lines{"4:0:sn:not-utf8"});
  CHECK(contains(latin.faults.at(0).message, "looks like Latin-1"));
  CHECK(contains(latin.faults.at(0).hint, "iconv -f LATIN1 -t UTF-8 FILE > FILE.utf8.ldif"));
  CHECK(latin.people.empty());
  CHECK(contains(read(person("sn: \x80\n")).faults.at(0).hint, "iconv -f CP1252 -t UTF-8"));
  CHECK_FALSE(contains(read(person("sn: \xC3\xA9\xE9\n")).faults.at(0).hint, "iconv"));
  CHECK(faults_of("sn: L\0e\n"s) == Lines{"4:0:sn:nul-byte"});
  CHECK(person_of("street: \xE9\n") == kAnn);
}

TEST_CASE("UTF-16 as ldifde writes it is told by name", "[people-ldif]") {
  const auto failure = read(
                           "\xFF\xFE"
                           "d\0n\0:\0"s)
                           .failure;
  REQUIRE(failure);
  CHECK(failure->code == "not-utf8");
  CHECK(contains(failure->hint, "iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8.ldif"));
}

TEST_CASE("a value that never ends is a fault where it is read and passed over where it is not", "[people-ldif]") {
  const auto folded = repeat(repeat("x", 76) + "\n ", 30000);
  CHECK(faults_of("title: " + folded + "\n") == Lines{"4:0:title:field-too-long"});
  CHECK(person_of("jpegPhoto:: " + folded + "\n") == kAnn);
  CHECK(faults_of(repeat("x", 70000) + ": y\n") == Lines{"4:0::ldif-syntax"});
  CHECK(faults_of("title: " + repeat("x", Limits::kFieldBytes) + "\n") == Lines{"4:0:title:invalid-job-title"});
  CHECK(faults_of("title: " + repeat("x", Limits::kFieldBytes + 1) + "\n") == Lines{"4:0:title:field-too-long"});
}

TEST_CASE("what ldapsearch adds is passed over but where the search was cut short", "[people-ldif]") {
  const auto file = "# extended LDIF\n#\n# LDAPv3\n\n" + person() + "\n# search reference\nref: ldap://b.example/\n\n";
  const auto good =
      read(file + "# search result\nsearch: 2\nresult: 0 Success\n\n# numResponses: 2\n# numEntries: 1\n");
  CHECK(good.people.size() == 1);
  CHECK(good.faults.empty());
  CHECK(good.notes == Lines{"1 reference to other servers was not followed"});
  CHECK(fault_places(read(file + "search: 2\nresult: 4 Size limit exceeded\n")) ==
        Lines{"15:0:result:incomplete-export"});
}

TEST_CASE("LDIF of another version and an empty file are refused", "[people-ldif]") {
  CHECK(read("version: 2\n\n" + person()).failure->code == "ldif-version");
  CHECK(read("version: 1\n" + person()).people.size() == 1);
  CHECK(read("version: 1\n").people.empty());
  for (const auto* const text : {"", "\n\n", "# only words\n", "\xEF\xBB\xBF"})
    CHECK(read(text).failure->code == "empty-file");
}

TEST_CASE("LDIF is known by its beginning", "[people-ldif]") {
  for (const auto* const text :
       {"dn: cn=a", "DN:: Y24=", "version: 1\n", "\xEF\xBB\xBF\r\nversion:1\r\n", "# x\n  more: y\n\ndn:\n", "dn:"})
    CHECK(looks_like_ldif(text));
  for (const auto* const text :
       {"", "#", "name,email\n", "version:v1.0,,\n", "version:", "dnx: 1", "{\"dn\": 1}", "x\ndn: a"})
    CHECK_FALSE(looks_like_ldif(text));
}

TEST_CASE("how the source cuts an LDIF file's bytes makes no difference", "[people-ldif]") {
  for (const auto& sample : samples()) {
    const auto expected = whole_text(read(sample));
    for (const std::size_t chunk : {1U, 2U, 3U, 7U, 4093U}) {
      CAPTURE(chunk, sample.substr(0, 60));
      CHECK(whole_text(read(sample, chunk)) == expected);
    }
  }
}

TEST_CASE("where an LDIF file's bytes fall in the buffer makes no difference", "[people-ldif]") {
  const auto tail = person("title: Cle\r\n rk\nuserAccountControl:: NT\n E0\n");
  for (std::size_t shift = 0; shift < tail.size() + 4; ++shift) {
    const auto file = "#" + repeat("x", 65536 - tail.size() + shift) + "\n\n" + tail;
    CAPTURE(shift);
    CHECK(person_texts(read(file)) == Lines{"3: Ann Lee <ann@contoso.example>|-|-|-|Clerk|-|-|-|disabled"});
  }
}

TEST_CASE("no LDIF file however broken breaks the reader and every fault has a line within it", "[people-ldif]") {
  static const Lines kScraps = {":",   "::", ":<", "\n ",  "\n", "\r\n",    "\n\n",
                                "\0"s, "#",  ";",  "\xC3", "=",  "dn: x\n", "-"};
  std::mt19937 random(9);
  for (int round = 0; round < 4000; ++round) {
    auto file = samples()[random() % samples().size()];
    if (file.size() > 2000) file.resize(200);
    for (auto edits = 1 + random() % 6; edits > 0; --edits)
      file.replace(random() % (file.size() + 1), random() % 4, kScraps[random() % kScraps.size()]);
    const auto reading = read(file, 1 + random() % 64);
    const auto most = static_cast<std::uint64_t>(1 + std::ranges::count_if(file, [](char c) { return c < ' '; }));
    for (const auto& fault : reading.faults)
      if (fault.line < 1 || fault.line > most || fault.code.empty() || fault.message.empty() || !is_utf8(fault.value))
        FAIL(whole_text(reading) << escape_controls(file));
  }
}
