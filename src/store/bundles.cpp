#include "pcadmin/store/bundles.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include "pcadmin/base/text.hpp"

namespace pcadmin::store {

namespace {

const std::string kSelectBundle = "SELECT id, name, summary, roles, since FROM bundle ";

std::optional<domain::BundleSummary> read_summary(const Query& row, int column) {
  const auto text = row.optional_text(column);
  return text ? std::optional(stored(domain::BundleSummary::parse(*text), "bundle", row.integer(0))) : std::nullopt;
}

Bundle read_bundle(const Query& row) {
  const auto id = row.integer(0);
  domain::RoleSet roles;
  for (const auto role : split(row.text_view(3), ';')) roles.insert(stored(domain::RoleId::parse(role), "bundle", id));
  return {.id = {id},
          .record = {.name = stored(domain::BundleName::parse(row.text_view(1)), "bundle", id),
                     .summary = read_summary(row, 2),
                     .roles = std::move(roles)},
          .since = {row.integer(4)}};
}

std::string joined(const domain::RoleSet& roles) {
  std::string text;
  for (const auto role : roles) text += (text.empty() ? "" : ";") + std::string(role.text());
  return text;
}

Query& bind_record(Query& query, const BundleRecord& record) {
  return query.bind(record.name.text())
      .bind(record.summary ? std::optional(record.summary->text()) : std::nullopt)
      .bind(joined(record.roles));
}

}  // namespace

std::optional<Bundle> find_bundle(const Database& db, const domain::BundleName& name) {
  static const auto kSql = kSelectBundle + "WHERE name = ?1 COLLATE NOCASE";
  Query query(db, kSql);
  query.bind(name.text());
  return query.step() ? std::optional(read_bundle(query)) : std::nullopt;
}

void list_bundles(const Database& db, const std::function<bool(const Bundle&)>& each) {
  static const auto kSql = kSelectBundle + "ORDER BY name COLLATE NOCASE";
  Query query(db, kSql);
  while (query.step() && each(read_bundle(query))) {
  }
}

void insert_bundle(Database& db, const BundleRecord& record, ChangeId change) {
  Query query(db, "INSERT INTO bundle (name, summary, roles, since) VALUES (?1, ?2, ?3, ?4)");
  bind_record(query, record).bind(change.number).run();
}

void update_bundle(Database& db, BundleId id, const BundleRecord& record, ChangeId change) {
  Query query(db, "UPDATE bundle SET name = ?1, summary = ?2, roles = ?3, since = ?4 WHERE id = ?5");
  bind_record(query, record).bind(change.number).bind(id.number).run();
}

void delete_bundle(Database& db, BundleId id) { Query(db, "DELETE FROM bundle WHERE id = ?1").bind(id.number).run(); }

std::int64_t count_assignments_by(const Database& db, const domain::BundleName& bundle, Time now) {
  Query query(db,
              "SELECT count(*) FROM assignment WHERE bundle = ?1 COLLATE NOCASE "
              "AND (expires_at IS NULL OR expires_at > ?2)");
  query.bind(bundle.text()).bind(now).step();
  return query.integer(0);
}

std::vector<Assignment> list_assignments_by(const Database& db, domain::UserId user, const domain::BundleName& bundle,
                                            Time now) {
  auto all = list_assignments(db, user);
  std::erase_if(all, [&](const Assignment& held) {
    return held.expired_at(now) || !held.bundle || to_ascii_lower(*held.bundle) != bundle.key();
  });
  return all;
}

}  // namespace pcadmin::store
