#pragma once

#include <string_view>

namespace pcadmin::domain {

/// Whether ISO 3166-1 has assigned these two upper-case letters to a country.
bool is_assigned_country(std::string_view letters);

}  // namespace pcadmin::domain
