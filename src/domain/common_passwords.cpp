#include "common_passwords.hpp"

#include "common_passwords_embedded.hpp"

#include <algorithm>

namespace pcadmin::domain {

namespace {

/// Looks for a whole line of sorted text. Its first line, which is about the others, is none of them.
bool has_line(std::string_view lines, std::string_view wanted) {
  lines.remove_prefix(lines.find('\n') + 1);
  while (!lines.empty()) {
    const auto middle = lines.size() / 2;
    const auto before = middle == 0 ? std::string_view::npos : lines.rfind('\n', middle - 1);
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    const auto end = lines.find('\n', begin);  // every line has one
    const auto line = lines.substr(begin, end - begin);
    if (line == wanted) return true;
    lines = line < wanted ? lines.substr(end + 1) : lines.substr(0, begin);
  }
  return false;
}

}  // namespace

bool is_common_password(std::string_view word) { return has_line(embedded::kFiles[0].text, word); }

bool is_commonest_password(std::string_view word) { return has_line(embedded::kFiles[1].text, word); }

}  // namespace pcadmin::domain
