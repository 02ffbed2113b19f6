#include "text_source.hpp"

#include "pcadmin/interchange/directory_reader.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;  // NOLINT(google-build-using-namespace)
using Texts = std::vector<std::string>;

constexpr std::string_view kUuid = "6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11";

domain::Directory read(std::string_view text, std::size_t chunk = 7) {
  test::TextSource source(text, chunk);
  return interchange::read_directory_ldif(source, [] {});
}

std::string refusal(std::string_view text) {
  try {
    static_cast<void>(read(text));
  } catch (const Error& error) {
    return error.failure().code;
  }
  return "none";
}

std::string person(std::string_view lines) {
  return fmt::format("dn: uid=ann,dc=contoso,dc=example\nobjectClass: inetOrgPerson\nentryUUID: {}\ncn: Ann Lee\n{}",
                     kUuid, lines);
}

Texts faults(const domain::Directory& directory) {
  Texts all;
  for (const auto& entry : directory.faulty)
    for (const auto& fault : entry.faults) all.push_back(fmt::format("{}: {} {}", fault.line, fault.field, fault.code));
  return all;
}

TEST_CASE("people are read with anchor, sign-in name, every mail and every group", "[interchange][directory]") {
  const auto directory = read(person(
      "mail: ann@contoso.example\nmail: lee@contoso.example\nmail: ANN@contoso.example\n"
      "userPrincipalName: a.lee@contoso.example\nmemberOf: CN=Sales,dc=contoso,dc=example\n"
      "memberOf: cn=Help,dc=contoso,dc=example\ntelephoneNumber: +49 30 123456\nsn: Lee\nuserPassword:: e1NTSEF9\n"));
  REQUIRE(faults(directory).empty());
  REQUIRE(directory.people.size() == 1);
  const auto& ann = directory.people[0];
  CHECK(ann.line == 1);
  CHECK(ann.anchor.text() == kUuid);
  CHECK(ann.sign_in_name->text() == "a.lee@contoso.example");
  REQUIRE(ann.mails.size() == 2);
  CHECK(ann.email().text() == "ann@contoso.example");
  CHECK(ann.family_name->text() == "Lee");
  CHECK(ann.groups ==
        Texts{domain::dn_key("cn=sales,dc=contoso,dc=example"), domain::dn_key("cn=help,dc=contoso,dc=example")});
  CHECK(directory.notes == Texts{"1 password in the file was not read"});
}

TEST_CASE("an objectGUID is an anchor, whatever bytes it is made of", "[interchange][directory]") {
  const auto directory = read(
      "dn: cn=a\nobjectClass: user\nobjectGUID:: PHovbw4dV0uaPi9vXwx7EQ==\ncn: A\nmail: a@contoso.example\n\n"
      "dn: cn=b\nobjectClass: user\nobjectGUID:: AAAAAAAAAAAAAAAAAAAAAA==\ncn: B\nmail: b@contoso.example\n\n"
      "dn: cn=c\nobjectClass: user\nobjectGUID:: AAAA\ncn: C\nmail: c@contoso.example\n");
  REQUIRE(directory.people.size() == 2);
  CHECK(directory.people[0].anchor.text() == kUuid);
  CHECK(directory.people[1].anchor.text() == "00000000-0000-0000-0000-000000000000");
  CHECK(faults(directory) == Texts{"15: objectGUID invalid-anchor"});
}

TEST_CASE("who is disabled there is read from what each server says", "[interchange][directory]") {
  const auto disabled = [](std::string_view line) {
    const auto directory = read(person(fmt::format("mail: ann@contoso.example\n{}\n", line)));
    REQUIRE(directory.people.size() == 1);
    return directory.people[0].disabled;
  };
  for (const auto* const line :
       {"userAccountControl: 514", "nsAccountLock: TRUE", "pwdAccountLockedTime: 000001010000Z"})
    CHECK(disabled(line));
  for (const auto* const line : {"userAccountControl: 512", "nsAccountLock: false",
                                 "pwdAccountLockedTime: 20260101000000Z", "description: disabled"})
    CHECK_FALSE(disabled(line));
}

TEST_CASE("groups are read with their members, and other entries are passed over", "[interchange][directory]") {
  const auto directory = read(
      "version: 1\n\ndn: dc=contoso,dc=example\nobjectClass: domain\n\n"
      "dn: cn=Sales,dc=contoso,dc=example\nobjectClass: groupOfNames\nmember: uid=ann,dc=contoso,dc=example\n"
      "member: uid=ada,dc=contoso,dc=example\n\ndn: cn=pc\nobjectClass: user\nobjectClass: computer\n\n"
      "ref: ldap://other.contoso.example/\n\nsearch: 2\nresult: 0 Success\n");
  CHECK(directory.people.empty());
  REQUIRE(directory.groups.size() == 1);
  CHECK(directory.groups[0].key == domain::dn_key("cn=sales,dc=contoso,dc=example"));
  CHECK(directory.groups[0].members.size() == 2);
  CHECK(directory.notes == Texts{"1 reference to other servers was not followed"});
}

TEST_CASE("what is wrong with a person is kept with them, and with their anchor", "[interchange][directory]") {
  const auto directory =
      read(person("mail: nobody\nuserAccountControl: x\n") + "\n" + person("description: no address\n") +
           "\ndn: cn=b\nobjectClass: person\ncn: B\nmail: b@contoso.example\n\n" + person("mail:: /////w==\n"));
  CHECK(faults(directory) == Texts{"5: mail invalid-email", "6: userAccountControl invalid-user-account-control",
                                   "8: mail missing-email", "14: entryUUID missing-anchor", "23: mail not-utf8"});
  REQUIRE(directory.faulty.size() == 4);
  CHECK(directory.faulty[0].anchor->text() == kUuid);
  CHECK_FALSE(directory.faulty[2].anchor);
}

TEST_CASE("a file of which a part is missing or unreadable is refused whole", "[interchange][directory]") {
  const auto good = person("mail: ann@contoso.example\n");
  CHECK(refusal(good) == "none");
  CHECK(refusal("") == "empty-file");
  CHECK(refusal("version: 2\n\n" + good) == "ldif-version");
  CHECK(refusal(good + "\nsearch: 2\nresult: 4 Size limit exceeded\n") == "incomplete-export");
  CHECK(refusal(good + "\ncn: Ada\n") == "missing-dn");
  CHECK(refusal(good + "\ndn: cn=b\nmail: b@contoso.example\n") == "missing-object-class");
  CHECK(refusal(good + "no attribute\n") == "ldif-syntax");
  CHECK(refusal(good + "dn: cn=b\n") == "ldif-syntax");
  CHECK(refusal(good + "changetype: modify\n") == "ldif-change");
  CHECK(refusal(good + "sn:< file:///etc/hostname\n") == "ldif-url");
  CHECK(refusal(good + "sn:: ***\n") == "invalid-base64");
  CHECK(refusal(good + "sn: M\xFCller\n") == "not-utf8");
  CHECK(refusal(good + "sn: " + std::string(70'000, 'a') + "\n") == "field-too-long");
}

}  // namespace
