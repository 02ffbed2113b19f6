#include "pcadmin/store/support.hpp"

#include "engine.hpp"
#include "rows.hpp"

namespace pcadmin::store {

namespace {

domain::Support read_support(const Query& row) {
  const auto id = row.integer(0);
  return {.name = stored(domain::SupportName::parse(row.text(1)), "support", id),
          .place = stored(domain::SupportPlace::recall(row.text(2)), "support", id),
          .note = optional_of<domain::SupportNote>(row, 3, "support", id)};
}

}  // namespace

std::vector<domain::Support> list_support(const Database& db) {
  Query query(db, "SELECT id, name, place, note FROM support ORDER BY name");
  std::vector<domain::Support> all;
  while (query.step()) all.push_back(read_support(query));
  return all;
}

std::optional<domain::Support> find_support(const Database& db, const domain::SupportName& name) {
  Query query(db, "SELECT id, name, place, note FROM support WHERE name = ?1");
  query.bind(name.text());
  return query.step() ? std::optional(read_support(query)) : std::nullopt;
}

void put_support(Database& db, const domain::Support& support, ChangeId change) {
  Query(db,
        "INSERT INTO support (name, place, note, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET "
        "place = excluded.place, note = excluded.note, since = excluded.since")
      .bind(support.name.text())
      .bind(support.place.text())
      .bind(text_of(support.note))
      .bind(change.number)
      .run();
}

bool delete_support(Database& db, const domain::SupportName& name) {
  return Query(db, "DELETE FROM support WHERE name = ?1").bind(name.text()).run() > 0;
}

}  // namespace pcadmin::store
