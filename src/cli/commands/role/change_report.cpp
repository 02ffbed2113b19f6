#include "change_report.hpp"

namespace pcadmin::cli {

Report role_report(const ops::RoleChange& change) {
  return {.body = RecordBody{"user", kRoleChangeColumns, person_values(change.user, change.held), true},
          .changed = change.changed,
          .undoable = true};
}

}  // namespace pcadmin::cli
