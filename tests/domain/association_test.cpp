#include "pcadmin/domain/association.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

TEST_CASE("an association's states are read as they are written", "[domain][association]") {
  using enum AssociationState;
  for (const auto state : {invited, requested, associated, ended})
    CHECK(parse_association_state(to_string(state)).value() == state);
  CHECK(parse_association_state("Invited").error().code == "invalid-association-state");
}

TEST_CASE("the ways to an association are read as they are written", "[domain][association]") {
  using enum AssociationWay;
  for (const auto way : {account, domain, invitation, admin, person, denied, offboarded})
    CHECK(parse_association_way(to_string(way)).value() == way);
  CHECK(to_string(person) == "self");
  CHECK(parse_association_way("person").error().code == "invalid-association-way");
}

}  // namespace
