#include "pcadmin/domain/email.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace {

using namespace std::string_literals;
using pcadmin::domain::Email;

Email email(std::string_view text) { return pcadmin::value_or_throw(Email::parse(text)); }

/// The reason a text is refused for, or "accepted".
std::string reason(std::string_view text) {
  const auto parsed = Email::parse(text);
  if (parsed) return "accepted as " + parsed->text();
  const auto& failure = parsed.error();
  CHECK(failure.code == "invalid-email");
  CHECK(failure.kind == pcadmin::FailureKind::invalid);
  CHECK(failure.hint == "an address looks like ann@contoso.example");
  const std::string said = "is not an e-mail address: ";
  const std::size_t at = failure.message.find(said);
  REQUIRE(at != std::string::npos);
  return failure.message.substr(at + said.size());
}

TEST_CASE("an address is kept as written, its domain in lower case", "[domain][email]") {
  const Email ann = email("Ann.Lee+x@Contoso.Example");
  CHECK(ann.text() == "Ann.Lee+x@contoso.example");
  CHECK(ann.key() == "ann.lee+x@contoso.example");
  CHECK(ann.domain() == "contoso.example");
}

TEST_CASE("every sign of a dot-atom is accepted", "[domain][email]") {
  CHECK(email("!#$%&'*+/=?^_`{|}~-@a.b").text() == "!#$%&'*+/=?^_`{|}~-@a.b");
  CHECK(email("a.b.c.1@a-b.c--d.x1").domain() == "a-b.c--d.x1");
}

TEST_CASE("a message says which part of the grammar is broken", "[domain][email]") {
  CHECK(Email::parse("ann lee@contoso.example").error().message ==
        "\"ann lee@contoso.example\" is not an e-mail address: a blank in the local part");
  CHECK(reason("") == "it is empty");
  CHECK(reason(" ann@c.example") == "a blank at the beginning");
  CHECK(reason("ann@c.example ") == "a blank at the end");
  CHECK(reason("ann") == "no @");
  CHECK(reason("@c.example") == "nothing before the @");
  CHECK(reason("ann@") == "nothing behind the @");
  CHECK(reason("a@b@c.example") == "more than one @");
  CHECK(reason(".a@c.example") == "a dot at the beginning of the local part");
  CHECK(reason("a.@c.example") == "a dot at the end of the local part");
  CHECK(reason("a..b@c.example") == "two dots in a row in the local part");
  CHECK(reason("\"a b\"@c.example") == "a quotation mark in the local part; quoted local parts are not accepted");
  CHECK(reason("a(b)@c.example") == "a parenthesis in the local part; comments are not accepted");
  CHECK(reason("a,b@c.example") == "the local part may not contain ,");
  CHECK(reason("<a@c.example>") == "the local part may not contain <");
  CHECK(reason("a@[127.0.0.1]") == "an address in brackets instead of a domain");
  CHECK(reason("a@c.example.") == "a dot at the end of the domain");
  CHECK(reason("a@.c.example") == "a dot at the beginning of the domain");
  CHECK(reason("a@c..example") == "two dots in a row in the domain");
  CHECK(reason("a@localhost") == "no dot in the domain");
  CHECK(reason("a@b c.example") == "a blank in the domain");
  CHECK(reason("a@b_c.example") == "the domain may not contain _");
  CHECK(reason("a@-b.example") == "a label of the domain begins with a hyphen");
  CHECK(reason("a@b-.example") == "a label of the domain ends with a hyphen");
}

TEST_CASE("a host name whose last label is a number is refused", "[domain][email]") {
  CHECK(reason("a@127.0.0.1") == "the last label of the domain is a number");
  CHECK(reason("a@１２７.１") == "the last label of the domain is a number");
  CHECK(email("a@127.0.0.1x").domain() == "127.0.0.1x");
}

TEST_CASE("controls, NULs, bidi overrides and broken UTF-8 are refused before anything reads them", "[domain][email]") {
  CHECK(reason("a@c.example\0.evil.example"s) == "a control character");
  CHECK(reason("a\0@c.example"s) == "a control character");
  CHECK(reason("\0"s) == "a control character");
  CHECK(reason("a@c.example\n") == "a control character");
  CHECK(reason("a\tb@c.example") == "a control character");
  CHECK(reason("a\u202eb@c.example") == "a control character");
  CHECK(reason("a@c\u2066.example") == "a control character");
  for (const auto* bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"}) {
    CHECK(reason(bytes + "@c.example"s) == "bytes that are not UTF-8");
    CHECK(reason("a@c"s + bytes + ".example") == "bytes that are not UTF-8");
  }
}

TEST_CASE("letters of any script may stand in the local part, other signs not", "[domain][email]") {
  CHECK(email("jösé@c.example").text() == "jösé@c.example");
  CHECK(email("अजय@c.example").text() == "अजय@c.example");
  const std::string neither = "a character in the local part that is neither a letter nor a digit";
  CHECK(reason("😀@c.example") == neither);
  CHECK(reason("a\u00a0b@c.example") == neither);
  CHECK(reason("a\u200db@c.example") == neither);
  CHECK(reason("\u3164@c.example") == neither);
  CHECK(reason("a＠b@c.example") == neither);
  CHECK(reason("\u0301a@c.example") == neither);
  CHECK(reason("a.\u0301@c.example") == neither);
}

