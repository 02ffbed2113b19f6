#include "pcadmin/ops/init.hpp"

#include "passwords.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/users.hpp"

namespace pcadmin::ops {

SignedIn init_organization(Unit& unit, const domain::Organization& organization, const domain::UserRecord& first,
                           const Secret& password) {
  store::insert_organization(unit.db(), organization, unit.change());
  store::insert_domain(unit.db(), domain::DomainName::of(first.email), unit.change());
  const auto id = store::insert_user(unit.db(), first, unit.now(), unit.change(), unit.random());
  store::set_change_actor(unit.db(), unit.change(), id);
  for (const auto role : {domain::global_admin(), domain::account_admin()})
    store::insert_assignment(unit.db(), id, role, unit.change());
  choose_password(unit, *store::find_user(unit.db(), id), std::nullopt, password);
  auto token = domain::make_token(unit.random());
  store::insert_session(unit.db(), domain::hash_token(token), id, unit.now());
  store::put_last_sign_in(unit.db(), id, unit.now(), unit.change());
  return {.token = std::move(token), .id = id, .email = first.email, .must_change_password = false, .has_role = true};
}

}  // namespace pcadmin::ops
