#pragma once

#include "../../args.hpp"

#include "pcadmin/domain/bundle.hpp"
#include "pcadmin/domain/role.hpp"

/// How bundles are named, by every command that takes one.
namespace pcadmin::cli::flags {

inline constexpr Arg<domain::BundleName> kBundleName{
    {.name = "NAME", .help = "the bundle's name, any letter case", .completes = Completes::bundle, .required = true}};
inline constexpr Arg<domain::BundleName> kBundle{{.name = "--bundle",
                                                  .help = "all roles of this bundle (pcadmin role bundle list)",
                                                  .value = "NAME",
                                                  .completes = Completes::bundle}};
/// One role, or all of a bundle.
inline constexpr Arg<domain::RoleId> kRoleOrBundle{{.name = "ROLE",
                                                    .help = "id, name or alias of a role, any letter case",
                                                    .completes = Completes::role,
                                                    .unless = &kBundle.spec}};

}  // namespace pcadmin::cli::flags
