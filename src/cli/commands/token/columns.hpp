#pragma once

#include "../../report.hpp"

#include "pcadmin/store/tokens.hpp"

#include <string>
#include <vector>

/// How tokens appear.
namespace pcadmin::cli {

inline constexpr std::string_view kAllRoles = "all its owner holds";

/// The roles a token is for; nothing where it is for whatever its owner holds.
inline Value token_roles(const store::Token& token) {
  if (!token.roles) return {};
  std::vector<std::string> ids;
  for (const auto role : *token.roles) ids.emplace_back(role.text());
  return ids;
}

}  // namespace pcadmin::cli
