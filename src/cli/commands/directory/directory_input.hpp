#pragma once

#include "../../args.hpp"
#include "../../command.hpp"

#include "pcadmin/domain/directory.hpp"

#include <optional>

namespace pcadmin::cli {

namespace flags {
inline constexpr Arg<FileName> kRules{{.name = "--rules",
                                       .help = "CSV or JSON with group and roles: which groups give which roles",
                                       .value = "FILE",
                                       .fallback = "roles are let be",
                                       .completes = Completes::file}};
}  // namespace flags

/// What was read before the store was opened.
struct DirectoryInput {
  domain::Directory directory{};
  std::optional<domain::GroupRules> rules{};
};

/// Reads the rules, if there are any. Throws `import-faults` with everything that is wrong with them.
std::optional<domain::GroupRules> read_rules(Context& context);

}  // namespace pcadmin::cli
