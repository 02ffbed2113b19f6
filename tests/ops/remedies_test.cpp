#include "ops/typed.hpp"
#include "support/places.hpp"

#include "pcadmin/ops/access.hpp"
#include "pcadmin/ops/checks.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/rehearsal.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// What the program proposes works when it is typed; where it would not, that is said.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Guard;
using ops::Unit;

constexpr std::string_view kFull = "account-settings:full-access";
constexpr std::string_view kBilling = "billing:manage-billing";
constexpr std::string_view kEarnings = "incentives:view-earnings";

void demand(House& house, Guard guard, const std::string& value) {
  house.by("ada", [&](Unit& unit) { return ops::set_guard(unit, guard, value); });
}

ops::AccessExplanation explained_by(const Unit& unit, const ops::AccessQuestion& question) {
  auto explained = ops::explain_access(unit, question);
  ops::try_remedies(unit, explained);
  return explained;
}

ops::AccessExplanation explain(House& house, std::string_view asker, std::string_view name, std::string_view id,
                               domain::Place where = {}) {
  const auto permission = value_or_throw(domain::PermissionId::parse(id));
  return house.seen_by(asker, [&](const Unit& unit) {
    return explained_by(unit, {ref(name), permission, std::move(where)});
  });
}

std::string only_command(const std::vector<domain::Remedy>& remedies, std::string_view name) {
  REQUIRE(remedies.size() == 1);
  return to_command(remedies.front(), email(name).text());
}

std::string mend(House& house, const std::string& sentence, std::string_view asker = "ada") {
  const auto assertion = value_or_throw(domain::parse_assertion(sentence));
  return house.seen_by(asker, [&](const Unit& unit) { return ops::judge(unit, assertion); }).mend.value_or("");
}

/// Does it for good.
void done(House& house, std::string_view who, const std::string& command) {
  store::Transaction transaction(house.db, store::Access::write);
  type(house, house.operator_of(who), command);
  transaction.commit();
}

TEST_CASE("taking is said to be refused by whatever guard would refuse it", "[ops][access][remedies]") {
  House house;
  house.settle("eve", {"global-admin"});
  CHECK_FALSE(explain(house, "ada", "eve", kFull).take_refused_by);
  CHECK(explain(house, "eve", "eve", kFull).take_refused_by == "own-admin-role");
  demand(house, Guard::minimum_global_admins, "2");
  const auto explained = explain(house, "ada", "eve", kFull);
  CHECK(explained.take_refused_by == "minimum-global-admins");
  CHECK_FALSE(explained.give_refused_by);
  REQUIRE(explained.refusal);
  CHECK(explained.refusal->hint.starts_with("assign another first: pcadmin role assign USER global-admin"));
  CHECK(failure_of([&] { done(house, "ada", only_command(explained.to_take, "eve")); }).code ==
        explained.refusal->code);
  demand(house, Guard::minimum_global_admins, "1");
  demand(house, Guard::required_admins, "eve@contoso.example");
  CHECK(explain(house, "ada", "eve", kFull).take_refused_by == "required-admins");
  CHECK(explain(house, "ada", "eve", "account-settings:view-own-profile").take_refused_by == "required-admins");
  CHECK_FALSE(explain(house, "eve", "ada", kFull).take_refused_by);
}

TEST_CASE("giving is said to be refused where roles are kept apart", "[ops][access][remedies]") {
  House house;
  house.settle("ann", {"account-admin"});
  demand(house, Guard::separate_duties, "nobody holds account-admin and billing-admin");
  const auto explained = explain(house, "ada", "ann", kBilling);
  CHECK(explained.give_refused_by == "separate-duties");
  CHECK_FALSE(explained.take_refused_by);
  CHECK(failure_of([&] { done(house, "ada", only_command(explained.to_give, "ann")); }).code == "separation-of-duties");
}

TEST_CASE("what is proposed has the end and the reason that guards demand", "[ops][access][remedies]") {
  House house;
  settle_places(house);
  house.settle("ann");
  demand(house, Guard::expiry_required, "incentives-user,billing-admin");
  demand(house, Guard::reason_required, "billing-admin");
  auto explained = explain(house, "ada", "ann", kEarnings, partner(kBerlin));
  CHECK(only_command(explained.to_give, "ann") ==
        "pcadmin role assign ann@contoso.example incentives-user --location 4391508 --expires 90d");
  CHECK_FALSE(explained.give_refused_by);
  done(house, "ada", only_command(explained.to_give, "ann"));
  CHECK(explain(house, "ada", "ann", kEarnings, partner(kBerlin)).answer.granted());
  explained = explain(house, "ada", "ann", kBilling);
  CHECK(only_command(explained.to_give, "ann") ==
        "pcadmin role assign ann@contoso.example billing-admin --expires 90d --reason TEXT");
  CHECK_FALSE(explained.give_refused_by);
  done(house, "ada", only_command(explained.to_give, "ann"));
  CHECK(explain(house, "ada", "ann", kBilling).answer.granted());
}

TEST_CASE("who lacks the right is told so and who has it, and what to type is for them", "[ops][access][remedies]") {
  House house;
  house.settle("ann");
  house.settle("owen", {"marketplace-owner"});
  demand(house, Guard::expiry_required, "marketplace-developer");
  const auto explained = explain(house, "ada", "ann", "marketplace:upload-packages");
  REQUIRE(explained.refusal);
  CHECK(explained.give_refused_by == "not-allowed");
  CHECK(explained.refusal->hint.starts_with("ask owen@contoso.example (marketplace-owner)"));
  REQUIRE(explained.to_give.back().end);
  const auto command = only_command(explained.to_give, "ann");
  CHECK(failure_of([&] { done(house, "ada", command); }).code == "not-allowed");
  done(house, "owen", command);
  CHECK(explain(house, "ada", "ann", "marketplace:upload-packages").answer.granted());
}

