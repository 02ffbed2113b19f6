#pragma once

#include "../../report.hpp"
#include "paths.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/ops/access.hpp"

#include <optional>
#include <string>
#include <vector>

/// What access comes through and what would change it, in sentences and commands.
namespace pcadmin::cli {

/// One sentence a path: `billing-admin for the whole organisation: since yesterday (...), by ada@contoso.example; never
/// ends`.
std::vector<Fields> grant_sentences(const std::vector<ops::AccessPath>& paths, Time now);
/// One a near miss: `billing-admin for the whole organisation: expired 3 days ago (...)`.
std::vector<Fields> miss_sentences(const std::vector<ops::AccessPath>& paths, Time now);

/// `for the whole organisation`, `at location 4391508`.
std::string place_words(const domain::Place& place);

/// A line each: `command`.
std::vector<Fields> commands_of(const std::vector<domain::Remedy>& remedies, const domain::Email& email);

/// Why what is proposed would not go through, or may not, were it typed now; nullopt: it would.
std::optional<std::string> doubt_about(const ops::AccessExplanation& explained);

}  // namespace pcadmin::cli
