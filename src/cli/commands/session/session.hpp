#pragma once

#include "../../command.hpp"

/// Making a store, and saying who one is.
namespace pcadmin::cli {
extern const Command kInit;
extern const Command kSignIn;
extern const Command kSignOut;
extern const Command kWhoami;
}  // namespace pcadmin::cli
