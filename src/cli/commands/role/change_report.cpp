#include "change_report.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

using Changes = std::vector<ops::AssignmentChange>;

bool is_everywhere_only(const Changes& assignments) {
  return assignments.size() == 1 && !assignments.front().now.location;
}

std::string when(const store::Assignment& assignment, Time now) {
  const bool later = assignment.starts_at && *assignment.starts_at > now;
  return (later ? " from " + to_rfc3339(*assignment.starts_at) : "") +
         (assignment.expires_at ? " until " + to_rfc3339(*assignment.expires_at) : "");
}

}  // namespace

Report role_report(const ops::RoleChange& change, Time now) {
  std::vector<Fields> meant;
  for (const auto& one : change.assignments) meant.push_back(assignment_fields(one.now, now));
  auto row = person_values(change.user, change.held);
  row.emplace_back(std::move(meant));
  return {.body = RecordBody{"user", kRoleChangeColumns, std::move(row), true},
          .changed = change.changed,
          .undoable = true};
}

bool is_only_why(const ops::RoleChange& change) {
  return change.changed && std::ranges::all_of(change.assignments, [](const auto& one) {
           return one.before && one.before->starts_at == one.now.starts_at &&
                  one.before->expires_at == one.now.expires_at;
         });
}

std::string place_of(const store::Assignment& assignment) {
  const auto& place = assignment.location;
  return place ? fmt::format("{} ({})", place->name, place->partner_id.text()) : "the whole organisation";
}

std::string where(const Changes& assignments) {
  if (assignments.empty() || is_everywhere_only(assignments)) return {};
  std::vector<std::string> places;
  for (const auto& one : assignments) places.push_back(place_of(one.now));
  return " for " + join_words(places);
}

std::string where_and_when(const Changes& assignments, Time now) {
  const auto as_first = [&](const auto& one) { return when(one.now, now) == when(assignments.front().now, now); };
  if (assignments.empty()) return {};
  if (std::ranges::all_of(assignments, as_first)) return where(assignments) + when(assignments.front().now, now);
  std::vector<std::string> parts;
  for (const auto& one : assignments) parts.push_back("for " + place_of(one.now) + when(one.now, now));
  return " " + join_words(parts);
}

}  // namespace pcadmin::cli
