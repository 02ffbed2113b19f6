#include "pcadmin/ops/associations.hpp"

#include "support/places.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/domains.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/undo.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Whose account is tied to the Partner ID.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

domain::Email at(std::string_view address) { return value_or_throw(domain::Email::parse(address)); }
domain::UserRef named(std::string_view address) { return value_or_throw(domain::UserRef::parse(address)); }

const domain::PartnerId kGlobal = contoso().partner_id;

void because(Unit& unit, const std::string& reason) { store::set_change_reason(unit.db(), unit.change(), reason); }

auto asking(std::optional<std::string_view> address = {}, const domain::PartnerId& id = kGlobal) {
  return [=](Unit& unit) {
    return ops::request_association(
        unit, {.partner_id = id, .address = address ? std::optional(at(*address)) : std::nullopt});
  };
}
auto associating(std::string_view who, ops::AssociationTerms terms = {}) {
  return [=](Unit& unit) { return ops::associate_users(unit, {ref(who)}, terms); };
}
auto inviting(std::initializer_list<std::string_view> addresses, ops::AssociationTerms terms = {}) {
  std::vector<domain::Email> emails;
  for (const auto address : addresses) emails.push_back(at(address));
  return [=](Unit& unit) { return ops::invite(unit, emails, terms); };
}
auto approving(std::string_view who) {
  return [=](Unit& unit) { return ops::approve_association(unit, ref(who)); };
}
auto denying(std::string_view who) {
  return [=](Unit& unit) {
    because(unit, "not one of ours");
    return ops::deny_association(unit, ref(who));
  };
}
auto ending(std::string_view who) {
  return [=](Unit& unit) { return ops::disassociate(unit, {ref(who)}); };
}

/// `associated account`, or nothing.
std::string standing(House& house, std::string_view who) {
  const auto known = store::find_association(house.db, house.record_of(who).id);
  if (!known) return {};
  return std::string(to_string(known->record.state)) + " " + std::string(to_string(known->record.way));
}

/// House with Ann, a member, Uma, who administers users, and Gus, a guest with an address at Contoso.
House staffed() {
  House house;
  house.settle("ann");
  house.settle("uma", {"user-management-admin"});
  auto record = person("gus");
  record.kind = domain::UserKind::guest;
  house.settle(record, {});
  return house;
}

/// Gives somebody another address, past every rule of ops.
void move_to(House& house, domain::UserId id, std::string_view address) {
  house.change([&](store::ChangeId change) {
    auto record = store::find_user(house.db, id)->record;
    record.email = at(address);
    store::update_user(house.db, id, record, change);
  });
}

/// A member who has been denied or ended, by an admin.
House without_ann() {
  auto house = staffed();
  house.by("uma", ending("ann"));
  return house;
}

Words listed(House& house, std::string_view who, std::optional<domain::AssociationState> state = {}) {
  return house.seen_by(who, [&](const Unit& unit) {
    Words lines;
    ops::list_associations(unit, {.state = state}, [&](const store::Association& one) {
      lines.push_back(one.address().text() + " " + std::string(to_string(one.record.state)));
      return true;
    });
    return lines;
  });
}

void check_history(const House& house) {
  for (const auto& finding : store::verify(house.db, std::nullopt).findings)
    FAIL_CHECK(finding.code << ": " << finding.message);
}

store::ChangeId last(const House& house) { return house.head().change; }

TEST_CASE("a member is associated by having been made one and costs no row", "[ops][associations]") {
  auto house = staffed();
  house.by("uma", [](Unit& unit) { ops::add_user(unit, person("bob"), {}); });
  CHECK(standing(house, "bob") == "associated account");
  CHECK_FALSE(store::find_association(house.db, house.record_of("bob").id)->id);
  CHECK_FALSE(store::find_association(house.db, house.record_of("bob").id)->act);
}

TEST_CASE("a guest is not associated until something is done", "[ops][associations]") {
  auto house = staffed();
  CHECK(standing(house, "gus").empty());
  const auto look = [](const Unit& unit) { return ops::show_association(unit, ref("gus")); };
  CHECK(house.refused_to_see("gus", look).code == "not-associated");
}

