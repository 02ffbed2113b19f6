#pragma once

#include "../../args.hpp"

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/permission.hpp"

#include <array>
#include <string_view>

/// What questions about access are asked with.
namespace pcadmin::cli {

inline constexpr Arg<domain::PermissionId> kPermission{{.name = "PERMISSION",
                                                        .help = "id of a permission, any letter case",
                                                        .completes = Completes::permission,
                                                        .required = true}};
inline constexpr Arg<domain::PartnerId> kAtLocation{{.name = "--location",
                                                     .help = "at this location, by its Partner ID",
                                                     .value = "ID",
                                                     .fallback = "for the whole organisation"}};

/// The portal's workspaces, as `domain::workspace_word` calls them.
inline constexpr std::array<std::string_view, 11> kWorkspaces = {
    "account-settings", "benefits",    "billing",    "customers", "help-support", "incentives",
    "insights",         "marketplace", "membership", "pricing",   "referrals"};
inline constexpr Arg<Word> kWorkspace{{.name = "--workspace",
                                       .help = "only permissions of this workspace of the portal",
                                       .value = "WORKSPACE",
                                       .words = kWorkspaces,
                                       .completes = Completes::word}};

}  // namespace pcadmin::cli
