#pragma once

#include <optional>

namespace pcadmin {

/// What an edit says of one field: where it says nothing, the field stays as it is.
template <class T>
void put(T& field, const std::optional<T>& wanted) {
  if (wanted) field = *wanted;
}

}  // namespace pcadmin
