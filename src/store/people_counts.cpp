#include "pcadmin/store/people_counts.hpp"

#include "engine.hpp"

namespace pcadmin::store {

PeopleCount count_people(const Database& db) {
  Query query(db, "SELECT count(*), total(state = 'active'), total(kind = 'guest') FROM user");
  query.step();
  return {.all = query.integer(0), .active = query.integer(1), .guests = query.integer(2)};
}

std::int64_t count_never_signed_in(const Database& db, Time from, Time until) {
  Query query(db,
              "SELECT count(*) FROM user u WHERE u.state = 'active' AND u.created_at >= ?1 AND u.created_at < ?2 "
              "AND NOT EXISTS (SELECT 1 FROM sign_in s WHERE s.user_id = u.id)");
  query.bind(from).bind(until).step();
  return query.integer(0);
}

}  // namespace pcadmin::store
