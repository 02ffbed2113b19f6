#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/bundles.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Giving and taking a bundle answer with the person as they are then, as with one role.
namespace pcadmin::cli {

Report given_report(const ops::BundleGift& gift, Time now);
Report taken_report(const ops::BundleGift& gift, Time now);

/// Who else can do something with what a person was just given: their tokens, whoever has their OS account.
std::vector<std::string> reach_warnings(const std::string& email, std::int64_t tokens,
                                        const std::optional<domain::OsAccount>& os_account);

}  // namespace pcadmin::cli
