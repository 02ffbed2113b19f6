#include "pcadmin/ops/history.hpp"

#include "pcadmin/ops/rights.hpp"

#include <fmt/format.h>

#include <variant>

namespace pcadmin::ops {

namespace {

std::optional<domain::UserId> find_person_ever(const Unit& unit, const domain::UserRef& ref) {
  return std::visit([&](const auto& key) { return store::find_person_ever(unit.db(), key); }, ref.value());
}

[[noreturn]] void throw_never_there(const domain::UserRef& ref) {
  throw Error({.code = "unknown-user",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no user \"{}\", and the history knows of none", ref.text()),
               .hint = "look for them: pcadmin user list --match '*NAME*'"});
}

Happening happening(const Unit& unit, const store::Event& event) {
  return {.event = event,
          .email = store::last_email(unit.db(), event.user),
          .change = store::get_change(unit.db(), event.change)};
}

}  // namespace

void list_changes(const Unit& unit, std::optional<std::int64_t> limit,
                  const std::function<bool(const store::Change&)>& each, const domain::Filter* where) {
  require(unit, domain::Act::see_history);
  store::list_changes(unit.db(), limit, each, where);
}

store::Change show_change(const Unit& unit, store::ChangeId id) {
  require(unit, domain::Act::see_history);
  return store::get_change(unit.db(), id);
}

void list_effects(const Unit& unit, store::ChangeId id, const std::function<bool(const store::Effect&)>& each) {
  require(unit, domain::Act::see_history);
  store::list_effects(unit.db(), id, each);
}

void list_user_history(const Unit& unit, const domain::UserRef& ref,
                       const std::function<bool(const Happening&)>& each) {
  const auto user = find_person_ever(unit, ref);
  if (!user || *user != unit.who().id) require(unit, domain::Act::see_person_past);
  if (!user) throw_never_there(ref);
  for (const auto& event : store::list_events(unit.db(), *user)) {
    if (!each(happening(unit, event))) return;
  }
}

void list_role_history(const Unit& unit, domain::RoleId role, const std::optional<domain::UserRef>& ref,
                       const std::function<bool(const Happening&)>& each) {
  require(unit, domain::Act::see_history);
  const auto user = ref ? find_person_ever(unit, *ref) : std::nullopt;
  if (ref && !user) throw_never_there(*ref);
  store::list_role_events(unit.db(), role, user,
                          [&](const store::Event& event) { return each(happening(unit, event)); });
}

ComparedMoments compared_moments(const Unit& unit, const domain::AsOf& from, const std::optional<domain::AsOf>& to,
                                 std::optional<store::Compared> only) {
  require(unit, domain::Act::see_history);
  const auto now = unit.now();
  return {.from = store::get_moment(unit.db(), from, now),
          .to = to ? store::get_moment(unit.db(), *to, now) : store::Moment{store::find_head(unit.db())->change, now},
          .only = only};
}

void list_differences(const Unit& unit, const ComparedMoments& compared,
                      const std::function<bool(const store::Difference&)>& each) {
  require(unit, domain::Act::see_history);
  bool more = true;
  const auto list = [&](store::Compared what) {
    if (more)
      store::list_differences(unit.db(), compared.from, compared.to, what,
                              [&](const store::Difference& difference) { return more = each(difference); });
  };
  if (compared.only) return list(*compared.only);
  list(store::Compared::users);
  list(store::Compared::assignments);
}

store::Verification verify_history(const Unit& unit, const std::optional<store::Head>& expected) {
  require(unit, domain::Act::see_history);
  return store::verify(unit.db(), expected);
}

store::Head history_head(const Unit& unit) {
  require(unit, domain::Act::see_history);
  return *store::find_head(unit.db());
}

}  // namespace pcadmin::ops
