#include "columns.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

Row location_values(const domain::Location& location) {
  return make_row(location.id.text(), location.name.text(), location.country.text(), location.parent.text());
}

std::string words_of(const domain::Location& location) {
  return fmt::format("{} ({})", location.name.text(), location.id.text());
}

}  // namespace pcadmin::cli
