#include "own_places.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace pcadmin::cli {

namespace {

void refuse_stream(const Place& place) {
  if (place.name != "-") return;
  throw Error({.code = "invalid-file-name",
               .kind = FailureKind::usage,
               .message = std::string(place.flag->name) + ": \"-\" is no file",
               .hint = "name a new file; where no file is wanted, leave the flag out"});
}

void require_two(const Place& one, const Place& other) {
  const auto path = [](const Place& place) { return (std::filesystem::path(place.name) / "").lexically_normal(); };
  if (path(one) != path(other)) return;
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
