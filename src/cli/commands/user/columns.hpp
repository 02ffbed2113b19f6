#pragma once

#include "../../report.hpp"
#include "record_args.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/users.hpp"

#include <array>
#include <string>
#include <vector>

/// How people appear, in every command that shows some.
namespace pcadmin::cli {

inline constexpr std::size_t kPersonColumnCount = 14;

/// The columns of a person's record; `person_values` gives their values in the same order.
inline constexpr std::array<Column, kPersonColumnCount> kPersonColumns = {{
    {.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = domain::FieldType::id},
    {.key = "name", .title = "NAME"},
    {.key = "email", .title = "E-MAIL", .whole = true, .type = domain::FieldType::email},
    {.key = "roles", .title = "ROLES", .nothing = "no role", .type = domain::FieldType::role, .many = true},
    {.key = "state", .title = "STATE", .type = domain::FieldType::word, .words = flags::kStates},
    {.key = "kind", .title = "KIND", .in_table = false, .type = domain::FieldType::word, .words = flags::kKinds},
    {.key = "given_name", .title = "GIVEN NAME", .in_table = false},
    {.key = "family_name", .title = "FAMILY NAME", .in_table = false},
    {.key = "job_title", .title = "JOB TITLE", .in_table = false},
    {.key = "department", .title = "DEPARTMENT", .in_table = false},
    {.key = "phone", .title = "PHONE", .in_table = false},
    {.key = "usage_location", .title = "USAGE LOCATION", .in_table = false},
    {.key = "created_at", .title = "CREATED AT", .in_table = false, .type = domain::FieldType::time},
    {.key = "os_account", .title = "OS ACCOUNT", .in_table = false},
}};
Row person_values(const store::StoredUser& user, const std::vector<domain::RoleId>& roles);

/// The person's columns, then more of a command's own.
template <std::size_t N>
constexpr std::array<Column, kPersonColumnCount + N> person_columns_and(const std::array<Column, N>& more) {
  std::array<Column, kPersonColumnCount + N> all{};
  for (std::size_t i = 0; i < kPersonColumnCount; ++i) all[i] = kPersonColumns[i];
  for (std::size_t i = 0; i < N; ++i) all[kPersonColumnCount + i] = more[i];
  return all;
}

/// The columns of a list of people; `listed_row` gives their values in the same order.
inline constexpr auto kListedColumns = person_columns_and(std::array<Column, 2>{
    {{.key = "last_sign_in", .title = "LAST SIGN-IN", .in_table = false, .type = domain::FieldType::time},
     {.key = "deleted_at", .title = "DELETED AT", .in_table = false, .type = domain::FieldType::time}}});
Row listed_row(const store::ListedUser& listed);

/// A role somebody was given and how they came by it, as a record in a record; its state as of `now`.
Fields assignment_fields(const store::Assignment& assignment, Time now);
std::vector<Fields> assignments_fields(const std::vector<store::Assignment>& assignments, Time now);

/// The roles of those that are in force, each once. They are in catalogue order.
std::vector<domain::RoleId> roles_in_force(const std::vector<store::Assignment>& assignments, Time now);

/// `helpdesk-agent, referrals-user`; or that there are none, which means that nothing can be done.
std::string roles_sentence(const std::vector<domain::RoleId>& roles);

}  // namespace pcadmin::cli
