#include "pcadmin/domain/token.hpp"

#include "support/seeded_random.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

TEST_CASE("a token's name is letters, digits, dots, underscores and hyphens", "[domain][token]") {
  for (const std::string text : {"nightly-import", "CI", "a", "7", "v1.2_x-y", "token"}) {
    INFO(text);
    CHECK(TokenName::parse(text).value().text() == text);
  }
  CHECK(TokenName::parse(std::string(64, 'a')));
}

TEST_CASE("anything that could be misread is no token's name", "[domain][token]") {
  for (const std::string text :
       {"", " ", "two words", "-flag", ".hidden", "_x", "a/b", "a\nb", "n\xc3\xa4me", "a;b", "tok_3", "tok_x"}) {
    INFO(text);
    const auto parsed = TokenName::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-token-name");
    CHECK_FALSE(parsed.error().hint.empty());
  }
  CHECK_FALSE(TokenName::parse(std::string(65, 'a')));
}

TEST_CASE("a token is named by its name or by its id", "[domain][token]") {
  CHECK(std::get<TokenId>(TokenRef::parse("tok_3").value().value()) == TokenId{3});
  CHECK(std::get<TokenName>(TokenRef::parse("ci").value().value()).text() == "ci");
  CHECK(TokenRef::parse("tok_3")->text() == "tok_3");
  CHECK(TokenRef::parse("ci")->text() == "ci");
  for (const std::string text : {"tok_", "tok_0", "tok_03", "tok_-1", "tok_x", "tok_1 ", "tok_9223372036854775808"}) {
    INFO(text);
    const auto parsed = TokenRef::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-token-id");
  }
}

TEST_CASE("a token's text shows what it is, and no two are alike", "[domain][token]") {
  pcadmin::test::SeededRandom random(7);
  const auto one = make_access_token(random);
  const auto other = make_access_token(random);
  CHECK(one.reveal().starts_with("pcat_"));
  CHECK(one.reveal().size() == 5 + 43);
  CHECK_FALSE(one == other);
}

}  // namespace
