#include "change_report.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

Report role_report(const ops::RoleChange& change) {
  return {.body = RecordBody{"user", kRoleChangeColumns, person_values(change.user, change.held), true},
          .changed = change.changed};
}

std::string way_back(const ops::RoleChange& change) {
  const auto end = change.before && change.before->expires_at ? to_rfc3339(*change.before->expires_at) : "never";
  return fmt::format("pcadmin role assign {} {} --expires {}", change.user.record.email.text(), change.role.text(),
                     end);
}

}  // namespace pcadmin::cli
