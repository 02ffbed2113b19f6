#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kCredentialList;
extern const Command kCredentialReissue;
extern const Noun kCredentialNoun;
}  // namespace pcadmin::cli