TEST_CASE("whoever asks with an address of the organisation's domain is associated at once", "[ops][associations]") {
  auto house = staffed();
  const auto done = house.by("gus", asking());
  CHECK(done.changed);
  CHECK(standing(house, "gus") == "associated domain");
  CHECK_FALSE(done.now.record.address);  // that of the account
  CHECK(done.now.act->by == "gus@contoso.example");
  check_history(house);
}

TEST_CASE("an address at work may be given that is not that of the account", "[ops][associations]") {
  auto house = staffed();
  const auto done = house.by("gus", asking("gustav@contoso.example"));
  CHECK(done.now.address().text() == "gustav@contoso.example");
  CHECK(standing(house, "gus") == "associated domain");
}

TEST_CASE("whoever asks with another address waits for an admin", "[ops][associations]") {
  auto house = staffed();
  CHECK(house.by("gus", asking("gus@fabrikam.example")).now.record.state == domain::AssociationState::requested);
  CHECK(listed(house, "uma", domain::AssociationState::requested) == Words{"gus@fabrikam.example requested"});
  CHECK(house.refused("gus", asking()).code == "already-requested");
  const auto approved = house.by("uma", approving("gus"));
  CHECK(approved.now.address().text() == "gus@fabrikam.example");
  CHECK(standing(house, "gus") == "associated admin");
  CHECK(house.refused("gus", asking()).code == "already-associated");
}

TEST_CASE("a domain that is added counts from then on", "[ops][associations]") {
  auto house = staffed();
  house.by("ada",
           [](Unit& unit) { ops::add_domains(unit, {value_or_throw(domain::DomainName::parse("fabrikam.example"))}); });
  CHECK(house.by("gus", asking("gus@fabrikam.example")).now.record.state == domain::AssociationState::associated);
}

TEST_CASE("only the global Partner ID is one to be tied to", "[ops][associations]") {
  auto house = staffed();
  settle_places(house);
  auto failure = house.refused("gus", asking({}, partner(kBerlin)));
  CHECK(failure.code == "location-not-global");
  CHECK(failure.kind == FailureKind::invalid);
  CHECK(failure.hint == "give the organisation's: 4391507");
  failure = house.refused("gus", asking({}, partner("1234567")));
  CHECK(failure.code == "unknown-partner-id");
  CHECK(failure.kind == FailureKind::not_found);
  CHECK(house.refused("uma", associating("gus", {.partner_id = partner(kBerlin)})).code == "location-not-global");
  CHECK(house.refused("uma", inviting({"eve@contoso.example"}, {.partner_id = partner("1234567")})).code ==
        "unknown-partner-id");
}

TEST_CASE("a personal address is not one at work, unless its domain is the organisation's", "[ops][associations]") {
  auto house = staffed();
  const auto failure = house.refused("gus", asking("gus@gmail.com"));
  CHECK(failure.code == "personal-address");
  CHECK(failure.kind == FailureKind::invalid);
  CHECK(house.refused("uma", associating("gus", {.address = at("gus@yahoo.de"), .any_domain = true})).code ==
        "personal-address");
  house.by("ada", [](Unit& unit) { ops::add_domains(unit, {value_or_throw(domain::DomainName::parse("gmail.com"))}); });
  CHECK(house.by("gus", asking("gus@gmail.com")).changed);
}

TEST_CASE("an address of another organisation is taken by admins only when they say so", "[ops][associations]") {
  auto house = staffed();
  move_to(house, house.record_of("gus").id, "gus@fabrikam.example");
  const auto associating_gus = [](bool any_domain) {
    return [=](Unit& unit) {
      return ops::associate_users(unit, {named("gus@fabrikam.example")}, {.any_domain = any_domain});
    };
  };
  const auto failure = house.refused("uma", associating_gus(false));
  CHECK(failure.code == "address-elsewhere");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.hint ==
        "if the domain is the organisation's: pcadmin domain add fabrikam.example; if only they are: --any-domain");
  CHECK(house.by("uma", associating_gus(true)).front().changed);
}

