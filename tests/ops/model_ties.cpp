#include "ops/house_rules.hpp"
#include "ops/model.hpp"

#include <algorithm>

/// Of the model: whose account is tied to the Partner ID.
namespace pcadmin::test {

namespace {

bool administers_users(const std::set<std::string>& roles) {
  return std::ranges::any_of(roles, [](const std::string& role) {
    return std::ranges::find(kRights, role, &Rights::role)->administers_users;
  });
}

bool is_disabled(const Model::Person& person) { return person.record.state == domain::UserState::disabled; }

}  // namespace

std::string Model::tie_of(const Person& person) const {
  if (person.tie) return person.tie->state;
  return person.record.kind == domain::UserKind::member ? "associated" : "";
}

void Model::tie(Person& person, const std::string& state, const std::string& way) {
  const Id row = person.tie ? person.tie->row : static_cast<Id>(ties.size()) + 1;
  person.tie = Tie{.row = row, .state = state, .way = way};
  ties[row].push_back(*person.tie);
}

/// An admin has ended or denied it, or they had left, and it has not been made again since.
bool Model::was_taken(const Person& person) const {
  bool taken = false;
  if (!person.tie) return taken;
  for (const auto& past : ties.at(person.tie->row)) {
    if (past.state == "ended" && past.way != "self") taken = true;
    if (past.state == "invited" || past.state == "associated") taken = false;
  }
  return taken;
}

bool Model::is_of_organisation(const Person& person) const {
  return organisation.domains.contains(person.record.email.domain());
}

void Model::leave_tie(Person& person) {
  const auto known = tie_of(person);
  if (!known.empty() && known != "ended") tie(person, "ended", "offboarded");
}

Verdict Model::ask_to_associate(const Actor& who) {
  auto& person = people.at(who.id);
  const auto known = tie_of(person);
  if (known == "associated") return "already-associated";
  if (known == "requested") return "already-requested";
  if (known == "invited")
    tie(person, "associated", "invitation");
  else if (was_taken(person) || !is_of_organisation(person))
    tie(person, "requested", "self");
  else
    tie(person, "associated", "domain");
  return {};
}

Verdict Model::associate(const Actor& who, const domain::Email& whom) {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  auto& person = people.at(*id);
  if (tie_of(person) == "associated") return {};
  if (is_disabled(person)) return "account-disabled";
  if (!is_of_organisation(person)) return "address-elsewhere";
  tie(person, "associated", "admin");
  return {};
}

Verdict Model::invite(const Actor& who, const domain::Email& whom) {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return {};  // of somebody who is not there: not tried
  auto& person = people.at(*id);
  const auto known = tie_of(person);
  if (known == "associated" || known == "invited") return {};
  if (known == "requested") return "already-requested";
  if (!is_of_organisation(person)) return "address-elsewhere";
  tie(person, "invited", "admin");
  return {};
}

Verdict Model::decide_on_tie(const Actor& who, const domain::Email& whom, bool approved) {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  auto& person = people.at(*id);
  if (approved && is_disabled(person)) return "account-disabled";
  const auto known = tie_of(person);
  if (known.empty()) return "not-associated";
  if (known != "requested") return "not-requested";
  tie(person, approved ? "associated" : "ended", approved ? "admin" : "denied");
  return {};
}

Verdict Model::disassociate(const Actor& who, const domain::Email& whom) {
  const auto id = find(whom);
  const bool own = id == who.id;
  if (!own && !administers_users(who.roles)) return "not-allowed";
  if (!id) return "unknown-user";
  if (!may_touch(who, *id)) return "not-allowed";
  auto& person = people.at(*id);
  const auto known = tie_of(person);
  if (known.empty()) return "not-associated";
  if (known == "requested" && !own) return "already-requested";
  if (known != "ended") tie(person, "ended", own ? "self" : "admin");
  return {};
}

bool Model::has_ties_of(const Model& was) const {
  return std::ranges::all_of(people, [&](const auto& one) {
    const auto before = was.people.find(one.first);
    return before == was.people.end() || before->second.tie == one.second.tie;
  });
}

/// What somebody asked for themselves they take back; the rest is for who may associate.
bool Model::may_undo_ties(const Actor& who, const Model& was) const {
  if (administers_users(who.roles)) return true;
  return std::ranges::all_of(people, [&](const auto& one) {
    const auto& [id, person] = one;
    const auto before = was.people.find(id);
    if (before == was.people.end() || before->second.tie == person.tie) return true;
    return id == who.id && person.tie && person.tie->state != "ended" && person.tie->way != "admin";
  });
}

}  // namespace pcadmin::test
