#include "pcadmin/store/associations.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <array>
#include <cstddef>

namespace pcadmin::store {

namespace {

constexpr std::string_view kTable = "association";

/// What `read_association` takes of `association a` and `user u`, of which one may be missing.
const std::string kColumns =
    "a.id, u.id, u.name, u.email, a.address, coalesce(a.state, 'associated'), coalesce(a.way, 'account'), "
    "coalesce(c.at, u.created_at), c.id, c.at, actor.email, c.reason, c.ticket ";
const std::string kActJoins = "LEFT JOIN change_set c ON c.id = a.since LEFT JOIN user actor ON actor.id = c.actor ";

/// People with their own row, or with the invitation of their address where that says more than the account does.
const std::string kOfPeople =
    "SELECT " + kColumns +
    "FROM user u LEFT JOIN association a ON a.id = coalesce((SELECT own.id FROM association own WHERE own.user_id = "
    "u.id), (SELECT i.id FROM association i WHERE u.kind = 'guest' AND i.address_key = u.email_key AND i.user_id IS "
    "NULL AND i.state = 'invited')) " +
    kActJoins + "WHERE (u.kind = 'member' OR a.id IS NOT NULL) ";

/// The same, from their rows: where only some state is asked for, few have one.
const std::string kOfRows =
    "SELECT " + kColumns +
    "FROM association a JOIN user u ON u.id = coalesce(a.user_id, (SELECT g.id FROM user g WHERE g.email_key = "
    "a.address_key AND g.kind = 'guest' AND a.state = 'invited' AND NOT EXISTS (SELECT 1 FROM association own WHERE "
    "own.user_id = g.id))) " +
    kActJoins + "WHERE a.state = ?1 ORDER BY u.email_key";

/// Invitations of addresses that nobody had then, whether or not somebody has them now.
const std::string kInvitations = "SELECT " + kColumns + "FROM association a LEFT JOIN user u ON u.id = a.user_id " +
                                 kActJoins + "WHERE a.user_id IS NULL ";

Association read_association(const Query& row) {
  const auto id = row.is_null(0) ? 0 : row.integer(0);
  const bool somebody = !row.is_null(1);
  return {.id = row.is_null(0) ? std::nullopt : std::optional(AssociationId{id}),
          .record = {.user = somebody ? std::optional(domain::UserId(row.integer(1))) : std::nullopt,
                     .address = optional_of<domain::Email>(row, 4, kTable, id),
                     .state = stored(domain::parse_association_state(row.text(5)), kTable, id),
                     .way = stored(domain::parse_association_way(row.text(6)), kTable, id)},
          .name = optional_of<domain::PersonName>(row, 2, "user", somebody ? row.integer(1) : 0),
          .account = optional_of<domain::Email>(row, 3, "user", somebody ? row.integer(1) : 0),
          .at = row.time(7),
          .act = row.is_null(8) ? std::nullopt : std::optional(read_act(row, 8))};
}

/// Whether there are more to come.
bool hand_over(Query& query, const std::function<bool(const Association&)>& each) {
  while (query.step()) {
    if (!each(read_association(query))) return false;
  }
  return true;
}

void bind_record(Query& query, const AssociationRecord& record, ChangeId change, Random& random) {
  if (record.user)
    query.bind(record.user->number());
  else
    query.bind_null();
  query.bind(text_of(record.address));
  query.bind(record.address ? std::optional(record.address->key()) : std::nullopt);
  query.bind(to_string(record.state)).bind(to_string(record.way));
  std::array<std::byte, 16> salt{};
  if (record.address) random.fill(salt);
  if (record.address)
    query.bind_blob(salt);
  else
    query.bind_null();
  query.bind(change.number);
}

}  // namespace

std::optional<Association> find_association(const Database& db, domain::UserId user) {
  static const auto kSql = kOfPeople + "AND u.id = ?1";
  Query query(db, kSql);
  query.bind(user.number());
  return query.step() ? std::optional(read_association(query)) : std::nullopt;
}

std::optional<Association> find_invitation(const Database& db, const domain::Email& address) {
  static const auto kSql = kInvitations + "AND a.address_key = ?1";
  Query query(db, kSql);
  query.bind(address.key());
  return query.step() ? std::optional(read_association(query)) : std::nullopt;
}

std::optional<Association> find_association_by(const Database& db, const domain::Email& address,
                                               const std::optional<domain::UserId>& but) {
  static const auto kSql = "SELECT " + kColumns + "FROM association a JOIN user u ON u.id = a.user_id " + kActJoins +
                           "WHERE a.address_key = ?1 AND a.state <> 'ended' AND u.id <> ?2";
  Query query(db, kSql);
  query.bind(address.key()).bind(but ? but->number() : 0);
  return query.step() ? std::optional(read_association(query)) : std::nullopt;
}

void list_associations(const Database& db, const std::optional<domain::AssociationState>& state,
                       const std::function<bool(const Association&)>& each) {
  static const auto kPeople =
      kOfPeople + "AND (?1 IS NULL OR coalesce(a.state, 'associated') = ?1) ORDER BY u.email_key";
  static const auto kOthers = kInvitations +
                              "AND (?1 IS NULL OR a.state = ?1) AND NOT EXISTS (SELECT 1 FROM user has WHERE "
                              "has.email_key = a.address_key) ORDER BY a.address_key";
  const bool all = !state || *state == domain::AssociationState::associated;
  for (const auto* const sql : {all ? &kPeople : &kOfRows, &kOthers}) {
    Query query(db, *sql);
    query.bind(state ? std::optional(std::string(to_string(*state))) : std::nullopt);
    if (!hand_over(query, each)) return;
  }
}

std::vector<PastAssociation> list_past(const Database& db, AssociationId id) {
  Query query(db,
              "SELECT a.state, a.way, c.id, c.at, actor.email, c.reason, c.ticket FROM (SELECT state, way, since FROM "
              "association WHERE id = ?1 UNION ALL SELECT state, way, since FROM association_history WHERE id = ?1) a "
              "JOIN change_set c ON c.id = a.since LEFT JOIN user actor ON actor.id = c.actor ORDER BY a.since");
  query.bind(id.number);
  std::vector<PastAssociation> past;
  while (query.step())
    past.push_back({.state = stored(domain::parse_association_state(query.text(0)), kTable, id.number),
                    .way = stored(domain::parse_association_way(query.text(1)), kTable, id.number),
                    .act = read_act(query, 2)});
  return past;
}

AssociationId put_association(Database& db, const std::optional<AssociationId>& id, const AssociationRecord& record,
                              ChangeId change, Random& random) {
  Query query(db, id ? "UPDATE association SET user_id = ?1, address = ?2, address_key = ?3, state = ?4, way = ?5, "
                       "salt = ?6, since = ?7 WHERE id = ?8"
                     : "INSERT INTO association (user_id, address, address_key, state, way, salt, since) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  bind_record(query, record, change, random);
  if (id) query.bind(id->number);
  query.run();
  return id ? *id : AssociationId{db.engine().connection.getLastInsertRowid()};
}

void delete_associations_of(Database& db, domain::UserId user) {
  Query(db,
        "DELETE FROM association WHERE user_id = ?1 OR (user_id IS NULL AND address_key = (SELECT email_key FROM user "
        "WHERE id = ?1))")
      .bind(user.number())
      .run();
}

std::optional<std::string> find_address_of_two(const Database& db, ChangeId by) {
  Query query(db,
              "SELECT a.address FROM association a JOIN association o ON o.address_key = a.address_key AND o.id <> "
              "a.id WHERE a.since = ?1 AND a.state <> 'ended' AND o.state <> 'ended' LIMIT 1");
  query.bind(by.number);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

}  // namespace pcadmin::store
