#pragma once

#include "engine.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/address.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/requests.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::store {

template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
  return value ? std::optional(value->text()) : std::nullopt;
}

/// What a column holds, if anything, of row `id` of `table`.
template <class T>
std::optional<T> optional_of(const Query& row, int column, std::string_view table, std::int64_t id) {
  const auto text = row.optional_text(column);
  return text ? std::optional<T>(stored(T::parse(*text), table, id)) : std::nullopt;
}

/// Columns `address_line1` to `postal_code`, in the order of the tables, from `first` on.
domain::Address read_address(const Query& row, int first, std::string_view table, std::int64_t id);
void bind_address(Query& query, const domain::Address& address);

/// Id and time of a change-set, the address of who made it, its reason and ticket, from column `first` on.
RequestAct read_act(const Query& row, int first);

/// The columns of `user u` in the order `read_user` takes them.
inline constexpr std::string_view kUserColumns =
    "u.id, u.name, u.email, u.given_name, u.family_name, u.kind, u.job_title, u.department, u.phone, u.usage_location, "
    "u.state, u.created_at, u.since, u.os_account";
inline constexpr int kUserColumnCount = 14;

StoredUser read_user(const Query& row, int first = 0);

/// What `read_assignment` takes of `assignment a` (or its history) joined with `kAssignmentJoins`: how it came about,
/// from the change-set that gave it, and where it holds.
inline constexpr std::string_view kAssignmentColumns =
    "a.id, a.role, c.at, giver.email, c.reason, c.ticket, c.id, a.starts_at, a.expires_at, a.bundle, l.id, "
    "l.partner_id, l.name";
inline constexpr std::string_view kAssignmentJoins =
    "JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user giver ON giver.id = c.actor "
    "LEFT JOIN location l ON l.id = a.location_id";
/// The same for one person, with the number of the location behind: few have one, and it is looked up for those
/// (`get_assigned_location`), where a join would be paid for by all.
inline constexpr std::string_view kOwnAssignmentColumns =
    "a.id, a.role, c.at, giver.email, c.reason, c.ticket, c.id, a.starts_at, a.expires_at, a.bundle, NULL, NULL, NULL, "
    "a.location_id";
inline constexpr std::string_view kOwnAssignmentJoins =
    "JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user giver ON giver.id = c.actor";
constexpr int kOwnAssignmentLocation = 13;  ///< where that stands
Assignment read_assignment(const Query& row, int first = 0);
/// The location an assignment is for. Throws `store-damaged` when there is none.
AssignedLocation get_assigned_location(const Database& db, LocationId id);

}  // namespace pcadmin::store
