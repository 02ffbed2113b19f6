#include "pcadmin/domain/domain_name.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin;  // NOLINT(google-build-using-namespace)
using domain::DomainName;
using domain::Email;

std::string key(std::string_view text) { return value_or_throw(DomainName::parse(text)).key(); }
std::string why(std::string_view text) {
  const auto parsed = DomainName::parse(text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == "invalid-domain");
  CHECK(parsed.error().kind == FailureKind::invalid);
  CHECK_FALSE(parsed.error().hint.empty());
  return parsed.error().message;
}

TEST_CASE("a domain is one in Unicode and in its ASCII form, in any letter case", "[domain][domain-name]") {
  CHECK(key("Contoso.Example") == "contoso.example");
  CHECK(key("bücher.example") == "xn--bcher-kva.example");
  CHECK(key("XN--BCHER-KVA.example") == "xn--bcher-kva.example");
  CHECK(value_or_throw(DomainName::parse("xn--bcher-kva.example")).text() == "bücher.example");
  CHECK(value_or_throw(DomainName::parse("bücher.example")) ==
        value_or_throw(DomainName::parse("xn--bcher-kva.example")));
}

TEST_CASE("a domain is what an address can have behind its @, and nothing else", "[domain][domain-name]") {
  for (const auto* const text :
       {"", " ", "contoso", "contoso..example", ".contoso.example", "contoso.example.", "a b.example", "contoso.123",
        "-contoso.example", "[10.0.0.1]", "contoso_.example", "\xff.example"}) {
    CAPTURE(text);
    why(text);
    CHECK_FALSE(Email::parse("ann@" + std::string(text)));
  }
  CHECK(why("@contoso.example").find("without it") != std::string::npos);
  CHECK(why("ann@contoso.example").find("without it") != std::string::npos);
}

TEST_CASE("an address is of the domain behind its @", "[domain][domain-name]") {
  const auto email = value_or_throw(Email::parse("Ann@BÜCHER.example"));
  CHECK(DomainName::of(email).key() == "xn--bcher-kva.example");
}

TEST_CASE("providers that give addresses to anybody are known under every top-level domain", "[domain][domain-name]") {
  const auto anybodys = [](std::string_view text) { return value_or_throw(DomainName::parse(text)).anybodys(); };
  for (const auto* const text : {"gmail.com", "hotmail.com", "hotmail.co.uk", "yahoo.de", "Yahoo.com"})
    CHECK(anybodys(text));
  for (const auto* const text : {"contoso.example", "yahoo-fans.example", "mail.yahoo-inc.example", "gmailing.example"})
    CHECK_FALSE(anybodys(text));
}

}  // namespace
