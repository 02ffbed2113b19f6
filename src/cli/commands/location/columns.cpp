#include "columns.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

Row location_values(const domain::Location& location) {
  return make_row(location.id.text(), location.name.text(), location.country.text(), location.parent.text());
}

std::string words_of(const domain::Location& location) {
  return fmt::format("{} ({})", location.name.text(), location.id.text());
}

std::vector<std::string> location_warnings(const ops::LocationChange& change) {
  std::vector<std::string> warnings;
  if (!change.changed) return warnings;
  if (!change.location.id.usual()) warnings.emplace_back("the Partner ID is unusual: most have 7 digits");
  if (!change.parent_known) {
    warnings.push_back(fmt::format("it belongs to {}, which is neither the organisation nor a location here",
                                   change.location.parent.text()));
  }
  return warnings;
}

}  // namespace pcadmin::cli
