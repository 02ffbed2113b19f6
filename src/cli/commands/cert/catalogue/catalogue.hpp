#pragma once

#include "../../../command.hpp"

namespace pcadmin::cli {
extern const Command kCertCatalogueImport;
extern const Command kCertCatalogueList;
}  // namespace pcadmin::cli
