#include "columns.hpp"

namespace pcadmin::cli {

namespace {
constexpr auto kByPlace = member_columns(true, false);
constexpr auto kByStanding = member_columns(false, true);
constexpr auto kByBoth = member_columns(true, true);
}  // namespace

std::span<const Column> columns_for_members(domain::RoleId role, bool by_standing) {
  if (role.role().location_scoped) return by_standing ? std::span(kByBoth) : std::span(kByPlace);
  return by_standing ? std::span(kByStanding) : std::span(kMemberColumns);
}

Row member_values(const store::Member& member, Time now) {
  const auto& record = member.user.record;
  const auto& one = member.assignment;
  return make_row(member.user.id.text(), record.name.text(), record.email.text(), std::string(one.role.text()),
                  location_or_nothing(one), location_name_or_nothing(one), std::string(to_string(record.state)),
                  member.can_sign_in, std::string(standing_of(one, now)), to_rfc3339(one.assigned_at),
                  text_or_nothing(one.assigned_by), text_or_nothing(one.reason), text_or_nothing(one.ticket),
                  time_or_nothing(one.starts_at), time_or_nothing(one.expires_at), text_or_nothing(one.bundle));
}

std::string_view standing_of(const store::Assignment& assignment, Time now) {
  if (assignment.expired_at(now)) return "expired";
  return assignment.holds_at(now) ? "in-force" : "not-begun";
}

Value location_or_nothing(const store::Assignment& assignment) {
  return assignment.location ? Value(assignment.location->partner_id.text()) : Value();
}

Value location_name_or_nothing(const store::Assignment& assignment) {
  return assignment.location ? Value(assignment.location->name) : Value();
}

std::vector<std::string> words_of(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

}  // namespace pcadmin::cli
