#include "interchange/place_faults.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

namespace pcadmin::interchange {

void PlaceFaults::add(const Place& place, std::string field, std::string code, std::string_view value,
                      std::string message, std::string hint) {
  constexpr std::size_t kQuoted = 60;
  if (++count_ > kMost) return;
  rows_.push_back({{"line", static_cast<std::int64_t>(place.line)},
                   {"column", static_cast<std::int64_t>(place.column)},
                   {"field", std::move(field)},
                   {"code", std::move(code)},
                   {"value", shorten(value, kQuoted)},
                   {"message", std::move(message)},
                   {"hint", std::move(hint)}});
}

void PlaceFaults::throw_if_any(std::string_view code, std::string_view file, std::string_view so) {
  if (count_ == 0) return;
  std::ranges::stable_sort(rows_, {}, [](const DetailRow& row) { return std::tuple(row[0].second, row[1].second); });
  const auto more = count_ - rows_.size();
  throw Error(
      {.code = std::string(code),
       .kind = FailureKind::invalid,
       .message = fmt::format("{} thing{} wrong with the {}: {}", count_, count_ == 1 ? " is" : "s are", file, so),
       .hint = more == 0 ? "mend the lines above" : fmt::format("mend the lines above; {} more follow", more),
       .details = {{"count", static_cast<std::int64_t>(count_)}, {"faults", rows_}}});
}

}  // namespace pcadmin::interchange
