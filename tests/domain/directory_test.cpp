#include "pcadmin/domain/directory.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin;  // NOLINT(google-build-using-namespace)
using domain::Anchor;
using domain::dn_key;
using domain::is_dn;

constexpr std::string_view kUuid = "6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11";

TEST_CASE("an anchor is a UUID in any letter case, with or without braces", "[domain][directory]") {
  for (const std::string text : {"6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11", "6F2F7A3C-1D0E-4B57-9A3E-2F6F5F0C7B11",
                                 "{6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11}"})
    CHECK(value_or_throw(Anchor::parse(text)).text() == kUuid);
  for (const std::string text : {"", "{}", "6f2f7a3c1d0e4b579a3e2f6f5f0c7b11", "6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b1",
                                 "6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b1g", "{6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11"}) {
    CAPTURE(text);
    REQUIRE_FALSE(Anchor::parse(text));
    CHECK(Anchor::parse(text).error().code == "invalid-anchor");
  }
}

TEST_CASE("the first three parts of an objectGUID stand with their last byte first", "[domain][directory]") {
  const std::string bytes = "\x3c\x7a\x2f\x6f\x0e\x1d\x57\x4b\x9a\x3e\x2f\x6f\x5f\x0c\x7b\x11";
  CHECK(value_or_throw(Anchor::from_object_guid(bytes)).text() == kUuid);
  CHECK(Anchor::from_object_guid(bytes.substr(1)).error().code == "invalid-anchor");
  CHECK(Anchor::from_object_guid("").error().code == "invalid-anchor");
}

TEST_CASE("two spellings of a distinguished name are one", "[domain][directory]") {
  const auto key = dn_key("cn=Lee\\, Ann,ou=Sales,dc=contoso,dc=example");
  for (const std::string dn :
       {"CN=lee\\, ann,OU=Sales,DC=Contoso,DC=Example", "cn=Lee\\2C Ann,ou=Sales,dc=contoso,dc=example",
        "cn = \"Lee, Ann\" , ou=Sales;dc=contoso,dc=example", "cn=Lee\\,  Ann, ou=Sales, dc=contoso, dc=example"}) {
    CAPTURE(dn);
    CHECK(dn_key(dn) == key);
  }
  CHECK(dn_key("cn=a+uid=1,dc=x") == dn_key("UID=1+CN=A,dc=x"));
  CHECK(dn_key("cn=M\xC3\x9CLLER,dc=x") == dn_key("cn=m\\C3\\BCller,dc=x"));
}

TEST_CASE("what is another name has another key", "[domain][directory]") {
  CHECK(dn_key("cn=Lee\\,ou=x,dc=y") != dn_key("cn=Lee,ou=x,dc=y"));
  CHECK(dn_key("cn=a\\+b=c,dc=y") != dn_key("cn=a+b=c,dc=y"));
  CHECK(dn_key("cn=a\\ ,dc=y") != dn_key("cn=a,dc=y"));
  CHECK(dn_key("cn=a,dc=y") != dn_key("cn=a,dc=y,dc=z"));
  CHECK(dn_key("cn=a\\\\,dc=y") != dn_key("cn=a,dc=y"));
  CHECK(dn_key("cn=\\5c2c,dc=y") != dn_key("cn=\\2c,dc=y"));
}

TEST_CASE("what is no distinguished name is told apart", "[domain][directory]") {
  CHECK(is_dn("cn=a"));
  CHECK(is_dn("cn="));
  CHECK(is_dn("cn=a=b,dc=x"));
  for (const std::string text : {"", " ", "Sales", "cn=a,", "=a", "cn=a,b", "cn=\"a", "cn=a\\", "cn=a+"}) {
    CAPTURE(text);
    CHECK_FALSE(is_dn(text));
    CHECK(dn_key(text) == text);
  }
}

}  // namespace
