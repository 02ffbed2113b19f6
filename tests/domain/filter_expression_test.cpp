#include "support/seeded_random.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/filter.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::domain;
using Node = FilterExpression::Node;

/// An expression as it was understood, every bracket written.
std::string form(const Node& node) {
  if (node.kind == Node::Kind::no) return "not(" + form(node.parts.front()) + ")";
  if (node.kind == Node::Kind::compare) {
    std::string text = node.field.text + ":" + node.written.text;
    for (const auto& value : node.values) text += "[" + value.text + "]";
    return text;
  }
  std::string text;
  for (const auto& part : node.parts)
    text += (text.empty() ? "(" : node.kind == Node::Kind::all ? " and " : " or ") + form(part);
  return text + ")";
}

std::string form(std::string_view text) { return form(value_or_throw(FilterExpression::parse(text)).root()); }

Failure failure(std::string_view text) {
  const auto parsed = FilterExpression::parse(text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == "invalid-filter");
  CHECK(parsed.error().kind == FailureKind::invalid);
  CHECK_FALSE(parsed.error().hint.empty());
  return parsed.error();
}

std::int64_t column(std::string_view text) {
  INFO(text);
  const auto refused = failure(text);
  for (const auto& [name, value] : refused.details) {
    if (name == "column") return std::get<std::int64_t>(value);
  }
  return 0;
}

std::string wants(std::string_view text) {
  static constexpr std::array<std::string_view, 6> names = {"field", "operator", "value", "empty", "joint", "nothing"};
  const auto gap = gap_at_end(text);
  const bool named = gap.wants == FilterGap::Wants::operator_ || gap.wants == FilterGap::Wants::value;
  return std::string(names.at(static_cast<std::size_t>(gap.wants))) + (named ? " of " + gap.field : "") + " " +
         std::to_string(gap.at) + " " + gap.typed;
}

}  // namespace

TEST_CASE("filter: not binds closest then and then or", "[filter]") {
  CHECK(form("a = 1 or b = 2 and not c = 3") == "(a:=[1] or (b:=[2] and not(c:=[3])))");
  CHECK(form("(a = 1 or b = 2) and c = 3") == "((a:=[1] or b:=[2]) and c:=[3])");
  CHECK(form("not (a = 1 and b = 2)") == "not((a:=[1] and b:=[2]))");
  CHECK(form("a=1 and b!=2 and c<3 and d<=4 and e>5 and f>=6 and g~7") ==
        "(a:=[1] and b:!=[2] and c:<[3] and d:<=[4] and e:>[5] and f:>=[6] and g:~[7])");
}

TEST_CASE("filter: keywords are words in any letter case and values when they are quoted", "[filter]") {
  CHECK(form("a = 1 AND Not b IS Not Empty") == "(a:=[1] and not(b:IS))");
  CHECK(form("a = 'and'") == "a:=[and]");
  CHECK(column("a = and") == 5);
  CHECK(column("and = 1") == 1);
}

TEST_CASE("filter: in and not in take a list", "[filter]") {
  CHECK(form("a in (x, 'y z',w)") == "a:in[x][y z][w]");
  CHECK(form("a not in (x)") == "a:not[x]");
  CHECK(column("a in x") == 6);
  CHECK(column("a in ()") == 7);
  CHECK(column("a in (x y)") == 9);
  CHECK(column("a in (x") == 6);
}

TEST_CASE("filter: a value may hold what a quote protects and a quote itself", "[filter]") {
  CHECK(form("name = \"Ann (Lee) = 'boss'\"") == "name:=[Ann (Lee) = 'boss']");
  CHECK(form("name = 'O''Brien'") == "name:=[O'Brien]");
  CHECK(form("name = O'Brien") == "name:=[O'Brien]");
  CHECK(form("name = ''") == "name:=[]");
  CHECK(form("name ~ *';--%_*") == "name:~[*';--%_*]");
  CHECK(form("at<-90d") == "at:<[-90d]");
}

