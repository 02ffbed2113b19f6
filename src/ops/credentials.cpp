#include "pcadmin/ops/credentials.hpp"

#include "passwords.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/users.hpp"

#include <set>

namespace pcadmin::ops {

namespace {

CredentialState state_of(const store::IssuedPassword& issued, Time now) {
  if (issued.claimed_at) return CredentialState::claimed;
  return now >= issued.expires_at ? CredentialState::expired : CredentialState::unclaimed;
}

void require_unclaimed(const Unit& unit, const store::StoredUser& user) {
  const auto credential = store::find_credential(unit.db(), user.id);
  if (credential && credential->kind == store::CredentialKind::temporary) return;
  const auto& email = user.record.email.text();
  throw Error({.code = "already-claimed",
               .kind = FailureKind::conflict,
               .message = email + " has chosen a password already",
               .hint = "where they have forgotten it: pcadmin password reset " + email});
}

/// Whose passwords to renew. Collected before any is: what is read must not change meanwhile.
std::vector<domain::UserId> sort_out(const Unit& unit, const CredentialQuery& query, Reissued& counts) {
  std::vector<domain::UserId> chosen;
  const auto judge = [&](const store::IssuedPassword& issued) {
    const auto state = state_of(issued, unit.now());
    if (state == CredentialState::claimed) {
      ++counts.claimed;
    } else if (!query.state || state == *query.state) {
      if (issued.user.record.state == domain::UserState::active)
        chosen.push_back(issued.user.id);
      else
        ++counts.disabled;
    }
    return true;
  };
  store::list_issued_passwords(unit.db(), {.change = query.change, .open = !query.change}, judge);
  return chosen;
}

}  // namespace

void list_credentials(const Unit& unit, const CredentialQuery& query,
                      const std::function<bool(const ListedCredential&)>& each) {
  require(unit, domain::Act::administer_users);
  if (query.change) static_cast<void>(store::get_change(unit.db(), *query.change));
  const auto tell = [&](const store::IssuedPassword& issued) {
    const auto state = state_of(issued, unit.now());
    return (query.state && state != *query.state) || each({issued, state});
  };
  store::list_issued_passwords(
      unit.db(), {.change = query.change, .open = query.state && *query.state != CredentialState::claimed}, tell);
}

std::uint64_t reissue_credentials(Unit& unit, const std::vector<domain::UserRef>& users,
                                  const std::function<void(const Temporary&)>& credential) {
  require(unit, domain::Act::manage_people);
  const auto expires_at = temporary_end(unit);
  std::set<domain::UserId> done;
  for (const auto& ref : users) {
    const auto user = get_user(unit, ref);
    if (!done.insert(user.id).second) continue;
    require_reset(unit, user);
    require_unclaimed(unit, user);
    credential(renew_password(unit, user, expires_at));
  }
  return done.size();
}

Reissued reissue_credentials(Unit& unit, const CredentialQuery& query,
                             const std::function<void(const Temporary&)>& credential) {
  require(unit, domain::Act::manage_people);
  if (query.change) static_cast<void>(store::get_change(unit.db(), *query.change));
  const auto expires_at = temporary_end(unit);
  Reissued counts;
  for (const auto id : sort_out(unit, query, counts)) {
    const auto user = *store::find_user(unit.db(), id);
    require_reset(unit, user);
    credential(renew_password(unit, user, expires_at));
    ++counts.reissued;
  }
  return counts;
}

}  // namespace pcadmin::ops
