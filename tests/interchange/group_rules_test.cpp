#include "skill_reading.hpp"

#include "pcadmin/interchange/directory_reader.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace pcadmin;  // NOLINT(google-build-using-namespace)
using interchange::GroupRule;

test::RecordReading<GroupRule> read(std::string_view text) {
  return test::read_records<GroupRule>(interchange::read_group_rules, text);
}

TEST_CASE("a rule is a group by its whole name and the roles it gives", "[interchange][directory]") {
  for (const std::string text :
       {"group,roles\n\"cn=Sales,dc=contoso,dc=example\",sales-agent;helpdesk-agent\n",
        R"([{"group": "cn=Sales,dc=contoso,dc=example", "roles": "sales-agent; helpdesk-agent"}])"}) {
    CAPTURE(text);
    const auto reading = read(text);
    REQUIRE_FALSE(reading.failure);
    REQUIRE(reading.faults.empty());
    REQUIRE(reading.rows.size() == 1);
    CHECK(reading.rows[0].group == "cn=Sales,dc=contoso,dc=example");
    CHECK(reading.rows[0].roles == domain::RoleSet{value_or_throw(domain::RoleId::parse("sales-agent")),
                                                   value_or_throw(domain::RoleId::parse("helpdesk-agent"))});
  }
}

TEST_CASE("every fault of the rules is told with its line", "[interchange][directory]") {
  const auto reading = read(
      "group,roles\n"
      "Sales,sales-agent\n"
      ",sales-agent\n"
      "cn=a,\n"
      "cn=b,sales-agnet;boss\n");
  std::vector<std::string> told;
  for (const auto& fault : reading.faults)
    told.push_back(fmt::format("{}: {} {}", fault.line, fault.code, fault.value));
  CHECK(told == std::vector<std::string>{"2: invalid-group Sales", "3: missing-group ", "4: missing-roles ",
                                         "5: unknown-role sales-agnet", "5: unknown-role boss"});
  CHECK(read("name,roles\n").failure->code == "unknown-column");
  CHECK(read("").failure->code == "empty-file");
}

}  // namespace
