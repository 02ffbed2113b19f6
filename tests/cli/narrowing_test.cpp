#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <string>

// --filter where a list is more than its rows: a page, another format, a sentence about it.

namespace {

using namespace pcadmin;

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the page of the matrix is cut by a filter as its list is", "[cli][filter]") {
  test::TestWorld world;
  world.init();
  const auto whole = world.run("role matrix -o html").out;
  CHECK(has(whole, "<p>23 roles and what everybody may: 84 permissions of"));
  const auto page = world.run("role matrix -o html --filter 'sales_agent = yes and workspace = billing'");
  REQUIRE(page.code == 0);
  CHECK(has(page.out, "<p>1 role: 1 permission of"));
  CHECK(has(page.out, "<code>billing:customer-management</code>"));
  CHECK(has(page.out, "<code>sales-agent</code>"));
  CHECK_FALSE(has(page.out, "<code>billing:manage-billing</code>"));
  CHECK_FALSE(has(page.out, "<code>billing-admin</code>"));
  // As many permissions as the list has, and as --workspace leaves.
  CHECK(has(world.run("role matrix -o html --filter 'workspace = billing'").out, "4 permissions of"));
  CHECK(has(world.run("role matrix -o html --workspace billing").out, "4 permissions of"));
  CHECK(world.run("role matrix -o count --filter 'workspace = billing'").out == "4\n");
}

TEST_CASE("each role of the matrix is asked for with yes and no", "[cli][filter]") {
  test::TestWorld world;
  world.init();
  const auto by_column = world.run("role matrix --filter 'sales_agent = yes' -o ids");
  const auto by_role = world.run("role matrix --filter 'role = sales-agent' -o ids");
  CHECK(by_column.code == 0);
  CHECK(by_column.out == by_role.out);
  CHECK(has(by_column.out, "billing:customer-management\n"));
  CHECK(world.run("role matrix --filter 'default_user = yes' -o count").out != "0\n");
  CHECK(world.run("role matrix --filter 'sales_agent = x'").code == 5);
}

TEST_CASE("what somebody sees is said of the permissions that pass the filter", "[cli][filter]") {
  test::TestWorld world;
  world.init();
  CHECK(has(world.run("access list ada@contoso.example --filter 'workspace = billing'").err, "sees Billing\n"));
  CHECK(has(world.run("access list ada@contoso.example --filter 'workspace = nothing'").err, "nothing to show"));
}
