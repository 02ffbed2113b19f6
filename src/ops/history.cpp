#include "pcadmin/ops/history.hpp"

#include "pcadmin/ops/rights.hpp"

namespace pcadmin::ops {

void list_changes(const Unit& unit, std::optional<std::int64_t> limit,
                  const std::function<bool(const store::Change&)>& each) {
  require(unit, domain::Act::see_history);
  store::list_changes(unit.db(), limit, each);
}

ChangeDetails show_change(const Unit& unit, store::ChangeId id) {
  require(unit, domain::Act::see_history);
  ChangeDetails details{.change = store::get_change(unit.db(), id), .effects = {}};
  store::list_effects(unit.db(), id, [&](const store::Effect& effect) {
    details.effects.push_back(effect);
    return true;
  });
  return details;
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
