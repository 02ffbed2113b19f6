#include "pcadmin/store/organization.hpp"

#include "engine.hpp"

namespace pcadmin::store {

domain::Organization get_organization(const Database& db) {
  Query query(db, "SELECT name, partner_id FROM organization WHERE id = 1");
  if (!query.step()) throw_bad_row("organization", 1, "it is gone");
  return {stored(domain::OrganizationName::parse(query.text(0)), "organization", 1),
          stored(domain::PartnerId::parse(query.text(1)), "organization", 1)};
}

void insert_organization(Database& db, const domain::Organization& organization, ChangeId change) {
  Query(db, "INSERT INTO organization (id, name, partner_id, since) VALUES (1, ?1, ?2, ?3)")
      .bind(organization.name.text())
      .bind(organization.partner_id.text())
      .bind(change.number)
      .run();
}

std::vector<std::string> list_domains(const Database& db) {
  Query query(db, "SELECT name FROM domain ORDER BY id");
  std::vector<std::string> names;
  while (query.step()) names.push_back(query.text(0));
  return names;
}

void insert_domain(Database& db, const std::string& name, ChangeId change) {
  Query(db, "INSERT INTO domain (name, since) VALUES (?1, ?2)").bind(name).bind(change.number).run();
}

}  // namespace pcadmin::store
