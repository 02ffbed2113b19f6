#include "pcadmin/domain/organization.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using namespace std::string_literals;

TEST_CASE("a Partner ID is 4 to 10 digits and does not begin with 0", "[domain][organization]") {
  for (const auto* const text : {"1000", "4391507", "9999999999"}) {
    REQUIRE(PartnerId::parse(text));
    CHECK(PartnerId::parse(text)->text() == text);
  }
  for (const auto& text : {""s, "439"s, "12345678901"s, "0439150"s, "43915O7"s, "4391 507"s, " 4391507"s, "4391507\n"s,
                           "+4391507"s, "-4391507"s, "4391507\0"s, "٤٣٩١٥٠٧"s, std::string(1 << 20, '1')}) {
    const auto parsed = PartnerId::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-partner-id");
    CHECK(parsed.error().kind == pcadmin::FailureKind::invalid);
    CHECK_FALSE(parsed.error().hint.empty());
    CHECK(parsed.error().message.size() < 200);
  }
}

TEST_CASE("seven digits are what a Partner ID usually has", "[domain][organization]") {
  CHECK(PartnerId::parse("4391507")->usual());
  CHECK_FALSE(PartnerId::parse("439150")->usual());
  CHECK_FALSE(PartnerId::parse("43915071")->usual());
}

TEST_CASE("a Partner ID that is refused is quoted without cutting a letter in two", "[domain][organization]") {
  // 59 ASCII letters and a letter of two bytes: byte 60 falls inside it.
  const auto message = PartnerId::parse(std::string(59, 'a') + "é").error().message;
  CHECK(message.find("aé\"") != std::string::npos);
}

TEST_CASE("an organisation's name is one line of at most 256 characters", "[domain][organization]") {
  CHECK(OrganizationName::parse("  Contoso  ")->text() == "Contoso");
  CHECK(OrganizationName::parse(std::string(256, 'a')));
  for (const auto& text : {""s, "  "s, "Con\ntoso"s, "\xff"s, std::string(257, 'a')}) {
    const auto parsed = OrganizationName::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == pcadmin::FailureKind::invalid);
  }
}

}  // namespace
