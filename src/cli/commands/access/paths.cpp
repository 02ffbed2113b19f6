#include "paths.hpp"

namespace pcadmin::cli {

std::string role_of(const std::optional<store::Assignment>& assignment) {
  return std::string(assignment ? assignment->role.text() : domain::Catalogue::default_user().id);
}

Value location_of(const std::optional<store::Assignment>& assignment) {
  return assignment && assignment->location ? Value(assignment->location->partner_id.text()) : Value();
}

Fields path_fields(const std::optional<store::Assignment>& assignment) {
  if (!assignment) return {{"role", role_of(assignment)}};
  return {{"role", role_of(assignment)},
          {"location", location_of(assignment)},
          {"assigned_at", to_rfc3339(assignment->assigned_at)},
          {"assigned_by", text_or_nothing(assignment->assigned_by)},
          {"reason", text_or_nothing(assignment->reason)},
          {"ticket", text_or_nothing(assignment->ticket)},
          {"change", assignment->change.number},
          {"bundle", text_or_nothing(assignment->bundle)},
          {"starts_at", time_or_nothing(assignment->starts_at)},
          {"expires_at", time_or_nothing(assignment->expires_at)}};
}

std::vector<Fields> paths_fields(const std::vector<ops::AccessPath>& paths) {
  std::vector<Fields> list;
  for (const auto& path : paths) {
    list.push_back(path_fields(path.assignment));
    if (path.since) list.back().push_back({"held_since", to_rfc3339(*path.since)});
  }
  return list;
}

std::vector<Fields> near_misses_fields(const std::vector<ops::AccessPath>& paths) {
  auto list = paths_fields(paths);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    std::vector<std::string> words;
    for (const auto obstacle : paths[i].obstacles) words.emplace_back(to_string(obstacle));
    list[i].push_back({"obstacles", std::move(words)});
  }
  return list;
}

}  // namespace pcadmin::cli
