#include "pcadmin/domain/support.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin;  // NOLINT(google-build-using-namespace)
using domain::SupportName;
using domain::SupportPlace;

TEST_CASE("one turns to a web page, an e-mail address or a telephone number", "[domain][support]") {
  for (const auto* const text : {"https://contoso.example/help?a=1", "https://contoso.example:65535/@help",
                                 "https://[::1]:443?a&b", "help@contoso.example", "+49 30 123456"}) {
    CAPTURE(text);
    CHECK(value_or_throw(SupportPlace::parse(text)).text() == text);
  }
  for (const auto* const text :
       {"", "http://contoso.example", "https://", "https:///x", "https://contoso.example/a b", "the desk",
        "javascript:alert(1)", "https://contoso.example/\x1b[31m", "https://contoso.example/\n",
        "https://ann:secret@contoso.example/", "https://ann@contoso.example", "https://contoso.example:65536/",
        "https://contoso.example:x", "https://:443", "https://contoso.example/<b>", "https://contoso.example/\"x",
        "https://contoso.example/\x7f"}) {
    CAPTURE(text);
    const auto parsed = SupportPlace::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-support-place");
    CHECK(parsed.error().hint.find("https://") != std::string::npos);
  }
}

TEST_CASE("a web page that was put down before hosts and ports were looked at is still read", "[domain][support]") {
  for (const std::string place : {"https://user:pw@contoso.example/", "https://contoso.example:99999/"}) {
    CHECK_FALSE(SupportPlace::parse(place));
    CHECK(value_or_throw(SupportPlace::recall(place)).text() == place);
  }
  CHECK_FALSE(SupportPlace::recall("somewhere"));
  CHECK_FALSE(SupportPlace::recall("https://a b"));
}

TEST_CASE("an entry's name is a word of letters, digits and hyphens, in any letter case", "[domain][support]") {
  CHECK(value_or_throw(SupportName::parse("HelpDesk-2")).text() == "helpdesk-2");
  for (const auto& text :
       {std::string(), std::string("-x"), std::string("a b"), std::string("b\xc3\xbc"), std::string(65, 'a')})
    CHECK(SupportName::parse(text).error().code == "invalid-support-name");
}

TEST_CASE("what is shipped is in order, can be parsed and says where it comes from", "[domain][support]") {
  const auto shipped = domain::shipped_support();
  REQUIRE(shipped.size() == 2);
  CHECK(shipped[0].name == "vendor");
  CHECK(shipped[1].name == "programme");
  for (const auto& entry : shipped) {
    CHECK(SupportName::parse(entry.name));
    CHECK(SupportPlace::parse(entry.place));
    CHECK(domain::SupportNote::parse(entry.note));
    CHECK(entry.source.find("github.com/") == 0);
  }
}

}  // namespace
