#include "pcadmin/domain/filter.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace {

using namespace pcadmin;
using namespace pcadmin::domain;

constexpr Time kNow{std::chrono::seconds{1795435200}};  // 2026-11-23T12:00:00Z
constexpr std::array<std::string_view, 2> kStates = {"active", "disabled"};
constexpr std::array<FilterField, 10> kFields = {{{.name = "id", .type = FieldType::id},
                                                  {.name = "name"},
                                                  {.name = "email", .type = FieldType::email},
                                                  {.name = "roles", .type = FieldType::role, .many = true},
                                                  {.name = "state", .type = FieldType::word, .words = kStates},
                                                  {.name = "tags", .many = true},
                                                  {.name = "members", .type = FieldType::number},
                                                  {.name = "expired", .type = FieldType::yes_no},
                                                  {.name = "last_sign_in", .type = FieldType::time},
                                                  {.name = "effects", .type = FieldType::records}}};

Result<Filter> bound(std::string_view text) {
  return bind_filter(value_or_throw(FilterExpression::parse(text)), kFields, kNow);
}

FilterComparison comparison(std::string_view text) {
  INFO(text);
  auto filter = value_or_throw(bound(text));
  REQUIRE(filter.kind == Filter::Kind::compare);
  return filter.compare;
}

TimeSpan span(std::string_view text) {
  return std::get<TimeSpan>(comparison("last_sign_in < " + std::string(text)).values.front());
}

/// Message and hint of what is refused.
std::string refusal(std::string_view text) {
  INFO(text);
  const auto filter = bound(text);
  REQUIRE_FALSE(filter);
  CHECK(filter.error().code == "invalid-filter");
  return filter.error().message + " / " + filter.error().hint;
}

}  // namespace

TEST_CASE("filter: a field is found in any letter case and a list in the singular", "[filter]") {
  CHECK(comparison("NAME = x").place == 1);
  CHECK(comparison("role = helpdesk-agent").field == "roles");
  CHECK(comparison("roles = helpdesk-agent").field == "roles");
  CHECK(refusal("state = active and lastsignin < -90d")
            .starts_with("column 20: there is no field \"lastsignin\" / nearest: last_sign_in; all: id, name"));
  CHECK(refusal("member = 1").starts_with("column 1: there is no field \"member\" / nearest: members;"));
}

TEST_CASE("filter: a value takes the form in which its field is compared", "[filter]") {
  CHECK(std::get<std::string>(comparison("name = 'ANN Lee'").values.front()) == "ann lee");
  CHECK(std::get<std::string>(comparison("name ~ 'ANN*'").values.front()) == "ANN*");
  CHECK(std::get<std::string>(comparison("email = Ann@Contoso.example").values.front()) == "ann@contoso.example");
  CHECK(std::get<std::string>(comparison("role = GLOBAL").values.front()) == "global-admin");
  CHECK(std::get<std::string>(comparison("state = Active").values.front()) == "active");
  CHECK(std::get<std::int64_t>(comparison("members > -3").values.front()) == -3);
  CHECK(std::get<bool>(comparison("expired = Yes").values.front()));
  CHECK(std::get<PrefixedId>(comparison("id = USR_17").values.front()) == PrefixedId{"usr_", 17});
}

TEST_CASE("filter: a time is a moment or a whole day or so far from now", "[filter]") {
  const auto second = std::chrono::seconds(1);
  CHECK(span("2026-11-23T12:00:00Z") == TimeSpan{kNow, kNow + second});
  CHECK(span("now") == TimeSpan{kNow, kNow + second});
  CHECK(span("-90d").begin == kNow - std::chrono::days(90));
  CHECK(span("+2w").begin == kNow + std::chrono::days(14));
  CHECK(span("2026-11-23") == TimeSpan{kNow - std::chrono::hours(12), kNow + std::chrono::hours(12)});
  for (const auto* const bad : {"90d", "yesterday", "2026-13-01", "-99999999999999999999d", "''"})
    CHECK(refusal("last_sign_in < " + std::string(bad)).find("is no time (last_sign_in is a time)") !=
          std::string::npos);
}

TEST_CASE("filter: an operator that does not fit its field is refused where it stands", "[filter]") {
  CHECK(refusal("last_sign_in ~ 2026*") ==
        "column 14: last_sign_in is a time: ~ does not fit / last_sign_in can be asked for with = != in < <= > >= is");
  CHECK(refusal("role < global-admin").starts_with("column 6: roles is a list of roles: < does not fit"));
  CHECK(refusal("state > active").starts_with("column 7: state is one of a few words: > does not fit"));
  CHECK(refusal("expired < yes").starts_with("column 9: expired is yes or no: < does not fit"));
  CHECK(refusal("members ~ 1*").starts_with("column 9: members is a number: ~ does not fit"));
  CHECK(refusal("effects = 1") ==
        "column 9: effects is there or not: = does not fit / effects can be asked for with is");
  CHECK(comparison("effects is not empty").negated);
}

TEST_CASE("filter: a value that its field cannot have is refused where it stands", "[filter]") {
  CHECK(
      refusal("role = global-admins").starts_with("column 8: \"global-admins\" is no role (roles is a list of roles)"));
  CHECK(refusal("role = global-admins").find("global-admin") != std::string::npos);
  CHECK(refusal("state in (active, disabeld)").starts_with("column 19: \"disabeld\" is not one of its words"));
  CHECK(
      refusal("members > 99999999999999999999").starts_with("column 11: \"99999999999999999999\" is no whole number"));
  CHECK(refusal("expired = maybe").starts_with("column 11: \"maybe\" is neither yes nor no"));
  CHECK(refusal("email = contoso").starts_with("column 9: \"contoso\" is not an e-mail address"));
  CHECK(refusal("id = 17").starts_with("column 6: \"17\" is no id"));
}

TEST_CASE("filter: not goes into the comparisons", "[filter]") {
  const auto filter = value_or_throw(bound("not (name = a or not (members > 1 and state != active))"));
  REQUIRE(filter.kind == Filter::Kind::all);
  CHECK(filter.parts.at(0).compare.negated);
  REQUIRE(filter.parts.at(1).kind == Filter::Kind::all);
  CHECK_FALSE(filter.parts.at(1).parts.at(0).compare.negated);
  CHECK(filter.parts.at(1).parts.at(1).compare.negated);
}
