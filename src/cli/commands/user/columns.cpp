#include "columns.hpp"

#include "../role/columns.hpp"

#include "pcadmin/base/text.hpp"

namespace pcadmin::cli {

Row person_values(const store::StoredUser& user, const std::vector<domain::RoleId>& roles) {
  const auto& record = user.record;
  std::vector<std::string> role_ids;
  for (const auto role : roles) role_ids.emplace_back(role.text());
  return make_row(user.id.text(), record.name.text(), record.email.text(), std::move(role_ids),
                  std::string(to_string(record.state)), std::string(to_string(record.kind)),
                  value_of(record.given_name), value_of(record.family_name), value_of(record.job_title),
                  value_of(record.department), value_of(record.phone), value_of(record.usage_location),
                  to_rfc3339(user.created_at), value_of(record.os_account));
}

Row listed_row(const store::ListedUser& listed) {
  auto row = person_values(listed.user, listed.roles);
  row.emplace_back(time_or_nothing(listed.last_sign_in));
  row.emplace_back();
  return row;
}

Fields assignment_fields(const store::Assignment& assignment, Time now) {
  return {{"role", std::string(assignment.role.text())},
          {"location", location_or_nothing(assignment)},
          {"location_name", location_name_or_nothing(assignment)},
          {"state", std::string(standing_of(assignment, now))},
          {"assigned_at", to_rfc3339(assignment.assigned_at)},
          {"assigned_by", text_or_nothing(assignment.assigned_by)},
          {"reason", text_or_nothing(assignment.reason)},
          {"ticket", text_or_nothing(assignment.ticket)},
          {"change", assignment.change.number},
          {"starts_at", time_or_nothing(assignment.starts_at)},
          {"expires_at", time_or_nothing(assignment.expires_at)},
          {"bundle", text_or_nothing(assignment.bundle)}};
}

std::vector<Fields> assignments_fields(const std::vector<store::Assignment>& assignments, Time now) {
  std::vector<Fields> list;
  for (const auto& assignment : assignments) list.push_back(assignment_fields(assignment, now));
  return list;
}

std::vector<domain::RoleId> roles_in_force(const std::vector<store::Assignment>& assignments, Time now) {
  std::vector<domain::RoleId> roles;
  for (const auto& assignment : assignments) {
    if (assignment.holds_at(now) && (roles.empty() || roles.back() != assignment.role))
      roles.push_back(assignment.role);
  }
  return roles;
}

std::string roles_sentence(const std::vector<domain::RoleId>& roles) {
  if (roles.empty()) return "no role yet: nothing can be done without one";
  std::vector<std::string> ids;
  for (const auto role : roles) ids.emplace_back(role.text());
  return join_words(ids);
}

}  // namespace pcadmin::cli
