#include "columns.hpp"

#include <string>

namespace pcadmin::cli {

Row support_values(const ops::SupportLine& line) {
  const auto or_nothing = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
  return make_row(line.name, line.place, or_nothing(line.note),
                  std::string(kSupportKinds.at(line.admin     ? 0
                                               : line.shipped ? 2
                                                              : 1)),
                  or_nothing(line.source));
}

}  // namespace pcadmin::cli
