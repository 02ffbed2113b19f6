#include "people_reading.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/people_format.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

/// Whether a file says which roles somebody is to have, be it none: what it says nothing of, no import takes.
namespace {

using namespace pcadmin;
using namespace pcadmin::interchange;

enum class Says { nothing, none, some };

/// Of the only person of a file.
Says said_of_roles(std::string_view text) {
  const auto reading = test::read_people(
      [&](ByteSource& source) { return read_people(source, value_or_throw(detect_format(text))); }, text);
  INFO(test::whole_text(reading));
  REQUIRE(reading.people.size() == 1);
  const auto& person = reading.people.front();
  if (!person.names_roles) {
    CHECK(person.roles.empty());
    return Says::nothing;
  }
  return person.roles.empty() ? Says::none : Says::some;
}

TEST_CASE("a column of roles names them, be its cell empty; without the column nothing is said", "[interchange]") {
  CHECK(said_of_roles("name,email,roles\nAnn Lee,ann@contoso.example,helpdesk-agent\n") == Says::some);
  CHECK(said_of_roles("name,email,roles\nAnn Lee,ann@contoso.example,\n") == Says::none);
  CHECK(said_of_roles("name,email\nAnn Lee,ann@contoso.example\n") == Says::nothing);
}

TEST_CASE("in JSON a list of roles names them, be it empty; without one, or with null, nothing is said",
          "[interchange]") {
  const auto person = [](const std::string& roles) {
    return said_of_roles("{\"name\":\"Ann Lee\",\"email\":\"ann@contoso.example\"" + roles + "}");
  };
  CHECK(person(R"(,"roles":["helpdesk-agent"])") == Says::some);
  CHECK(person(R"(,"roles":"helpdesk-agent")") == Says::some);
  CHECK(person(R"(,"roles":[])") == Says::none);
  CHECK(person(R"(,"roles":null)") == Says::nothing);
  CHECK(person("") == Says::nothing);
}

TEST_CASE("so it is in SCIM", "[interchange]") {
  const auto person = [](const std::string& roles) {
    return said_of_roles(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"displayName":"Ann Lee",)"
                         R"("userName":"ann@contoso.example")" +
                         roles + "}");
  };
  CHECK(person(R"(,"roles":[{"value":"helpdesk-agent"}])") == Says::some);
  CHECK(person(R"(,"roles":[])") == Says::none);
  CHECK(person("") == Says::nothing);
}

TEST_CASE("formats without roles say nothing of them", "[interchange]") {
  CHECK(said_of_roles(R"({"displayName":"Ann Lee","userPrincipalName":"ann@contoso.example"})") == Says::nothing);
  CHECK(said_of_roles("dn: cn=ann\nobjectClass: inetOrgPerson\ncn: Ann Lee\nmail: ann@contoso.example\n") ==
        Says::nothing);
  CHECK(said_of_roles("version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,"
                      "Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required\n"
                      "Ann Lee,ann@contoso.example,,No\n") == Says::nothing);
}

}  // namespace
