#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

/// Distinguished names (RFC 4514), as far as it takes to compare two.
namespace pcadmin::domain {

namespace {

constexpr std::string_view kSpecial = ",+\"\\<>;=";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads a name, one `type=value` after the other.
class DnParser {
 public:
  explicit DnParser(std::string_view dn) : rest_(dn) {}

  /// In a form of its own, which is no name itself; nullopt: it is none.
  std::optional<std::string> key() {
    if (trim(rest_).empty()) return std::nullopt;
    std::string all;
    while (true) {
      auto part = read_part();
      if (!part) return std::nullopt;
      all += *part;
      if (rest_.empty()) return all;
      all += ',';
      rest_.remove_prefix(1);
    }
  }

 private:
  /// Up to a comma: `type=value`, or several joined by `+`, which are put in order.
  std::optional<std::string> read_part() {
    std::vector<std::string> pairs;
    while (true) {
      auto pair = read_pair();
      if (!pair) return std::nullopt;
      pairs.push_back(std::move(*pair));
      if (rest_.empty() || rest_.front() != '+') break;
      rest_.remove_prefix(1);
    }
    std::ranges::sort(pairs);
    std::string part;
    for (const auto& pair : pairs) part += (part.empty() ? "" : "+") + pair;
    return part;
  }

  std::optional<std::string> read_pair() {
    const auto end = rest_.find('=');
    if (end == std::string_view::npos) return std::nullopt;
    const auto type = trim(rest_.substr(0, end));
    if (type.empty() || type.find_first_of(kSpecial) != std::string_view::npos) return std::nullopt;
    rest_.remove_prefix(end + 1);
    const auto value = read_value();
    if (!value) return std::nullopt;
    // What is special is written as its number, so that the key has no escapes and no two values run into each other.
    std::string key = to_ascii_lower(type) + '=';
    for (const char c : is_utf8(*value) ? to_fold_key(*value) : *value) {
      if (kSpecial.find(c) == std::string_view::npos)
        key += c;
      else
        key += fmt::format("\\{:02x}", static_cast<unsigned char>(c));
    }
    return key;
  }

  /// Up to what ends it, without escapes and quotes; blanks at its ends are gone unless they were escaped, and several
  /// between count as one.
  std::optional<std::string> read_value() {
    std::string value;
    std::size_t kept = 0;  // how much of it no trimming takes
    bool quoted = false;
    while (!rest_.empty() && (quoted || (rest_.front() != ',' && rest_.front() != ';' && rest_.front() != '+'))) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\') {
        const auto escaped = read_escaped();
        if (!escaped) return std::nullopt;
        value += *escaped;
        kept = value.size();
      } else if (c != ' ' || quoted || (!value.empty() && value.back() != ' ')) {
        value += c;
        if (c != ' ' || quoted) kept = value.size();
      }
    }
    if (quoted) return std::nullopt;
    value.resize(kept);
    return value;
  }

  std::optional<char> read_escaped() {
    if (rest_.empty()) return std::nullopt;
    const int high = hex_digit(rest_[0]);
    const int low = rest_.size() > 1 ? hex_digit(rest_[1]) : -1;
    const bool is_hex = high >= 0 && low >= 0;
    const char c = is_hex ? static_cast<char>(high * 16 + low) : rest_[0];
    rest_.remove_prefix(is_hex ? 2 : 1);
    return c;
  }

  std::string_view rest_;
};

}  // namespace

std::string dn_key(std::string_view dn) { return DnParser(dn).key().value_or(std::string(dn)); }

bool is_dn(std::string_view dn) { return DnParser(dn).key().has_value(); }

}  // namespace pcadmin::domain
