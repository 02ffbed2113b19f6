#include "pcadmin/domain/guards.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/authority.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace pcadmin::domain {

namespace {

constexpr std::string_view kPrivileged = "privileged";

constexpr std::array<GuardInfo, 6> kGuards = {{
    {Guard::minimum_global_admins, "minimum-global-admins", "1",
     "at least so many people are global admins without an end and can sign in"},
    {Guard::required_admins, "required-admins", "none",
     "these people are global admins without an end and can sign in"},
    {Guard::max_removals, "max-removals", "none",
     "at most so many people, or such a share of them, may lose a role or their account in one change"},
    {Guard::separate_duties, "separate-duties", "none",
     "nobody holds roles that are kept apart, now or at a time to come, but by a waiver"},
    {Guard::expiry_required, "expiry-required", "none", "these roles are given only with an end"},
    {Guard::reason_required, "reason-required", "none", "these roles are given only with a reason"},
}};

}  // namespace

Result<Limit> Limit::parse(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000'000;
  constexpr std::int64_t kAll = 100;
  const bool percent = text.ends_with('%');
  const auto number = percent ? number_in(text.substr(0, text.size() - 1), 1, kAll) : number_in(text, 1, kMost);
  if (number) return Limit(*number, percent);
  return fail({.code = "invalid-limit",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is neither a number from 1 up nor a percentage", shorten(text, 60)),
               .hint = "for example 20, or 10%"});
}

std::string Limit::text() const { return fmt::format("{}{}", number_, percent_ ? "%" : ""); }

std::int64_t Limit::of(std::int64_t whole) const {
  constexpr std::int64_t kAll = 100;
  return percent_ ? std::max<std::int64_t>(1, whole * number_ / kAll) : number_;
}

Result<LeastAdmins> LeastAdmins::parse(std::string_view text) {
  constexpr std::int64_t kMost = 10;
  if (const auto number = number_in(text, 1, kMost)) return LeastAdmins(*number);
  return fail({.code = "invalid-minimum",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a number from 1 to {}", shorten(text, 60), kMost),
               .hint = "the vendor's guidance is 2 to 4 global admins"});
}

std::string LeastAdmins::text() const { return fmt::format("{}", number_); }

Result<GuardedRoles> GuardedRoles::parse(std::string_view text) {
  GuardedRoles guarded;
  for (const auto word : split(text, ',')) {
    if (to_ascii_lower(trim(word)) == kPrivileged) {
      guarded.privileged_ = true;
      continue;
    }
    const auto role = RoleId::parse(trim(word));
    if (!role) return fail(role.error());
    guarded.named_.insert(*role);
  }
  return guarded;
}

std::string GuardedRoles::text() const {
  std::string text = privileged_ ? std::string(kPrivileged) : std::string();
  for (const auto role : named_) text += fmt::format("{}{}", text.empty() ? "" : ",", role.text());
  return text;
}

std::vector<RoleId> GuardedRoles::roles() const {
  std::vector<RoleId> roles;
  std::ranges::copy_if(Catalogue::role_ids(), std::back_inserter(roles),
                       [&](RoleId role) { return named_.contains(role) || (privileged_ && is_privileged(role)); });
  return roles;
}

std::span<const GuardInfo> guards() { return kGuards; }

const GuardInfo& info_of(Guard guard) { return *std::ranges::find(kGuards, guard, &GuardInfo::guard); }

Result<Guard> parse_guard(std::string_view text) {
  const auto name = to_ascii_lower(text);
  std::vector<std::string> names;
  for (const auto& info : kGuards) {
    if (info.name == name) return info.guard;
    names.emplace_back(info.name);
  }
  const auto near = nearest(name, names);
  return fail({.code = "unknown-guard",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no guard \"{}\"", shorten(text, 60)),
               .hint = near.empty() ? "all: " + join_words(names) : "nearest: " + join_words(near)});
}

}  // namespace pcadmin::domain