TEST_CASE("an address with a slip of the pen in its domain is told the near one", "[ops][associations]") {
  auto house = staffed();
  const auto faults = house.by("uma", inviting({"eve@contoso.exmaple"})).faults;
  REQUIRE(faults.size() == 1);
  CHECK(faults.front().failure.code == "address-elsewhere");
  CHECK(faults.front().failure.hint.starts_with("did you mean contoso.example? "));
}

TEST_CASE("an address of another account here is not one to be associated by", "[ops][associations]") {
  auto house = staffed();
  CHECK(house.refused("gus", asking("ann@contoso.example")).code == "associated-elsewhere");
  house.by("gus", asking("gustav@contoso.example"));
  house.by("uma", ending("ann"));
  const auto failure = house.refused("ann", asking("gustav@contoso.example"));
  CHECK(failure.code == "associated-elsewhere");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.message == "another account here, usr_4, is associated by gustav@contoso.example already");
  house.by("uma", ending("gus"));
  CHECK(house.by("ann", asking("gustav@contoso.example")).changed);  // what has ended holds nothing
}

TEST_CASE("an invited address is associated on asking, wherever it is", "[ops][associations]") {
  auto house = staffed();
  const auto gus = house.record_of("gus").id;
  move_to(house, gus, "gus@fabrikam.example");
  const auto done = house.by("uma", inviting({"gus@fabrikam.example"}, {.any_domain = true}));
  REQUIRE(done.invited.size() == 1);
  CHECK(done.invited.front().record.user);
  move_to(house, gus, "gus@contoso.example");
  CHECK(standing(house, "gus") == "invited admin");
  house.by("gus", asking());
  CHECK(standing(house, "gus") == "associated invitation");
}

TEST_CASE("whoever comes to have an account with an invited address has been invited", "[ops][associations]") {
  auto house = staffed();
  house.by("uma", inviting({"eve@contoso.example", "max@contoso.example"}));
  CHECK(listed(house, "uma", domain::AssociationState::invited) ==
        Words{"eve@contoso.example invited", "max@contoso.example invited"});
  auto record = person("eve");
  record.kind = domain::UserKind::guest;
  house.settle(record, {});
  CHECK(standing(house, "eve") == "invited admin");
  house.settle("max");  // a member: that says more
  CHECK(standing(house, "max") == "associated account");
  CHECK(listed(house, "uma", domain::AssociationState::invited) == Words{"eve@contoso.example invited"});
  house.by("eve", asking());
  CHECK(standing(house, "eve") == "associated invitation");
  const auto past = house.seen_by("eve", [](const Unit& unit) { return ops::show_association(unit, ref("eve")).past; });
  REQUIRE(past.size() == 2);
  CHECK(past[0].state == domain::AssociationState::invited);
  CHECK(past[0].act.by == "uma@contoso.example");
  CHECK(past[1].act.by == "eve@contoso.example");
  check_history(house);
}

TEST_CASE("of a list with a fault nobody is invited and every fault is told", "[ops][associations]") {
  auto house = staffed();
  house.by("gus", asking("gustav@contoso.example"));
  const auto done = house.by(
      "uma", inviting({"eve@contoso.example", "eve@gmail.com", "gustav@contoso.example", "eve@fabrikam.example"}));
  CHECK(done.invited.empty());
  REQUIRE(done.faults.size() == 3);
  CHECK(done.faults[0].place == 1);
  CHECK(done.faults[0].failure.code == "personal-address");
  CHECK(done.faults[1].failure.code == "associated-elsewhere");
  CHECK(done.faults[2].failure.code == "address-elsewhere");
  CHECK(listed(house, "uma", domain::AssociationState::invited).empty());
}

TEST_CASE("who is invited or associated already is not invited again", "[ops][associations]") {
  auto house = staffed();
  house.by("uma", inviting({"eve@contoso.example"}));
  const auto done = house.by(
      "uma", inviting({"eve@contoso.example", "EVE@contoso.example", "ann@contoso.example", "x@contoso.example"}));
  CHECK(done.already == 2);
  REQUIRE(done.invited.size() == 1);
  CHECK(done.invited.front().address().text() == "x@contoso.example");
}

