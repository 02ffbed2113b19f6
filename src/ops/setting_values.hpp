#pragma once

#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/settings.hpp"

#include <optional>
#include <string_view>

/// Settings as values of a type with `parse`, `text` and a default of its own.
namespace pcadmin::ops {

template <class T>
T setting_or_default(const Unit& unit, std::string_view name) {
  const auto value = store::find_setting(unit.db(), name);
  return value ? value_or_throw(T::parse(*value)) : T();
}

/// Whether anything differed.
template <class T>
bool put_setting(Unit& unit, std::string_view name, const std::optional<T>& wanted, const T& now) {
  return wanted && *wanted != now && store::put_setting(unit.db(), name, wanted->text(), unit.change());
}

}  // namespace pcadmin::ops
