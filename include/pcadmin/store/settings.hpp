#pragma once

#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Tables `setting` (guards and password policy, as far as they were set) and `blocked_password`.
namespace pcadmin::store {

std::optional<std::string> find_setting(const Database& db, std::string_view name);
/// Whether anything differed.
bool put_setting(Database& db, std::string_view name, std::string_view value, ChangeId change);
/// Whether there was one.
bool delete_setting(Database& db, std::string_view name);

/// Whether the organisation's own list of blocked passwords holds `word`, a fold key.
bool is_blocked_password(const Database& db, std::string_view word);
/// Replaces that list by the words `next` gives, until it gives none. How many different ones there are.
std::int64_t replace_blocked_passwords(Database& db, const std::function<std::optional<std::string>()>& next);
/// 16 hexadecimal digits that tell one list from another.
std::string digest_of_blocked_passwords(const Database& db);

}  // namespace pcadmin::store
