#include "pcadmin/domain/role.hpp"

#include "catalogue_data.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace pcadmin::domain {
namespace {

using catalogue_data::kRoleCount;
using catalogue_data::kRoles;

/// Longer than any name: a text beyond it is not looked at further.
constexpr std::size_t kLongestText = 256;
constexpr std::size_t kQuotedCodePoints = 60;

struct Shortcut {
  std::string_view word;
  std::uint8_t position;
};

constexpr std::array<Shortcut, 3> kShortcuts{{
    {"global", catalogue_data::kGlobalAdmin},
    {"account", catalogue_data::kAccountAdmin},
    {"user-management", catalogue_data::kUserManagementAdmin},
}};

template <std::uint8_t... positions>
constexpr std::array<RoleId, sizeof...(positions)> make_role_ids(std::integer_sequence<std::uint8_t, positions...>) {
  return {Catalogue::at(positions)...};
}

constexpr auto kRoleIds = make_role_ids(std::make_integer_sequence<std::uint8_t, kRoleCount>());

/// Every catalogue name is ASCII, so nothing beyond ASCII needs folding.
constexpr char fold(char letter) {
  if (letter >= 'A' && letter <= 'Z') return static_cast<char>(letter - 'A' + 'a');
  return letter == ' ' || letter == '_' ? '-' : letter;
}

std::string folded(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), fold);
  return result;
}

bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, fold, fold);
}

bool is_called(const Role& role, std::string_view text) {
  if (same_name(role.id, text) || same_name(role.name, text)) return true;
  return std::ranges::any_of(role.aliases, [&](std::string_view alias) { return same_name(alias, text); });
}

std::optional<RoleId> find_role(std::string_view text) {
  // What a store or a program says is the id itself, letter by letter.
  const auto exact = std::ranges::find_if(kRoleIds, [&](RoleId id) { return id.text() == text; });
  if (exact != kRoleIds.end()) return *exact;
  for (const Shortcut& shortcut : kShortcuts) {
    if (same_name(shortcut.word, text)) return Catalogue::at(shortcut.position);
  }
  const auto found = std::ranges::find_if(kRoleIds, [&](RoleId id) { return is_called(id.role(), text); });
  if (found == kRoleIds.end()) return std::nullopt;
  return *found;
}

/// Every folded word `find_role` answers to, each once: a word standing twice would take two of the few near places.
std::vector<std::string> list_known_words() {
  std::vector<std::string> words;
  words.reserve(4 * kRoleCount);
  for (const Shortcut& shortcut : kShortcuts) words.emplace_back(shortcut.word);
  for (const Role& role : kRoles) {
    words.push_back(folded(role.id));
    words.push_back(folded(role.name));
    for (const std::string_view alias : role.aliases) words.push_back(folded(alias));
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<std::string_view> nearest_ids(std::string_view text) {
  std::vector<std::string_view> ids;
  if (text.size() > kLongestText || !is_utf8(text)) return ids;
  static const std::vector<std::string> known_words = list_known_words();
  for (const std::string& word : nearest(folded(text), known_words)) {
    const std::string_view id = find_role(word)->text();
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

std::string unknown_role_hint(std::string_view text) {
  std::string hint;
  for (const std::string_view id : nearest_ids(text)) {
    hint += hint.empty() ? "nearest: " : ", ";
    hint += id;
  }
  return hint + (hint.empty() ? "" : "; ") + "all roles: pcadmin role list";
}

Failure unknown_role(std::string_view text) {
  return {.code = "unknown-role",
          .kind = FailureKind::not_found,
          .message = "no role is called \"" + shorten(text, kQuotedCodePoints) + "\"",
          .hint = unknown_role_hint(text)};
}

Failure implicit_role() {
  const std::string id(catalogue_data::kDefaultUser.id);
  return {.code = "implicit-role",
          .kind = FailureKind::invalid,
          .message = "every user has \"" + id + "\", it cannot be assigned",
          .hint = "leave it out; roles that can be assigned: pcadmin role list"};
}

}  // namespace

Result<RoleId> RoleId::parse(std::string_view text) {
  if (const std::optional<RoleId> found = find_role(text)) return *found;
  if (is_called(catalogue_data::kDefaultUser, text)) return fail(implicit_role());
  return fail(unknown_role(text));
}

std::string_view RoleId::text() const { return role().id; }

const Role& RoleId::role() const { return kRoles[index_]; }

std::span<const Role> Catalogue::roles() { return kRoles; }

std::span<const RoleId> Catalogue::role_ids() { return kRoleIds; }

const Role& Catalogue::default_user() { return catalogue_data::kDefaultUser; }

std::span<const Permission> Catalogue::permissions() { return catalogue_data::kPermissions; }

const Permission* Catalogue::find_permission(std::string_view id) {
  const std::span<const Permission> all = permissions();
  const auto found = std::ranges::lower_bound(all, id, {}, &Permission::id);
  return found != all.end() && found->id == id ? &*found : nullptr;
}

std::string_view to_string(RoleCategory category) {
  switch (category) {
    case RoleCategory::tenant:
      return "tenant";
    case RoleCategory::csp:
      return "csp";
    case RoleCategory::company:
      return "company";
  }
  return {};
}

std::string_view to_string(Basis basis) {
  switch (basis) {
    case Basis::documented:
      return "documented";
    case Basis::partly_inferred:
      return "partly-inferred";
    case Basis::inferred:
      return "inferred";
  }
  return {};
}

std::string_view to_string(RoleStatus status) {
  switch (status) {
    case RoleStatus::core:
      return "core";
    case RoleStatus::later_addition:
      return "later-addition";
    case RoleStatus::optional:
      return "optional";
    case RoleStatus::implicit:
      return "implicit";
  }
  return {};
}

RoleId global_admin() { return Catalogue::at(catalogue_data::kGlobalAdmin); }

RoleId account_admin() { return Catalogue::at(catalogue_data::kAccountAdmin); }

RoleId user_management_admin() { return Catalogue::at(catalogue_data::kUserManagementAdmin); }

}  // namespace pcadmin::domain
