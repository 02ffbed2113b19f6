#include "own_places.hpp"

#include "staged_file.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace pcadmin::cli {

namespace {

namespace fs = std::filesystem;

void refuse_stream(const Place& place) {
  if (place.name != "-") return;
  throw Error({.code = "invalid-file-name",
               .kind = FailureKind::usage,
               .message = std::string(place.flag->name) + ": \"-\" is no file",
               .hint = "name a new file; where no file is wanted, leave the flag out"});
}

/// By whatever way it is named.
fs::path path_of(const Place& place) {
  std::error_code unknown;  // of a folder one may not look into
  auto path = fs::weakly_canonical(fs::absolute(place.name), unknown);
  if (unknown) path = fs::absolute(place.name).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

/// The name that one has for good, or while it is written.
void require_two(const Place& one, const Place& other) {
  const auto first = path_of(one);
  const auto second = path_of(other);
  if (first != second && first != partial_of(second) && second != partial_of(first)) return;
  throw Error(
      {.code = "same-file",
       .kind = FailureKind::usage,
       .message = fmt::format("{} and {} name the same place, \"{}\"", one.flag->name, other.flag->name, other.name),
       .hint = "give each a name of its own"});
}

}  // namespace

void require_own_places(std::span<const Place> places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    refuse_stream(places[i]);
    for (std::size_t before = 0; before < i; ++before) require_two(places[before], places[i]);
  }
}

}  // namespace pcadmin::cli
