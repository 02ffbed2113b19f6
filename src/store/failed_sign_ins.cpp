#include "pcadmin/store/failed_sign_ins.hpp"

#include "engine.hpp"

namespace pcadmin::store {

FailedSignIns get_failed_sign_ins(const Database& db, domain::UserId user) {
  Query query(db, "SELECT recent, total, retry_at, tried_at FROM failed_sign_in WHERE user_id = ?1");
  query.bind(user.number());
  if (!query.step()) return {};
  return {.recent = query.integer(0), .total = query.integer(1), .retry_at = query.time(2), .tried_at = query.time(3)};
}

void put_failed_sign_ins(Database& db, domain::UserId user, const FailedSignIns& failed) {
  Query(db,
        "INSERT OR REPLACE INTO failed_sign_in (user_id, recent, total, retry_at, tried_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(user.number())
      .bind(failed.recent)
      .bind(failed.total)
      .bind(failed.retry_at)
      .bind(failed.tried_at)
      .run();
}

bool delete_failed_sign_ins(Database& db, domain::UserId user) {
  return Query(db, "DELETE FROM failed_sign_in WHERE user_id = ?1").bind(user.number()).run() > 0;
}

}  // namespace pcadmin::store
