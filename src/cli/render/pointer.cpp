#include "pointer.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kBefore = 50;  // columns of the expression that are shown in front of the place
constexpr std::size_t kAfter = 30;

template <class T>
const T* detail(const Failure& failure, std::string_view name) {
  for (const auto& [known, value] : failure.details) {
    if (known == name) return std::get_if<T>(&value);
  }
  return nullptr;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The byte at which a code point, counted from 1, begins; the end where there are fewer.
std::size_t byte_of(std::string_view text, std::int64_t column) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!continues(text[at]) && --column == 0) return at;
  }
  return at;
}

/// The end of a text that takes at most so many columns.
std::string_view last_of(std::string_view text, std::size_t columns) {
  while (display_width(text) > columns) {
    text.remove_prefix(1);
    while (!text.empty() && continues(text.front())) text.remove_prefix(1);
  }
  return text;
}

}  // namespace

std::string pointed_at(const Failure& failure) {
  const auto* const expression = detail<std::string>(failure, "expression");
  const auto* const column = detail<std::int64_t>(failure, "column");
  if (expression == nullptr || column == nullptr) return {};
  const auto at = byte_of(*expression, *column);
  const auto before = escape_controls(std::string_view(*expression).substr(0, at));
  const auto shown = last_of(before, kBefore);
  const auto front = (shown.size() < before.size() ? "…" : "") + std::string(shown);
  const auto back = fit_width(escape_controls(std::string_view(*expression).substr(at)), kAfter);
  return "  " + front + back + "\n  " + std::string(display_width(front), ' ') + "^\n";
}

}  // namespace pcadmin::cli