TEST_CASE("filter: an error points at the column where reading stopped", "[filter]") {
  CHECK(column("= 1") == 1);
  CHECK(column("a 1") == 3);
  CHECK(column("a == 1") == 3);
  CHECK(column("a = ") == 5);
  CHECK(column("a = 1 b = 2") == 7);
  CHECK(column("a = 1 and") == 10);
  CHECK(column("a = 1)") == 6);
  CHECK(column("x = 1 or (a = 1") == 10);
  CHECK(column("a is nothing") == 6);
  CHECK(column("name = 'Ann") == 8);
  CHECK(column("name = 'Änn' or\tb ! 3") == 19);  // in characters
}

TEST_CASE("filter: an error shows the whole expression", "[filter]") {
  const auto refused = failure("a = 1\nand b");
  CHECK(refused.details.front().first == "expression");
  CHECK(std::get<std::string>(refused.details.front().second) == "a = 1 and b");
  CHECK(refused.message == "column 12: the end stands where an operator is expected");
}

TEST_CASE("filter: nothing and what is no text and too much of it are refused", "[filter]") {
  for (const auto text : {"", "  ", "\xff", "a = \x1b[2J"}) CHECK_FALSE(FilterExpression::parse(text));
  const std::string longest = "a = " + std::string(kLongestFilter - 4, 'x');
  CHECK(FilterExpression::parse(longest));
  CHECK_FALSE(FilterExpression::parse(longest + "x"));
}

TEST_CASE("filter: depth is limited and so is what an expression can do to the stack", "[filter]") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a = 1" + std::string(depth, ')'); };
  CHECK(FilterExpression::parse(nested(kDeepestFilter)));
  CHECK(column(nested(kDeepestFilter + 1)) == kDeepestFilter + 1);
  std::string nots;
  for (std::size_t i = 0; i <= kDeepestFilter; ++i) nots += "not ";
  CHECK(column(nots + "a = 1") == 4 * kDeepestFilter + 1);
  CHECK_FALSE(FilterExpression::parse(std::string(kLongestFilter, '(')));
  std::string flat = "a=1";
  while (flat.size() + 9 < kLongestFilter) flat += " or a=1";
  CHECK(FilterExpression::parse(flat));
}

TEST_CASE("filter: any bytes are understood or refused", "[filter]") {
  static const std::vector<std::string> pieces = {
      "a", "=", "(",   ")", ",", "'",  "\"", " ",  "and", "or", "in",   "is",   "not", "empty", "~",
      "<", "!", "-1d", "*", "ä", "\\", ";",  "--", "\n",  "\0", "\xe2", "\x80", "%",   "𝔘",     "99999999999999999999"};
  test::SeededRandom random(11);
  const auto below = [&](std::size_t most) {
    std::array<std::byte, 4> bytes{};
    random.fill(bytes);
    return (std::to_integer<std::size_t>(bytes[0]) << 8 | std::to_integer<std::size_t>(bytes[1])) % most;
  };
  std::size_t understood = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = below(2) == 0 ? "a = 1 " : "";
    for (auto left = below(12); left > 0; --left)
      text += below(20) == 0 ? std::string(1, static_cast<char>(below(256))) : pieces.at(below(pieces.size())) + " ";
    const auto parsed = FilterExpression::parse(text);
    const auto gap = gap_at_end(text);
    CHECK(gap.at <= text.size());
    if (parsed) {
      ++understood;
    } else if (parsed.error().code != "invalid-filter") {
      FAIL_CHECK(text);
    }
  }
  CHECK(understood > 100);
}

TEST_CASE("filter: what could come next is known while it is typed", "[filter]") {
  CHECK(wants("") == "field 0 ");
  CHECK(wants("sta") == "field 0 sta");
  CHECK(wants("state ") == "operator of state 6 ");
  CHECK(wants("state =") == "value of state 7 ");
  CHECK(wants("state = a") == "value of state 8 a");
  CHECK(wants("state = 'a b") == "value of state 8 a b");
  CHECK(wants("state = active ") == "joint 15 ");
  CHECK(wants("state = active an") == "joint 15 an");
  CHECK(wants("state = active and (not ro") == "field 24 ro");
  CHECK(wants("state in (active, dis") == "value of state 18 dis");
  CHECK(wants("state in (active) ") == "joint 18 ");
  CHECK(wants("phone is not ") == "empty 13 ");
  CHECK(wants("phone is empty ") == "joint 15 ");
}