TEST_CASE("whoever waits for an answer is answered and not invited or ended by an admin", "[ops][associations]") {
  auto house = staffed();
  house.by("gus", asking("gus@fabrikam.example"));
  CHECK(house.by("uma", inviting({"gus@contoso.example"})).faults.front().failure.code == "already-requested");
  CHECK(house.refused("uma", ending("gus")).code == "already-requested");
  CHECK(house.by("gus", ending("gus")).front().changed);
  CHECK(standing(house, "gus") == "ended self");
}

TEST_CASE("denying needs a reason, and only what waits is decided", "[ops][associations]") {
  auto house = staffed();
  CHECK(house.refused("uma", approving("ann")).code == "not-requested");
  house.by("gus", asking("gus@fabrikam.example"));
  CHECK(house.refused("uma", [](Unit& unit) { return ops::deny_association(unit, ref("gus")); }).code ==
        "reason-required");
  house.by("uma", denying("gus"));
  CHECK(standing(house, "gus") == "ended denied");
  CHECK(house.refused("uma", denying("gus")).code == "not-requested");
}

TEST_CASE("what an admin has denied or ended is not had again by the domain alone", "[ops][associations]") {
  auto house = without_ann();
  CHECK(standing(house, "ann") == "ended admin");
  CHECK(house.by("ann", asking()).now.record.state == domain::AssociationState::requested);
  house.by("ann", ending("ann"));  // taking the request back does not make it forgotten
  CHECK(house.by("ann", asking()).now.record.state == domain::AssociationState::requested);
  house.by("uma", approving("ann"));
  house.by("ann", ending("ann"));
  CHECK(house.by("ann", asking()).now.record.state == domain::AssociationState::associated);
}

TEST_CASE("an admin associates whoever was ended again", "[ops][associations]") {
  auto house = without_ann();
  CHECK(house.by("uma", associating("ann")).front().changed);
  CHECK(standing(house, "ann") == "associated admin");
  CHECK_FALSE(house.by("uma", associating("ann")).front().changed);
}

TEST_CASE("to tie others to the Partner ID takes the right to administer users", "[ops][associations]") {
  auto house = staffed();
  house.settle("mia", {"mpn-partner-admin"});
  for (const auto* const who : {"ann", "mia"}) {
    CAPTURE(who);
    CHECK(house.refused(who, associating("gus")).code == "not-allowed");
    CHECK(house.refused(who, inviting({"eve@contoso.example"})).code == "not-allowed");
    CHECK(house.refused(who, approving("gus")).code == "not-allowed");
    CHECK(house.refused(who, denying("gus")).code == "not-allowed");
    CHECK(house.refused(who, ending("uma")).code == "not-allowed");
  }
  CHECK_FALSE(listed(house, "mia").empty());  // who sees people sees this
  const auto list = [](const Unit& unit) { ops::list_associations(unit, {}, [](const auto&) { return true; }); };
  CHECK(house.refused_to_see("ann", list).code == "not-allowed");
  CHECK(house.refused_to_see("ann", [](const Unit& unit) { ops::show_association(unit, ref("uma")); }).code ==
        "not-allowed");
}

TEST_CASE("nobody ends the association of somebody whose roles they could not give", "[ops][associations]") {
  auto house = staffed();
  CHECK(house.refused("uma", ending("ada")).code == "not-allowed");
  CHECK(house.by("ada", ending("uma")).front().changed);
}

TEST_CASE("one's own association is one's own to end", "[ops][associations]") {
  auto house = staffed();
  CHECK(house.by("ann", ending("ann")).front().changed);
  CHECK(standing(house, "ann") == "ended self");
  CHECK_FALSE(house.by("ann", ending("ann")).front().changed);
}

