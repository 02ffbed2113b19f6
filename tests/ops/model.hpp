#pragma once

#include "support/store_fixture.hpp"

#include "pcadmin/domain/guards.hpp"
#include "pcadmin/domain/request.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/accounts.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What an organisation is and may become, as few rules in a person's words: what the random acts are measured against.
/// It has no SQL, no history and no transactions, and uses the hand-written tables of house_rules.hpp.
namespace pcadmin::test {

/// The role of `role` or `role@place`.
inline std::string role_of_key(const std::string& key) { return key.substr(0, key.find('@')); }

/// Whether the organisation's record and its places are theirs to change.
bool keeps_organisation(const std::set<std::string>& roles);
/// Whether what designations need is.
bool keeps_designations(const std::set<std::string>& roles);

/// Empty: done, or so already; else the code of the refusal.
using Verdict = std::string;
using Id = std::int64_t;

class Model {
 public:
  struct Held {
    std::optional<Time> ends;
    Id given_by;
    std::int64_t given_in;  ///< change-set
    std::string bundle{};   ///< it came by; empty: by none
    std::optional<Time> starts{};
    friend bool operator==(const Held&, const Held&) = default;
  };
  struct Request {
    Id who;
    std::string role;
    std::optional<std::chrono::days> life{};  ///< that is wished for
    domain::RequestState state = domain::RequestState::open;
    friend bool operator==(const Request&, const Request&) = default;
  };
  /// How an account is tied to the Partner ID, where something was done about it.
  struct Tie {
    Id row;
    std::string state;
    std::string way;
    friend bool operator==(const Tie&, const Tie&) = default;
  };
  struct Token {
    std::optional<std::set<std::string>> roles;  ///< at most these; nullopt: whatever the owner holds
    Time ends;
  };
  struct Person {
    domain::UserRecord record;
    /// By the role, or `role@place` for a single location.
    std::map<std::string, Held> roles{};
    Password password = Password::none;
    std::string verifier{};  ///< empty: a new one, whatever it is
    std::optional<Time> last_sign_in{};
    bool locked = false;  ///< after too many guesses
    std::map<std::string, Token> tokens{};
    std::optional<Tie> tie{};
  };
  struct Gone {
    Person person;
    Time at;
    std::int64_t in;  ///< change-set
  };
  /// Two roles that nobody may hold at the same time, but perhaps one person until a day.
  struct Duties {
    std::string one;
    std::string other;
    std::optional<Id> waived{};
    Time waiver_end{};
    friend bool operator==(const Duties&, const Duties&) = default;
  };
  struct Organisation {
    std::string partner_id = "4391507";
    std::optional<Id> contact{};  ///< the primary contact
    std::set<std::string> domains{"contoso.example"};
    std::map<std::string, std::string> support{};  ///< what was set: by name, where
    friend bool operator==(const Organisation&, const Organisation&) = default;
  };
  /// Who acts, and what they agreed to beforehand.
  struct Actor {
    Id id;
    std::set<std::string> roles;
    std::optional<std::string> token{};  ///< by that one of theirs, with its roles
    bool yes = false;
    std::optional<std::string> most_removals{};
  };

  // State
  std::map<Id, Person> people{};
  std::map<Id, Gone> gone{};
  std::map<std::string, std::string> settings{};
  std::optional<Duties> duties{};  ///< the guard separate-duties
  std::map<std::string, std::set<std::string>> bundles{};
  std::map<std::string, std::int64_t> places{};  ///< by Partner ID: the change-set that added it
  std::set<std::string> closed{};                ///< those of the places
  Organisation organisation{};
  std::map<std::string, std::string> designations{};  ///< that were put down: by name, the points they need
  std::map<std::int64_t, Request> requests{};
  std::int64_t next_request = 1;
  std::map<Id, std::vector<Tie>> ties{};  ///< all that each was, whatever was taken back since
  Time now{};
  std::int64_t change = 0;  ///< the number of the next change-set
  Id next_id = 1;

