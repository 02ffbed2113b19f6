#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kCertLink;
extern const Command kCertUnlink;
extern const Command kCertShow;
extern const Command kCertList;
extern const Command kCertPeople;
extern const Command kCertImport;
extern const Noun kCertNoun;
}  // namespace pcadmin::cli