TEST_CASE("an invitation of an address nobody has is taken back", "[ops][associations]") {
  auto house = staffed();
  house.by("uma", inviting({"eve@contoso.example"}));
  CHECK(house.by("uma", ending("eve")).front().changed);
  CHECK(listed(house, "uma", domain::AssociationState::invited).empty());
  CHECK(house.by("uma", inviting({"eve@contoso.example"})).invited.size() == 1);
  CHECK(house.refused("uma", ending("nobody")).code == "unknown-user");
}

TEST_CASE("a disabled account is not associated anew, and stays what it was", "[ops][associations]") {
  auto house = staffed();
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("gus"), ref("ann")}); });
  CHECK(house.refused("uma", associating("gus")).code == "account-disabled");
  CHECK(standing(house, "ann") == "associated account");
}

TEST_CASE("the association of whoever leaves has ended", "[ops][associations]") {
  auto house = staffed();
  house.by("uma", [](Unit& unit) { CHECK(ops::offboard_user(unit, ref("ann"), std::nullopt).association); });
  CHECK(standing(house, "ann") == "ended offboarded");
  house.by("uma", [](Unit& unit) { CHECK_FALSE(ops::offboard_user(unit, ref("gus"), std::nullopt).association); });
  house.by("ada", [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
  CHECK(house.by("ann", asking()).now.record.state == domain::AssociationState::requested);
}

TEST_CASE("whoever is deleted takes their association along and brings it back", "[ops][associations]") {
  auto house = without_ann();
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(listed(house, "uma", domain::AssociationState::ended).empty());
  house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(standing(house, "ann") == "ended admin");
  check_history(house);
}

TEST_CASE("an association does not come back by an address that is somebody else's by now", "[ops][associations]") {
  auto house = without_ann();
  house.by("gus", asking("gustav@contoso.example"));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("gus")}); });
  house.by("ann", asking("gustav@contoso.example"));
  house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("gus")); });
  CHECK(standing(house, "gus").empty());
}

TEST_CASE("what was done to an association can be undone", "[ops][associations][undo]") {
  auto house = without_ann();
  const auto ended = last(house);
  house.by("uma", [&](Unit& unit) { ops::undo_change(unit, ended); });
  CHECK(standing(house, "ann") == "associated account");
  house.by("uma", inviting({"eve@contoso.example"}));
  const auto invited = last(house);
  house.by("uma", [&](Unit& unit) { ops::undo_change(unit, invited); });
  CHECK(listed(house, "uma", domain::AssociationState::invited).empty());
  check_history(house);
}

TEST_CASE("undoing takes the right to tie others, but for what one asked for oneself", "[ops][associations][undo]") {
  auto house = staffed();
  const auto undoing = [&](store::ChangeId change) {
    return [=](Unit& unit) { return ops::undo_change(unit, change); };
  };
  house.by("gus", asking());
  house.by("gus", undoing(last(house)));
  CHECK(standing(house, "gus").empty());
  house.by("ann", ending("ann"));
  const auto ended = last(house);
  CHECK(house.refused("ann", undoing(ended)).code == "not-allowed");  // that would be to associate oneself
  CHECK_NOTHROW(house.by("uma", undoing(ended)));
}

TEST_CASE("undoing does not associate two accounts by one address", "[ops][associations][undo]") {
  auto house = without_ann();
  house.by("gus", asking("gustav@contoso.example"));
  house.by("uma", ending("gus"));
  const auto ended = last(house);
  house.by("ann", asking("gustav@contoso.example"));
  CHECK(house.refused("uma", [&](Unit& unit) { ops::undo_change(unit, ended); }).code == "associated-elsewhere");
}

TEST_CASE("a list is by people first and then by addresses nobody has", "[ops][associations]") {
  auto house = staffed();
  house.by("uma", inviting({"aaa@contoso.example"}));
  house.by("gus", asking("gustav@contoso.example"));
  CHECK(listed(house, "ada") == Words{"ada@contoso.example associated", "ann@contoso.example associated",
                                      "gustav@contoso.example associated", "uma@contoso.example associated",
                                      "aaa@contoso.example invited"});
}

}  // namespace
