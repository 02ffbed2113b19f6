#pragma once

#include "canonical.hpp"
#include "engine.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What undoing has to know of the business tables beyond their columns.
namespace pcadmin::store {

/// No two rows of `table` may have the same value.
struct UniqueKey {
  std::string_view table;
  std::string_view column;  ///< of text; empty for a key of several
  std::string_view same;    ///< SQL: whether rows `o` and `h` have the same
};
/// A test compares with the unique indexes of the schema. Tokens and erasures never come back.
inline constexpr std::array<UniqueKey, 17> kUniqueKeys = {{
    {"assignment", "",
     "o.user_id = h.user_id AND o.role = h.role AND coalesce(o.location_id, 0) = coalesce(h.location_id, 0)"},
    {"association", "", "o.user_id = h.user_id"},
    {"bundle", "name", "o.name = h.name COLLATE NOCASE"},  // as bundles are found by name
    {"designation", "name", "o.name = h.name"},
    {"designation_metric", "", "o.designation_id = h.designation_id AND o.name = h.name"},
    {"directory_link", "", "o.user_id = h.user_id"},
    {"directory_link", "anchor", "o.anchor = h.anchor"},
    {"domain", "name", "o.name = h.name"},
    {"known_skill", "", "o.code_key = h.code_key AND o.kind = h.kind"},
    {"location", "partner_id", "o.partner_id = h.partner_id"},
    {"profile_link", "", "o.user_id = h.user_id"},
    {"profile_link", "profile_key", "o.profile_key = h.profile_key"},
    {"setting", "name", "o.name = h.name"},
    {"skill", "",
     "o.user_id = h.user_id AND o.kind = h.kind AND o.code_key = h.code_key AND coalesce(o.profile_key, '') = "
     "coalesce(h.profile_key, '')"},
    {"support", "name", "o.name = h.name"},
    {"user", "email_key", "o.email_key = h.email_key"},
    {"user", "os_account", "o.os_account = h.os_account"},
}};

/// A column of one business table that names a row of another.
struct Reference {
  std::string table;
  std::string column;
  std::string parent;
};
std::vector<Reference> references_between(const Database& db);

/// Whether rows come back that a change-set ended. Tokens that ended stay ended: their secret is gone.
inline bool comes_back(std::string_view table) { return table != "token" && table != "erasure"; }

/// SQL: the ids of the rows of `table` that change-set ?1 wrote. They need not be as it left them.
std::string written(std::string_view table);
/// SQL: that `change`, as ?1, wrote row `name` of `table`, one of now. Where all it wrote still stands, that is a
/// question to the row alone; so is the next where it only added: as an import does, the largest there are.
std::string wrote(const Database& db, ChangeId change, std::string_view table, std::string_view name);
/// SQL: that it did not change the row, which it wrote, but added it.
std::string added(const Database& db, ChangeId change, std::string_view table, std::string_view name);
/// Whether there are rows of ?1 that `sql` finds.
bool is_any(const Database& db, ChangeId change, const std::string& sql);
/// A column's value as undoing puts it back, of row `h` of the history, by SQL that takes ?2 for the change-set.
/// Whatever comes back, a role that was given is still the one that was given then.
std::string old_value(std::string_view column);

}  // namespace pcadmin::store
