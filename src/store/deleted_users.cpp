#include "pcadmin/store/deleted_users.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include "pcadmin/store/associations.hpp"
#include "pcadmin/store/directory_links.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/tokens.hpp"

#include <algorithm>

namespace pcadmin::store {

namespace {

/// The record as it stood when it was deleted, with when and in which change-set.
const std::string kSelectDeleted = "SELECT " + std::string(kUserColumns) +
                                   ", d.deleted_at, d.deleted_in FROM deleted_user d "
                                   "JOIN user_history u ON u.id = d.user_id AND u.until = d.deleted_in ";

DeletedUser read_deleted(const Query& row) {
  return {.user = read_user(row),
          .deleted_at = row.time(kUserColumnCount),
          .deleted_in = {row.integer(kUserColumnCount + 1)}};
}

}  // namespace

bool is_touched_by(const Database& db, domain::UserId id, ChangeId change) {
  Query query(db,
              "SELECT 1 FROM user WHERE id = ?1 AND since = ?2 UNION ALL "
              "SELECT 1 FROM user_history WHERE id = ?1 AND +until = ?2 UNION ALL "
              "SELECT 1 FROM assignment WHERE user_id = ?1 AND +since = ?2 UNION ALL "
              "SELECT 1 FROM assignment_history WHERE user_id = ?1 AND +until = ?2 UNION ALL "
              "SELECT 1 FROM association WHERE user_id = ?1 AND +since = ?2 UNION ALL "
              "SELECT 1 FROM association_history WHERE user_id = ?1 AND +until = ?2 UNION ALL "
              "SELECT 1 FROM profile_link WHERE user_id = ?1 AND +since = ?2 UNION ALL "
              "SELECT 1 FROM profile_link_history WHERE user_id = ?1 AND +until = ?2 UNION ALL "
              "SELECT 1 FROM directory_link WHERE user_id = ?1 AND +since = ?2 UNION ALL "
              "SELECT 1 FROM directory_link_history WHERE user_id = ?1 AND +until = ?2 UNION ALL "
              "SELECT 1 FROM skill WHERE user_id = ?1 AND +since = ?2 LIMIT 1");
  return query.bind(id.number()).bind(change.number).step();
}

void delete_user(Database& db, domain::UserId id, Time now, ChangeId change) {
  Query(db,
        "INSERT INTO deleted_user (user_id, email_key, deleted_at, deleted_in, kind, verifier, set_at, set_in, "
        "expires_at, signed_in_at) SELECT u.id, u.email_key, ?2, ?3, c.kind, c.verifier, c.set_at, c.set_in, "
        "c.expires_at, s.last_at FROM user u LEFT JOIN credential c ON c.user_id = u.id "
        "LEFT JOIN sign_in s ON s.user_id = u.id WHERE u.id = ?1")
      .bind(id.number())
      .bind(now)
      .bind(change.number)
      .run();
  delete_assignments_of(db, id);
  delete_tokens_of(db, id, now);
  delete_associations_of(db, id);
  Query(db, "DELETE FROM request WHERE user_id = ?1").bind(id.number()).run();
  Query(db, "DELETE FROM skill WHERE user_id = ?1").bind(id.number()).run();
  delete_profile_link(db, id);
  delete_directory_link(db, id);
  Query(db, "DELETE FROM user WHERE id = ?1").bind(id.number()).run();
}

std::optional<DeletedUser> find_deleted_user(const Database& db, domain::UserId id) {
  static const auto kSql = kSelectDeleted + "WHERE d.user_id = ?1";
  Query query(db, kSql);
  query.bind(id.number());
  return query.step() ? std::optional(read_deleted(query)) : std::nullopt;
}

std::optional<DeletedUser> find_deleted_user(const Database& db, const domain::Email& email) {
  static const auto kSql = kSelectDeleted + "WHERE d.email_key = ?1 ORDER BY d.deleted_in DESC LIMIT 1";
  Query query(db, kSql);
  query.bind(email.key());
  return query.step() ? std::optional(read_deleted(query)) : std::nullopt;
}

void list_deleted_users(const Database& db, const std::function<bool(const DeletedUser&)>& each) {
  static const auto kSql = kSelectDeleted + "ORDER BY d.deleted_in DESC, d.user_id";
  Query query(db, kSql);
  while (query.step() && each(read_deleted(query))) {
  }
}

std::vector<Assignment> list_assignments_before(const Database& db, const DeletedUser& deleted) {
  // A location that is gone since is told as it last was: without it, a role for one place would look as if it had
  // been for the whole organisation.
  static const auto kSql =
      "SELECT " + std::string(kAssignmentColumns) +
      " FROM assignment_history a JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) "
      "LEFT JOIN user giver ON giver.id = c.actor LEFT JOIN (SELECT id, partner_id, name FROM location UNION ALL "
      "SELECT h.id, h.partner_id, h.name FROM location_history h WHERE h.id NOT IN (SELECT id FROM location) "
      "AND h.until = (SELECT max(until) FROM location_history WHERE id = h.id)) l ON l.id = a.location_id "
      "WHERE a.user_id = ?1 AND a.until = ?2";
  Query query(db, kSql);
  query.bind(deleted.user.id.number()).bind(deleted.deleted_in.number);
  std::vector<Assignment> assignments;
  while (query.step()) assignments.push_back(read_assignment(query, 0));
  std::ranges::sort(assignments, before);
  return assignments;
}

namespace {

/// Not one by an address that is somebody else's by now.
void restore_associations(Database& db, const DeletedUser& deleted, ChangeId change) {
  Query(db,
        "INSERT INTO association (id, user_id, address, address_key, state, way, salt, since) SELECT h.id, h.user_id, "
        "h.address, h.address_key, h.state, h.way, h.salt, ?3 FROM association_history h WHERE h.until = ?2 AND "
        "(h.user_id = ?1 OR (h.user_id IS NULL AND h.address_key = ?4)) AND (h.state = 'ended' OR NOT EXISTS (SELECT 1 "
        "FROM association o WHERE o.address_key = h.address_key AND o.state <> 'ended'))")
      .bind(deleted.user.id.number())
      .bind(deleted.deleted_in.number)
      .bind(change.number)
      .bind(deleted.user.record.email.key())
      .run();
}

}  // namespace

void restore_user(Database& db, const DeletedUser& deleted, KeepOsAccount keep, ChangeId change) {
  const auto id = deleted.user.id.number();
  Query(db,
        "INSERT INTO user (id, name, email, email_key, given_name, family_name, kind, job_title, department, phone, "
        "usage_location, state, created_at, salt, since, os_account) SELECT id, name, email, email_key, given_name, "
        "family_name, kind, job_title, department, phone, usage_location, state, created_at, salt, ?3, iif(?4, "
        "os_account, NULL) "
        "FROM user_history WHERE id = ?1 AND until = ?2")
      .bind(id)
      .bind(deleted.deleted_in.number)
      .bind(change.number)
      .bind(std::int64_t{keep == KeepOsAccount::yes})
      .run();
  Query(db,
        "INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in) SELECT user_id, kind, "
        "verifier, set_at, set_in, expires_at, ?2 FROM deleted_user WHERE user_id = ?1 AND kind IS NOT NULL")
      .bind(id)
      .bind(change.number)
      .run();
  Query(db,
        "INSERT INTO sign_in (user_id, last_at, noted_in) SELECT user_id, signed_in_at, ?2 FROM deleted_user "
        "WHERE user_id = ?1 AND signed_in_at IS NOT NULL")
      .bind(id)
      .bind(change.number)
      .run();
  restore_associations(db, deleted, change);
  forget_deleted_user(db, deleted.user.id);
}

void restore_assignment(Database& db, const DeletedUser& deleted, AssignmentId assignment, ChangeId change) {
  Query(db,
        "INSERT INTO assignment (id, user_id, role, location_id, starts_at, expires_at, bundle, granted_in, by_rule, "
        "since) SELECT id, user_id, role, location_id, starts_at, expires_at, bundle, coalesce(granted_in, since), "
        "by_rule, ?3 "
        "FROM assignment_history WHERE id = ?1 AND until = ?2")
      .bind(assignment.number)
      .bind(deleted.deleted_in.number)
      .bind(change.number)
      .run();
}

std::optional<domain::ProfileId> find_profile_before(const Database& db, const DeletedUser& deleted) {
  Query query(db, "SELECT profile FROM profile_link_history WHERE user_id = ?1 AND until = ?2");
  query.bind(deleted.user.id.number()).bind(deleted.deleted_in.number);
  if (!query.step()) return std::nullopt;
  return stored(domain::ProfileId::parse(query.text(0)), "profile_link", deleted.user.id.number());
}

void restore_profile_link(Database& db, const DeletedUser& deleted, ChangeId change) {
  Query(db,
        "INSERT INTO profile_link (id, user_id, profile, profile_key, started_at, salt, since) SELECT id, user_id, "
        "profile, profile_key, started_at, salt, ?3 FROM profile_link_history WHERE user_id = ?1 AND until = ?2")
      .bind(deleted.user.id.number())
      .bind(deleted.deleted_in.number)
      .bind(change.number)
      .run();
}

std::optional<domain::Anchor> find_anchor_before(const Database& db, const DeletedUser& deleted) {
  Query query(db, "SELECT anchor FROM directory_link_history WHERE user_id = ?1 AND until = ?2");
  query.bind(deleted.user.id.number()).bind(deleted.deleted_in.number);
  if (!query.step()) return std::nullopt;
  return stored(domain::Anchor::parse(query.text(0)), "directory_link", deleted.user.id.number());
}

void restore_directory_link(Database& db, const DeletedUser& deleted, ChangeId change) {
  Query(db,
        "INSERT INTO directory_link (id, user_id, anchor, fields, state, gone_at, salt, since) SELECT id, user_id, "
        "anchor, fields, state, gone_at, salt, ?3 FROM directory_link_history h WHERE user_id = ?1 AND until = ?2 "
        "AND NOT EXISTS (SELECT 1 FROM directory_link o WHERE o.anchor = h.anchor)")
      .bind(deleted.user.id.number())
      .bind(deleted.deleted_in.number)
      .bind(change.number)
      .run();
}

void restore_skills(Database& db, const DeletedUser& deleted, ChangeId change) {
  Query(db,
        "INSERT INTO skill (id, user_id, kind, code, code_key, title, profile, profile_key, achieved_on, expires_on, "
        "salt, since) SELECT id, user_id, kind, code, code_key, title, profile, profile_key, achieved_on, expires_on, "
        "salt, ?3 FROM skill_history WHERE user_id = ?1 AND until = ?2")
      .bind(deleted.user.id.number())
      .bind(deleted.deleted_in.number)
      .bind(change.number)
      .run();
}

void forget_deleted_passwords(Database& db, Time deleted) {
  Query(db,
        "UPDATE deleted_user SET kind = NULL, verifier = NULL, set_at = NULL, set_in = NULL, expires_at = NULL "
        "WHERE deleted_at < ?1 AND kind IS NOT NULL")
      .bind(deleted)
      .run();
}

void forget_deleted_user(Database& db, domain::UserId id) {
  Query(db, "DELETE FROM deleted_user WHERE user_id = ?1").bind(id.number()).run();
}

}  // namespace pcadmin::store
