#include "field_changes.hpp"

#include "render/cells.hpp"

namespace pcadmin::cli {

std::string field_changes(std::span<const Column> columns, const Row& before, const Row& now) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto is = human_text(now[i], "-");
    if (is == human_text(before[i], "-")) continue;
    const Fields change = {{"field", std::string(columns[i].key)}, {"before", before[i]}, {"after", now[i]}};
    text += (text.empty() ? "" : "; ") + human_record(change);
  }
  return text;
}

}  // namespace pcadmin::cli
