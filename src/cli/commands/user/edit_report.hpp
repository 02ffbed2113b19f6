#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/accounts.hpp"

#include <string>

namespace pcadmin::cli {

/// Which fields are different now, as a sentence.
std::string edit_sentence(const ops::EditedUser& edited);

/// What answers for somebody who is not there, with --if-exists.
Report nobody_report(const domain::UserRef& ref);

}  // namespace pcadmin::cli
