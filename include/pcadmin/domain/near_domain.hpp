#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pcadmin::domain {

/// Which of an organisation's `domains`, all in lower case, the domain of an address was probably meant to be: one that
/// differs by a slip of the pen where the two are not the same from their end on, or of which it is the beginning.
/// Nullopt where it is one of them, one below or above one of them, or none that is near.
std::optional<std::string> near_domain(std::string_view domain, std::span<const std::string> domains);

}  // namespace pcadmin::domain
