#include "support/store_fixture.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/store/assignments.hpp"

#include <catch2/catch.hpp>

#include <string_view>

/// Who counts as having lost something, for the guard over the number of removals.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;

/// A disabled account whose only role ends after an hour.
void settle_leaver(House& house, std::string_view name) {
  auto record = person(name);
  record.state = domain::UserState::disabled;
  const auto id = house.settle(record, {});
  house.change([&](store::ChangeId number) {
    store::insert_assignment(house.db, id, role("helpdesk-agent"), number,
                             {.expires_at = house.now + std::chrono::hours{1}});
  });
}

TEST_CASE("whose role had ended and whose account was disabled loses nothing by being deleted", "[ops][guards]") {
  House house;
  settle_leaver(house, "bea");
  settle_leaver(house, "cem");
  house.by("ada", [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "1"); });
  const auto clean_up = [](Unit& unit) { ops::delete_users(unit, {ref("bea"), ref("cem")}); };
  CHECK(house.refused("ada", clean_up).code == "too-many-removals");
  house.now += std::chrono::hours{2};
  house.by("ada", clean_up);
  CHECK_FALSE(house.exists("bea"));
}

}  // namespace
