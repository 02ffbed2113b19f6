#include "pcadmin/domain/permission.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace pcadmin::domain {

namespace {

constexpr std::size_t kQuoted = 60;
constexpr std::string_view kAll = "what a role allows: pcadmin role show ROLE; all of them: pcadmin role matrix";

/// The ids that are near as a whole, or in what stands behind the workspace: people remember `manage-billing`.
std::vector<std::string> near_ids(const std::string& word) {
  std::vector<std::string> ids;
  std::vector<std::string> near;
  for (const auto& permission : Catalogue::permissions()) {
    ids.emplace_back(permission.id);
    if (permission.id.substr(permission.id.find(':') + 1) == word) near.emplace_back(permission.id);
  }
  return near.empty() ? nearest(word, ids) : near;
}

}  // namespace

Result<PermissionId> PermissionId::parse(std::string_view text) {
  const auto id = to_ascii_lower(text);
  if (const auto* const found = Catalogue::find_permission(id))
    return PermissionId(static_cast<std::uint8_t>(found - Catalogue::permissions().data()));
  const auto near = is_utf8(text) ? near_ids(id) : std::vector<std::string>();
  return fail({.code = "unknown-permission",
               .kind = FailureKind::not_found,
               .message = "there is no permission \"" + shorten(text, kQuoted) + "\"",
               .hint = (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + std::string(kAll)});
}

std::vector<PermissionId> PermissionId::all() {
  std::vector<PermissionId> list;
  const auto count = Catalogue::permissions().size();
  for (std::size_t i = 0; i < count; ++i) list.push_back(PermissionId(static_cast<std::uint8_t>(i)));
  return list;
}

const Permission& PermissionId::permission() const { return Catalogue::permissions()[index_]; }

bool allows(const Role& role, PermissionId permission) {
  return std::ranges::find(role.permissions, permission.text()) != role.permissions.end();
}

bool allowed_to_everybody(PermissionId permission) { return allows(Catalogue::default_user(), permission); }

std::vector<RoleId> roles_that_allow(PermissionId permission) {
  std::vector<RoleId> roles;
  std::ranges::copy_if(Catalogue::role_ids(), std::back_inserter(roles),
                       [&](RoleId role) { return allows(role.role(), permission); });
  return roles;
}

std::string_view workspace_word(const Permission& permission) {
  return permission.id.substr(0, permission.id.find(':'));
}

}  // namespace pcadmin::domain
