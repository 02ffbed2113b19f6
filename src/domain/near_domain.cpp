#include "pcadmin/domain/near_domain.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>

namespace pcadmin::domain {
namespace {

/// Takes the labels away with which both end.
void cut_common_end(std::string_view& a, std::string_view& b) {
  for (;;) {
    const auto dot_a = a.rfind('.');
    const auto dot_b = b.rfind('.');
    if (dot_a == std::string_view::npos || dot_b == std::string_view::npos || a.substr(dot_a) != b.substr(dot_b))
      return;
    a = a.substr(0, dot_a);
    b = b.substr(0, dot_b);
  }
}

bool is_below(std::string_view domain, std::string_view other) {
  return domain.size() > other.size() && domain.ends_with(other) && domain[domain.size() - other.size() - 1] == '.';
}

}  // namespace

std::optional<std::string> near_domain(std::string_view domain, std::span<const std::string> domains) {
  const auto typed = to_ascii_lower(domain);
  const auto is_related = [&](const std::string& known) {
    return typed == known || is_below(typed, known) || is_below(known, typed);
  };
  if (std::ranges::any_of(domains, is_related)) return std::nullopt;
  for (const auto& known : domains) {
    std::string_view word = typed;
    std::string_view rest = known;
    cut_common_end(word, rest);
    const std::string candidate(rest);
    if (!nearest(word, {&candidate, 1}).empty()) return known;
  }
  return std::nullopt;
}

}  // namespace pcadmin::domain
