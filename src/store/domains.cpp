#include "pcadmin/store/domains.hpp"

#include "engine.hpp"

namespace pcadmin::store {

void list_domains(const Database& db, const std::function<bool(const ListedDomain&)>& each) {
  // One pass over the people, however many domains there are. A local part holds no @.
  Query query(db,
              "SELECT d.id, d.name, d.since, coalesce(p.people, 0) FROM domain d LEFT JOIN (SELECT substr(email_key, "
              "instr(email_key, '@') + 1) AS host, count(*) AS people FROM user GROUP BY host) p ON p.host = d.name "
              "ORDER BY d.name");
  while (query.step() && each({.name = stored(domain::DomainName::parse(query.text(1)), "domain", query.integer(0)),
                               .since = {query.integer(2)},
                               .people = query.integer(3)})) {
  }
}

std::vector<std::string> domain_names(const Database& db) {
  Query query(db, "SELECT name FROM domain ORDER BY id");
  std::vector<std::string> names;
  while (query.step()) names.push_back(query.text(0));
  return names;
}

bool has_domain(const Database& db, const domain::DomainName& name) {
  Query query(db, "SELECT 1 FROM domain WHERE name = ?1");
  return query.bind(name.key()).step();
}

std::int64_t count_domains(const Database& db) {
  Query query(db, "SELECT count(*) FROM domain");
  query.step();
  return query.integer(0);
}

std::int64_t count_people_of(const Database& db, const domain::DomainName& name) {
  Query query(db, "SELECT count(*) FROM user WHERE substr(email_key, instr(email_key, '@') + 1) = ?1");
  query.bind(name.key()).step();
  return query.integer(0);
}

void insert_domain(Database& db, const domain::DomainName& name, ChangeId change) {
  Query(db, "INSERT INTO domain (name, since) VALUES (?1, ?2)").bind(name.key()).bind(change.number).run();
}

void delete_domain(Database& db, const domain::DomainName& name) {
  Query(db, "DELETE FROM domain WHERE name = ?1").bind(name.key()).run();
}

}  // namespace pcadmin::store
