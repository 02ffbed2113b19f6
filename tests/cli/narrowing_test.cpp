#include "cli/commands/audit/columns.hpp"
#include "cli/manual/man_texts.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

// --filter where a list is more than its rows: a page, another format, a sentence about it.

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;

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

TEST_CASE("an outcome that no attempt can have is refused by a filter", "[cli][filter]") {
  test::TestWorld world;
  world.init();
  CHECK(world.run("role unassign ada@contoso.example global-admin").code == 6);
  CHECK(world.run("audit list --filter 'outcome = refused'").code == 5);
  CHECK(world.run("audit list --filter 'outcome = last-global-admin' -o count").out == "1\n");
  CHECK(world.run("audit list --filter 'outcome != done' -o count").out == "1\n");
  // Every code of the exit codes for refusals, but for the two that leave no trace.
  std::set<std::string> codes = {"done"};
  for (const auto& [title, list] : kErrorCodes) {
    if (!title.starts_with("6, ") && !title.starts_with("13, ")) continue;
    for (const auto code : split(list, ',')) codes.emplace(trim(code).substr(0, trim(code).find(' ')));
  }
  codes.erase("not-signed-in");
  codes.erase("session-exposed");
  codes.emplace("import-faults");  // where rows ask for what the operator has no right to
  CHECK(codes == std::set<std::string>(kOutcomes.begin(), kOutcomes.end()));
}

TEST_CASE("what would help is said for the checks that pass the filter", "[cli][filter]") {
  test::TestWorld world;
  world.init();
  const auto file = (world.folder() / "policy.yaml").string();
  test::write_file(file,
                   "- name: two\n  assert: at least 2 global admins\n- name: few\n  assert: at most 4 global-admin\n");
  const auto all = world.run("access check -f '" + file + "'");
  CHECK(all.code == 10);
  CHECK(has(all.err, "would help: pcadmin role assign USER global-admin  # two\n"));
  CHECK_FALSE(has(all.out, "pcadmin role assign"));
  const auto good = world.run("access check -f '" + file + "' --filter 'result = ok'");
  CHECK(good.code == 10);  // whatever is shown
  CHECK_FALSE(has(good.err, "would help"));
  CHECK_FALSE(has(world.run("access check -f '" + file + "' -o csv").err, "would help"));
  CHECK(has(world.run("access check -f '" + file + "' -o tap --filter 'name = two'").out, "1..1\nnot ok 1 - two\n"));
}
