#pragma once

#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/changes.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Reading the history. All of it takes the right to read it; throws `not-allowed`.
namespace pcadmin::ops {

void list_changes(const Unit& unit, std::optional<std::int64_t> limit,
                  const std::function<bool(const store::Change&)>& each);

struct ChangeDetails {
  store::Change change;
  std::vector<store::Effect> effects;
};
/// Throws `unknown-change`.
ChangeDetails show_change(const Unit& unit, store::ChangeId id);

store::Verification verify_history(const Unit& unit, const std::optional<store::Head>& expected);
store::Head history_head(const Unit& unit);

}  // namespace pcadmin::ops
