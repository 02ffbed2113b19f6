#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kTokenCreate;
extern const Command kTokenList;
extern const Command kTokenRevoke;
extern const Noun kTokenNoun;
}  // namespace pcadmin::cli
