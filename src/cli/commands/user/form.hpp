#pragma once

#include "../../dialog.hpp"

namespace pcadmin::cli {

/// `user add` without arguments, on a terminal: asks for name, address and roles, shows a page with everything, and
/// asks whether to go on. Throws `cancelled` (kind interrupted) when the answer is no.
bool fill_user_form(Dialog& dialog, const Failure* failure);

}  // namespace pcadmin::cli
