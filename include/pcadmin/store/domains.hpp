#pragma once

#include "pcadmin/domain/domain_name.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Table `domain`: the domains whose addresses count as the organisation's.
namespace pcadmin::store {

struct ListedDomain {
  domain::DomainName name;
  ChangeId since;
  std::int64_t people;  ///< whose address is of it
};
/// By name, until `each` says false.
void list_domains(const Database& db, const std::function<bool(const ListedDomain&)>& each);

/// In their lower-case ASCII form, the oldest first.
std::vector<std::string> domain_names(const Database& db);

bool has_domain(const Database& db, const domain::DomainName& name);
std::int64_t count_domains(const Database& db);
/// People whose address is of it, whether or not it counts.
std::int64_t count_people_of(const Database& db, const domain::DomainName& name);

/// It must not be there.
void insert_domain(Database& db, const domain::DomainName& name, ChangeId change);
void delete_domain(Database& db, const domain::DomainName& name);

}  // namespace pcadmin::store
