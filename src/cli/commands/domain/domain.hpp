#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kDomainAdd;
extern const Command kDomainList;
extern const Command kDomainDelete;
extern const Noun kDomainNoun;
}  // namespace pcadmin::cli