  // Questions
  std::optional<Id> find(const domain::Email& email) const;
  /// Roles in force, wherever they hold.
  std::set<std::string> roles_of(Id id) const;
  std::set<std::string> roles_of(const Person& person) const;
  bool in_force(const Held& held) const;
  bool to_come(const Held& held) const;  ///< or in force
  /// Those in force for the whole organisation.
  std::set<std::string> roles_everywhere_of(const Person& person) const;
  /// Those in force, and those that have not begun.
  std::set<std::string> roles_to_come_of(Id id) const;
  /// Whether they are a global admin who can sign in; `for_good`: and stays one.
  bool is_able_admin(Id id, bool for_good) const;
  std::int64_t able_admins(bool for_good) const;

  // Acts. Each judges rights and rules first, then changes the state.
  Verdict add(const Actor& who, const domain::UserRecord& record, const std::set<std::string>& roles);
  /// `ends` and `starts`: absent, it is not spoken of; nullopt in it, never and now.
  using Said = std::optional<std::optional<Time>>;
  Verdict assign(const Actor& who, const domain::Email& whom, const std::string& role, const Said& ends,
                 const std::set<std::string>& where = {}, const Said& starts = {});
  Verdict unassign(const Actor& who, const domain::Email& whom, const std::string& role,
                   const std::set<std::string>& where = {});
  Verdict extend(const Actor& who, const domain::Email& whom, const std::string& role,
                 const std::set<std::string>& where, const std::optional<Time>& ends);
  Verdict add_place(const Actor& who, const std::string& place);
  Verdict remove_place(const Actor& who, const std::string& place);
  // Those of model_organisation.cpp.
  Verdict set_closed(const Actor& who, const std::string& place, bool shut);
  Verdict set_partner_id(const Actor& who, const std::string& id);
  Verdict set_contact(const Actor& who, const std::optional<domain::Email>& whom);
  Verdict add_domain(const Actor& who, const std::string& name);
  Verdict delete_domain(const Actor& who, const std::string& name);
  Verdict set_support(const Actor& who, const std::string& name, const std::string& place);
  Verdict unset_support(const Actor& who, const std::string& name);
  Verdict define_designation(const Actor& who, const std::string& name, const std::string& needs);
  Verdict reset_designation(const Actor& who, const std::string& name);
  Verdict edit(const Actor& who, const domain::Email& whom, const ops::RecordEdit& edit);
  Verdict set_state(const Actor& who, const std::vector<domain::Email>& whom, domain::UserState state);
  Verdict unlock(const Actor& who, const domain::Email& whom);
  Verdict create_token(const Actor& who, const std::string& name, const std::set<std::string>& roles, Time ends);
  Verdict revoke_token(const Actor& who, const std::string& name);
  Verdict reset_password(const Actor& who, const domain::Email& whom);
  Verdict import_rows(const Actor& who, const std::vector<domain::PersonRow>& rows);
  Verdict remove(const Actor& who, const std::vector<domain::Email>& whom);
  Verdict restore(const Actor& who, const domain::Email& whom);
  Verdict purge(const Actor& who, const domain::Email& whom);
  Verdict offboard(const Actor& who, const domain::Email& whom, const std::optional<domain::Email>& successor);
  // Those of model_asking.cpp.
  Verdict add_bundle(const Actor& who, const std::string& name, const std::set<std::string>& roles);
  Verdict edit_bundle(const Actor& who, const std::string& name, const std::set<std::string>& roles);
  Verdict delete_bundle(const Actor& who, const std::string& name);
  Verdict add_with_bundle(const Actor& who, const domain::UserRecord& record, const std::string& name);
  Verdict assign_bundle(const Actor& who, const domain::Email& whom, const std::string& name, std::optional<Time> ends);
  Verdict unassign_bundle(const Actor& who, const domain::Email& whom, const std::string& name);
  Verdict ask(const Actor& who, const std::string& role, std::optional<std::chrono::days> life);
  Verdict approve(const Actor& who, std::int64_t id, std::optional<std::chrono::days> life);
  Verdict deny(const Actor& who, std::int64_t id);
  Verdict withdraw(const Actor& who, std::int64_t id);
  // Those of model_ties.cpp.
  Verdict ask_to_associate(const Actor& who);
  Verdict associate(const Actor& who, const domain::Email& whom);
  Verdict invite(const Actor& who, const domain::Email& whom);
  Verdict decide_on_tie(const Actor& who, const domain::Email& whom, bool approved);
  Verdict disassociate(const Actor& who, const domain::Email& whom);
  /// A guard or a rule for passwords.
  Verdict set_rule(const Actor& who, const std::string& name, const std::string& value);
  Verdict set_required(const Actor& who, const std::vector<domain::Email>& whom);
  Verdict unset_rule(const Actor& who, const std::string& name);
  // Those of model_duties.cpp.
  Verdict set_duties(const Actor& who, const Duties& wanted, const std::optional<domain::Email>& waived);
  Verdict unset_duties(const Actor& who);
  /// Takes the last change-set back, which `doer` made where things stood as in `was`. What was is again, but for what
  /// keeps no past: passwords, and tokens that have ended.
  Verdict undo(const Actor& who, Id doer, const Model& was);
  /// Somebody has guessed too often; nobody can lock out the last global admin that way.
  void guess_too_often(Id id);