TEST_CASE("a rehearsal leaves nothing behind", "[ops][access][remedies]") {
  House house;
  house.settle("ann", {"billing-admin"});
  const auto head = house.head().text();
  CHECK(only_command(explain(house, "ada", "ann", kBilling).to_take, "ann").starts_with("pcadmin role unassign"));
  CHECK_FALSE(mend(house, "billing-admin is a subset of {}").empty());
  CHECK(house.head().text() == head);
  CHECK(house.held_by("ann") == std::vector<std::string>{"billing-admin"});
}

TEST_CASE("of the past nothing is tried", "[ops][access][remedies]") {
  House house;
  const store::Transaction transaction(house.db, store::Access::read);
  const auto ada = house.operator_of("ada");
  const auto moment = store::get_moment(house.db, value_or_throw(domain::AsOf::parse("@1")), house.now);
  store::look_back(house.db, moment);
  Unit unit(house.db, moment.at, house.random, domain::kLeastCost);
  unit.act_as(ada);
  const auto explained = explained_by(unit, {ref("ada"), value_or_throw(domain::PermissionId::parse(kFull)), {}});
  CHECK(explained.answer.granted());
  CHECK_FALSE(explained.to_take.empty());
  CHECK_FALSE(explained.take_refused_by);
  CHECK(explained.tried);
}

TEST_CASE("where somebody else is writing only rights are judged", "[ops][access][remedies]") {
  const TempFolder folder;
  make_store_file(folder / "store.db");
  auto db = store::Database::open(folder / "store.db", {});
  auto other = store::Database::open(folder / "store.db", {.access = store::Access::write});
  House house;
  const auto full = value_or_throw(domain::PermissionId::parse(kFull));
  const auto explained = [&](domain::RoleSet roles) {
    const store::Transaction transaction(db, store::Access::read);
    Unit unit(db, kNoon, house.random, domain::kLeastCost);
    auto ada = house.operator_of("ada");
    ada.roles = std::move(roles);
    unit.act_as(ada);
    return explained_by(unit, {ref("ada"), full, {}});
  };
  CHECK(explained(role_set({"global-admin"})).take_refused_by == "last-global-admin");
  const store::Transaction writing(other, store::Access::write);
  CHECK_FALSE(explained(role_set({"global-admin"})).tried);
  CHECK_FALSE(explained(role_set({"global-admin"})).take_refused_by);
  CHECK(explained(role_set({"account-admin"})).take_refused_by == "not-allowed");
}

TEST_CASE("what would mend a policy is what goes through, else what stands in the way", "[ops][checks][remedies]") {
  House house;
  const std::string sentence = "no permanent assignment of global-admin";
  CHECK(mend(house, sentence) ==
        "last-global-admin stands in the way: let somebody hold it without an end first: pcadmin role assign USER "
        "global-admin --expires never");
  house.settle("eve", {"global-admin"});
  CHECK(mend(house, sentence) == "pcadmin role assign ada@contoso.example global-admin --expires 90d");
  demand(house, Guard::required_admins, "ada@contoso.example");
  CHECK(mend(house, sentence) == "pcadmin role assign eve@contoso.example global-admin --expires 90d");
  CHECK(mend(house, "global-admin is a subset of {eve@contoso.example}").starts_with("required-admins stands in the"));
  CHECK(mend(house, "at most 1 global-admin") == "pcadmin role unassign USER global-admin");
  CHECK(mend(house, "global-admin is a subset of {ada@contoso.example}", "eve") ==
        "let another admin do it, or, if you mean it: pcadmin role "
        "unassign eve@contoso.example global-admin --yes");
  demand(house, Guard::minimum_global_admins, "2");
  CHECK(mend(house, "at most 1 global-admin").starts_with("minimum-global-admins stands in the way: assign another"));
  house.settle("ann", {"account-admin", "incentives-admin"});
  CHECK(mend(house, "nobody holds account-admin and incentives-admin") ==
        "pcadmin role unassign ann@contoso.example incentives-admin");
  house.settle("mia", {"mpn-partner-admin"});
  CHECK(mend(house, "account-admin is a subset of {ada@contoso.example}", "mia") ==
        "ask ada@contoso.example (global-admin), eve@contoso.example (global-admin), ann@contoso.example "
        "(account-admin): pcadmin role unassign ann@contoso.example account-admin");
}

TEST_CASE("a reason is written down without ending the role, and for the place where it is held",
          "[ops][checks][remedies]") {
  House house;
  settle_places(house);
  house.settle("ann");
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, house.record_of("ann").id, role("report-viewer"), change,
                             {.location = place_id(house, kParis)});
  });
  CHECK(mend(house, "everyone with report-viewer has a reason") ==
        "pcadmin role assign ann@contoso.example report-viewer --location 4391509 --reason TEXT");
  CHECK(mend(house, "no permanent assignment of report-viewer") ==
        "pcadmin role assign ann@contoso.example report-viewer --location 4391509 --expires 90d");
  demand(house, Guard::reason_required, "report-viewer");
  CHECK(mend(house, "no permanent assignment of report-viewer") ==
        "pcadmin role assign ann@contoso.example report-viewer --location 4391509 --expires 90d --reason TEXT");
  CHECK(mend(house, "at least 3 report-viewer") == "pcadmin role assign USER report-viewer --reason TEXT");
  demand(house, Guard::expiry_required, "report-viewer");
  CHECK(mend(house, "at least 3 report-viewer 10d from now") ==
        "pcadmin role assign USER report-viewer --expires 100d --reason TEXT");
}

}  // namespace
