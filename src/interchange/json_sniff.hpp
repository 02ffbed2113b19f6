#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// What the beginning of a JSON file shows, without being a whole.
struct JsonSniff {
  std::set<std::string, std::less<>> keys{};  ///< in lower case, at whatever depth
  bool has_scim_schema = false;
  bool is_lines = false;  ///< an object that ends with its line, and another on the next; or a reject
  bool is_empty = false;  ///< a list of nothing

  bool has(std::string_view key) const { return keys.contains(key); }
};

/// Nullopt when it does not begin, behind blanks, with `{` or `[`.
std::optional<JsonSniff> sniff_json(std::string_view beginning);

}  // namespace pcadmin::interchange