TEST_CASE("twins in letter case and Unicode form are one address", "[domain][email]") {
  CHECK(email("ZOE\u0308@c.example") == email("zoë@C.EXAMPLE"));
  CHECK(email("Ａnn@c.example") == email("ann@c.example"));
  CHECK(email("strasse@c.example") == email("straße@c.example"));
  CHECK_FALSE(email("zoe@c.example") == email("zoë@c.example"));
  CHECK(email("Zoe\u0308@c.example").text() == "Zoë@c.example");
}

TEST_CASE("an international domain and its ASCII form are one", "[domain][email]") {
  for (const auto* text : {"ann@münchen.example", "ann@MÜNCHEN.example", "ann@xn--mnchen-3ya.example",
                           "ann@XN--MNCHEN-3YA.EXAMPLE", "ann@mu\u0308nchen.example", "ann@münchen。example"}) {
    CAPTURE(text);
    CHECK(email(text).key() == "ann@xn--mnchen-3ya.example");
    CHECK(email(text).text() == "ann@münchen.example");
  }
  CHECK(email("a@faß.example").domain() == "xn--fa-hia.example");
  CHECK(email("a@ＣＯＮＴＯＳＯ.example").text() == "a@contoso.example");
}

TEST_CASE("what IDNA 2008 does not allow is refused, also in its ASCII form", "[domain][email]") {
  const std::string not_allowed = "the domain is not a name that international domain names (IDNA 2008) allow";
  for (const auto* domain : {"💩.example", "☃.example", "xn--ls8h.example", "xn--abc-.example", "xn--.example",
                             "xn--a.example", "xn--zzzzzzz99999999.example"}) {
    CAPTURE(domain);
    CHECK(reason("a@"s + domain) == not_allowed);
  }
  CHECK(reason("a@aשלום.example") == "a label of the domain mixes writing directions");
  CHECK(reason("a@bü.1") == "the last label of the domain is a number");
}

TEST_CASE("no sign disappears from an international domain", "[domain][email]") {
  for (const auto* domain : {"bü_cher.example", "bü cher.example", "bü/cher.example", "bü＿cher.example",
                             "a_b.bücher.example", "⑴.bücher.example", "bü:cher.example", "bü%cher.example"}) {
    CAPTURE(domain);
    CHECK_FALSE(Email::parse("a@"s + domain));
  }
}

TEST_CASE("what is shown of an address parses to the same address", "[domain][email]") {
  for (const auto* text :
       {"Ann@contoso.example", "ZOE\u0308@xn--mnchen-3ya.example", "ﬁ@faß.example", "a@xn--p1ai.xn--p1ai"}) {
    const Email once = email(text);
    CHECK(email(once.text()).text() == once.text());
    CHECK(email(once.text()).key() == once.key());
  }
}

TEST_CASE("a local part has at most 64 bytes in normal form C", "[domain][email]") {
  CHECK(email(std::string(64, 'a') + "@c.example").text().size() == 74);
  CHECK(reason(std::string(65, 'a') + "@c.example") == "the local part is longer than 64 bytes");
  std::string composed;
  for (int i = 0; i < 32; ++i) composed += "e\u0301";
  CHECK(email(composed + "@c.example").text().size() == 74);
  CHECK(reason(composed + "a@c.example") == "the local part is longer than 64 bytes");
}

TEST_CASE("an address has at most 254 bytes, counted with its domain in ASCII", "[domain][email]") {
  const std::string label(63, 'b');
  const std::string full = std::string(64, 'a') + "@" + label + "." + label + "." + std::string(58, 'c') + ".de";
  CHECK(email(full).key().size() == 254);
  CHECK(reason(std::string(64, 'a') + "@" + label + "." + label + "." + std::string(59, 'c') + ".de") ==
        "longer than 254 bytes");
  CHECK(reason("a@" + std::string(64, 'b') + ".de") == "a label of the domain is longer than 63 bytes");
  CHECK(reason("a@ü" + std::string(62, 'b') + ".de") == "a label of the domain is longer than 63 bytes");
  CHECK(reason("a@" + label + "." + label + "." + label + "." + label) == "the domain is longer than 253 bytes");
}

TEST_CASE("a mebibyte is refused at once and quoted briefly", "[domain][email]") {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20;
  const auto begin = std::chrono::steady_clock::now();
  for (const auto& text : {std::string(kMebibyte, 'a'), std::string(kMebibyte, '@'), std::string(kMebibyte, '\xff'),
                           "a@" + std::string(kMebibyte, 'b') + ".example"}) {
    CHECK(reason(text) == "longer than 254 bytes");
    CHECK(Email::parse(text).error().message.size() < 200);
  }
  std::string domain = "a@";
  while (domain.size() < 4000) domain += "ü\u0323\u0301";
  CHECK_FALSE(Email::parse(domain + ".example"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{5});
}

}  // namespace
