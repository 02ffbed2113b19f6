#pragma once

#include "../../args.hpp"

#include "pcadmin/domain/expiry.hpp"
#include "pcadmin/domain/organization.hpp"

/// Where an assignment holds, and until when.
namespace pcadmin::cli::flags {

inline constexpr Arg<domain::PartnerId> kLocations{
    {.name = "--location",
     .help = "for this location, by its Partner ID; may be repeated, or several with commas",
     .value = "ID",
     .fallback = "the whole organisation",
     .completes = Completes::location,
     .many = true}};
inline constexpr Arg<domain::PartnerId> kOnlyLocations{
    {.name = "--location",
     .help = "only what is held for this location; may be repeated, or several with commas",
     .value = "ID",
     .fallback = "all of the role: the whole organisation and every location",
     .completes = Completes::location,
     .many = true}};

}  // namespace pcadmin::cli::flags
