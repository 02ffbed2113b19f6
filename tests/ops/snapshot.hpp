#pragma once

#include "pcadmin/store/database.hpp"

#include <string>

namespace pcadmin::test {

/// The business rows of a store, one a line, as far as undoing has to bring them back: all columns of all tables but
/// `since`, and of assignments the change-set that gave them. Not tokens, which stay ended, and not erasures.
std::string snapshot(const store::Database& db);

/// The secrets and times that keep no history: passwords and last sign-ins of everybody who is there.
std::string snapshot_of_secrets(const store::Database& db);

/// Who can be restored, since when, and with which password.
std::string snapshot_of_deleted(const store::Database& db);

/// The findings of `store::verify`, a line each: empty when the history is whole.
std::string broken_history(const store::Database& db);

}  // namespace pcadmin::test
