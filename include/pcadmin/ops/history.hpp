#pragma once

#include "pcadmin/domain/as_of.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/differences.hpp"
#include "pcadmin/store/events.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Reading the history. All of it takes the right to read it, but for one's own; throws `not-allowed`.
namespace pcadmin::ops {

void list_changes(const Unit& unit, std::optional<std::int64_t> limit,
                  const std::function<bool(const store::Change&)>& each, const domain::Filter* where = nullptr);

/// Throws `unknown-change`.
store::Change show_change(const Unit& unit, store::ChangeId id);
/// What a change-set did, row by row, until `each` says false.
void list_effects(const Unit& unit, store::ChangeId id, const std::function<bool(const store::Effect&)>& each);

/// Something that happened, with the change-set that did it.
struct Happening {
  store::Event event;
  std::string email;  ///< of whom it happened to, the last they had
  store::Change change;
};
/// What happened to somebody, newest first, until `each` says false; one's own for everybody. Whoever was deleted is
/// found by the address they had last. Throws `unknown-user`.
void list_user_history(const Unit& unit, const domain::UserRef& user,
                       const std::function<bool(const Happening&)>& each);
/// Who got a role and who lost it, newest first, of one person or of all, until `each` says false.
void list_role_history(const Unit& unit, domain::RoleId role, const std::optional<domain::UserRef>& user,
                       const std::function<bool(const Happening&)>& each);

/// What to compare: two moments; nullopt for `to` is now. nullopt for `only` is everything: people's records and
/// assignments.
struct ComparedMoments {
  store::Moment from;
  store::Moment to;
  std::optional<store::Compared> only{};
};
/// Throws what `store::get_moment` throws.
ComparedMoments compared_moments(const Unit& unit, const domain::AsOf& from, const std::optional<domain::AsOf>& to,
                                 std::optional<store::Compared> only);
/// Until `each` says false.
void list_differences(const Unit& unit, const ComparedMoments& compared,
                      const std::function<bool(const store::Difference&)>& each);

store::Verification verify_history(const Unit& unit, const std::optional<store::Head>& expected);
store::Head history_head(const Unit& unit);

}  // namespace pcadmin::ops
