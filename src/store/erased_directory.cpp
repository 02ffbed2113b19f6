#include "erased_directory.hpp"

#include "erased_rows.hpp"

#include <string>

namespace pcadmin::store {

std::int64_t erase_directory_link(Database& db, domain::UserId id, ChangeId change) {
  // What looks back reads what is left: an anchor like any other.
  const std::string blank =
      "UPDATE directory_link_history SET anchor = printf('00000000-0000-0000-0000-%012x', id), salt = x'' WHERE "
      "user_id = ?1";
  return erase_rows(db, "directory_link", "user_id = ?1", blank, id.number(), change);
}

}  // namespace pcadmin::store