  /// What no act may bring about, whatever it was.
  Verdict guards(const Actor& who, const Model& before) const;

 private:
  bool may_grant(const std::set<std::string>& granter, const std::string& role) const;
  bool may_manage(const Actor& who, const std::set<std::string>& theirs) const;
  bool may_grant_all(const Actor& who, const std::set<std::string>& roles) const;
  Verdict may_decide(const Actor& who, std::int64_t id) const;
  /// Whoever had the address and was deleted last.
  std::optional<Id> find_gone(const domain::Email& email) const;
  Verdict may_touch_gone(const Actor& who, const domain::Email& whom) const;
  bool is_required_and_missing(Id id) const;
  bool administers(Id id) const;
  void give(const Actor& who, Person& person, const std::string& role, std::optional<Time> ends);
  bool may_touch(const Actor& who, Id id) const;
  bool differs(Id id, const Model& was) const;
  std::set<std::string> changed_roles(const Model& was) const;
  std::vector<std::pair<Id, std::string>> new_tokens(const Model& was) const;
  bool has_changed(const Model& was) const;
  bool has_rules_of(const Model& was) const { return settings == was.settings && duties == was.duties; }
  Verdict may_undo(const Actor& who, const Model& was) const;
  bool may_undo_bundles(const Actor& who, const Model& was) const;
  bool may_undo_requests(const Actor& who, const Model& was) const;
  /// `associated`, or nothing for a guest.
  std::string tie_of(const Person& person) const;
  void tie(Person& person, const std::string& state, const std::string& way);
  bool was_taken(const Person& person) const;
  bool is_of_organisation(const Person& person) const;
  void leave_tie(Person& person);
  bool has_ties_of(const Model& was) const;
  bool may_undo_ties(const Actor& who, const Model& was) const;
  Verdict may_attach_again(const Actor& who, const Model& was) const;
  bool must_end(const std::string& role) const;  ///< the guard expiry-required
  /// What they hold of a role, or will: at these places, or with none named everywhere.
  std::vector<std::string> lasting(const Person& person, const std::string& role,
                                   const std::set<std::string>& where) const;
  /// What is said where one of these is no place: empty, where all of them are.
  Verdict no_place(const std::set<std::string>& where) const;
  /// Whether a role, perhaps for one place, can be given anew.
  bool is_open(const std::string& key) const;
  bool has_places_of(const Model& was) const { return places == was.places && closed == was.closed; }
  /// Whether nobody else with an active account stands in for them.
  bool is_sole(Id id, const std::string& key) const;
  Verdict may_end(const Actor& who, Id owner, const std::string& token) const;
  void go(Id id, const Model& was);
  bool has_fault(const Actor& who, const domain::PersonRow& row) const;
  Verdict removals(const Actor& who, const Model& before) const;
  bool breaks_duties(Id id, const Model& before) const;
  Verdict duties_and_ends(const Model& before) const;
};

}  // namespace pcadmin::test
