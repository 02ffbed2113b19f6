#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/accounts.hpp"

#include <string>

namespace pcadmin::cli {

/// Which fields are different now, as a sentence.
std::string edit_sentence(const ops::EditedUser& edited);

/// The edit with the old values; empty where a flag cannot say one of them.
std::string undo_of_edit(const ops::EditedUser& edited);

/// What answers for somebody who is not there, with --if-exists.
Report nobody_report(const domain::UserRef& ref);

/// How a command line names somebody: the address, unless it looks like a flag.
std::string user_word(const store::StoredUser& user);

}  // namespace pcadmin::cli
