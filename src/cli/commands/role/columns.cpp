#include "columns.hpp"

namespace pcadmin::cli {

Row member_values(const store::Member& member) {
  const auto& record = member.user.record;
  return make_row(member.user.id.text(), record.name.text(), record.email.text(),
                  std::string(member.assignment.role.text()), std::string(to_string(record.state)), member.can_sign_in,
                  to_rfc3339(member.assignment.assigned_at), text_or_nothing(member.assignment.assigned_by),
                  text_or_nothing(member.assignment.reason), time_or_nothing(member.assignment.expires_at));
}

std::vector<std::string> words_of(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

}  // namespace pcadmin::cli
