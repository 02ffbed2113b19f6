#include "row_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

/// A table's rows as people call them.
struct Noun {
  std::string_view table, one, many;
};
constexpr std::array<Noun, 17> kNouns = {{
    {"assignment", "role assignment", "role assignments"},
    {"association", "association", "associations"},
    {"bundle", "bundle", "bundles"},
    {"designation", "designation", "designations"},
    {"designation_metric", "metric of a designation", "metrics of designations"},
    {"directory_link", "tie to the directory", "ties to the directory"},
    {"domain", "domain", "domains"},
    {"known_skill", "catalogue entry", "catalogue entries"},
    {"location", "location", "locations"},
    {"organization", "organisation", "organisations"},
    {"profile_link", "certification profile", "certification profiles"},
    {"request", "request", "requests"},
    {"setting", "setting", "settings"},
    {"skill", "skill", "skills"},
    {"support", "support entry", "support entries"},
    {"token", "token", "tokens"},
    {"user", "person", "people"},
}};

}  // namespace

std::string counted_rows(std::string_view table, std::int64_t number) {
  const auto& noun = *std::ranges::find(kNouns, table, &Noun::table);
  return fmt::format("{} {}", number, number == 1 ? noun.one : noun.many);
}

}  // namespace pcadmin::cli
