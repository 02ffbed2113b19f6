#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/role.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers, days and names as people read them on a page.
namespace pcadmin::cli {

/// `26 November 2026, 09:15 UTC`.
std::string moment_words(Time time);
/// `26 Nov 2026`, in UTC.
std::string day_words(Time time);
/// `26 Nov 2026, 09:15`, in UTC.
std::string hour_words(Time time);

/// `10,000`.
std::string grouped(std::int64_t number);
/// `1 person`, `10,000 people`.
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// `Tenant`, `CSP`, `Company`.
std::string_view category_name(domain::RoleCategory category);
/// Of a program of the catalogue: `Directory`, `CSP`.
std::string program_name(std::string_view program);

}  // namespace pcadmin::cli
