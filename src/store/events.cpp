#include "pcadmin/store/events.hpp"

#include "engine.hpp"
#include "row_states.hpp"
#include "touches.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::store {

namespace {

using What = Event::What;

constexpr std::array<std::string_view, 16> kWords = {
    "user-added",    "user-restored", "user-changed",    "user-disabled",  "user-enabled", "user-deleted",
    "user-purged",   "role-given",    "role-restored",   "role-changed",   "role-taken",   "token-created",
    "token-changed", "token-ended",   "password-issued", "password-chosen"};

/// What a change-set did to one row.
struct Step {
  std::optional<RowState> before;
  std::optional<RowState> after;
};

Step step_of(const RowStates& rows, const Touch& touch) {
  return {.before = rows.ended(touch.row, touch.change), .after = rows.written(touch.row, touch.change)};
}

bool was_there_before(const Database& db, const Touch& touch) {
  return Query(db, "SELECT 1 FROM user_history WHERE id = ?1 AND until < ?2").bind(touch.row).bind(touch.change).step();
}

What what_of_user(const Database& db, const RowStates& rows, const Touch& touch, const Step& step) {
  if (!step.after) return What::user_deleted;
  if (!step.before) return was_there_before(db, touch) ? What::user_restored : What::user_added;
  const auto& state = rows.value(*step.after, "state");
  if (state == rows.value(*step.before, "state")) return What::user_changed;
  return state == "active" ? What::user_enabled : What::user_disabled;
}

Event role_event(const Database& db, const RowStates& rows, const Touch& touch) {
  const auto step = step_of(rows, touch);
  const auto& known = step.after ? *step.after : *step.before;
  auto what = What::role_changed;
  if (!step.after)
    what = What::role_taken;
  else if (!step.before)
    what = rows.value(known, "granted_in") ? What::role_restored : What::role_given;
  const auto location = rows.value(known, "location_id");
  return {.change = {touch.change},
          .what = what,
          .user = domain::UserId(std::stoll(*rows.value(known, "user_id"))),
          .subject = rows.value(known, "role"),
          .location = location ? location_told(db, *location) : std::nullopt,
          .fields = rows.differences(step.before, step.after)};
}

void add_record_events(const Database& db, domain::UserId user, std::vector<Event>& events) {
  const RowStates rows(db, "user");
  Query query(db, touches_sql("user", "id = ?1"));
  query.bind(user.number());
  walk_touches(query, [&](const Touch& touch) {
    const auto step = step_of(rows, touch);
    Event event{.change = {touch.change},
                .what = what_of_user(db, rows, touch, step),
                .user = user,
                .subject = {},
                .fields = {}};
    // Who goes or comes back is as they were before.
    if (event.what != What::user_deleted && event.what != What::user_restored)
      event.fields = rows.differences(step.before, step.after);
    events.push_back(std::move(event));
    return true;
  });
  Query purges(db, "SELECT DISTINCT since FROM erasure WHERE of_table = 'user' AND row = ?1");
  purges.bind(user.number());
  while (purges.step())
    events.push_back(
        {.change = {purges.integer(0)}, .what = What::user_purged, .user = user, .subject = {}, .fields = {}});
}

void add_role_events(const Database& db, domain::UserId user, std::vector<Event>& events) {
  const RowStates rows(db, "assignment");
  Query query(db, touches_sql("assignment", "user_id = ?1"));
  query.bind(user.number());
  walk_touches(query, [&](const Touch& touch) {
    events.push_back(role_event(db, rows, touch));
    return true;
  });
}

void add_token_events(const Database& db, domain::UserId user, std::vector<Event>& events) {
  const RowStates rows(db, "token");
  Query query(db, touches_sql("token", "user_id = ?1"));
  query.bind(user.number());
  walk_touches(query, [&](const Touch& touch) {
    const auto step = step_of(rows, touch);
    const auto what = !step.after ? What::token_ended : step.before ? What::token_changed : What::token_created;
    auto fields = rows.differences(step.before, step.after);
    std::erase_if(fields, [](const Effect::Field& field) { return field.name == "name"; });
    events.push_back({.change = {touch.change},
                      .what = what,
                      .user = user,
                      .subject = rows.value(step.after ? *step.after : *step.before, "name"),
                      .fields = std::move(fields)});
    return true;
  });
}

/// One that came back with a restored person is of an earlier change-set, and no news.
void add_password_events(const Database& db, domain::UserId user, std::vector<Event>& events) {
  Query query(db,
              "SELECT set_in, kind FROM credential WHERE user_id = ?1 AND set_in = noted_in UNION ALL "
              "SELECT set_in, kind FROM credential_history WHERE user_id = ?1 AND set_in = noted_in");
  query.bind(user.number());
  while (query.step())
    events.push_back({.change = {query.integer(0)},
                      .what = query.text(1) == "chosen" ? What::password_chosen : What::password_issued,
                      .user = user,
                      .subject = {},
                      .fields = {}});
}

}  // namespace

std::string_view to_string(Event::What what) { return kWords.at(static_cast<std::size_t>(what)); }

std::vector<Event> list_events(const Database& db, domain::UserId user) {
  std::vector<Event> events;
  add_record_events(db, user, events);
  add_role_events(db, user, events);
  add_token_events(db, user, events);
  add_password_events(db, user, events);
  std::ranges::stable_sort(events, [](const Event& one, const Event& other) {
    return one.change != other.change ? one.change > other.change : one.what < other.what;
  });
  return events;
}

void list_role_events(const Database& db, domain::RoleId role, std::optional<domain::UserId> user,
                      const std::function<bool(const Event&)>& each) {
  const RowStates rows(db, "assignment");
  const auto tell = [&](const Touch& touch) { return each(role_event(db, rows, touch)); };
  if (!user) return walk_role_touches(db, role, tell);
  Query query(db, touches_sql("assignment", "role = ?1 AND user_id = ?2"));
  query.bind(role.text()).bind(user->number());
  walk_touches(query, tell);
}

std::optional<domain::UserId> find_person_ever(const Database& db, domain::UserId id) {
  Query query(db, "SELECT 1 FROM user WHERE id = ?1 UNION ALL SELECT 1 FROM user_history WHERE id = ?1");
  query.bind(id.number());
  return query.step() ? std::optional(id) : std::nullopt;
}

std::optional<domain::UserId> find_person_ever(const Database& db, const domain::Email& email) {
  Query query(db,
              "SELECT id FROM user WHERE email_key = ?1 UNION ALL SELECT * FROM "
              "(SELECT id FROM user_history WHERE email_key = ?1 ORDER BY until DESC, since DESC LIMIT 1)");
  query.bind(email.key());
  return query.step() ? std::optional(domain::UserId(query.integer(0))) : std::nullopt;
}

std::string last_email(const Database& db, domain::UserId user) {
  Query query(db,
              "SELECT email FROM user WHERE id = ?1 UNION ALL SELECT * FROM "
              "(SELECT email FROM user_history WHERE id = ?1 ORDER BY since DESC LIMIT 1)");
  query.bind(user.number());
  return query.step() ? query.text(0) : user.text();
}

}  // namespace pcadmin::store
