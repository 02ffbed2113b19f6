#pragma once

#include "pcadmin/domain/support.hpp"
#include "pcadmin/ops/unit.hpp"

#include <optional>
#include <string>
#include <vector>

/// Whom to turn to. Anyone may see it, as whoever cannot sign in has to turn to somebody; who administers the
/// organisation only whoever is signed in. Setting it takes the right to manage the organisation, and throws
/// `not-allowed`.
namespace pcadmin::ops {

/// One place to turn to.
struct SupportLine {
  std::string name;   ///< of an admin: theirs; else what `set_support` calls it
  std::string place;  ///< e-mail address, web page or telephone number
  std::string note;   ///< of an admin: their roles; else what for, or empty
  bool admin = false;
  bool shipped = false;  ///< comes with pcadmin, and nothing else was set
  std::string source{};  ///< of what is shipped: where the vendor publishes it
};
/// Whether the operator is told the organisation's own admins.
bool sees_own_admins(const Unit& unit);

/// In the order in which to turn to them: the organisation's global and account admins who can sign in, what the
/// organisation has set of its own, the vendor's support, the programme's.
std::vector<SupportLine> list_support(const Unit& unit);

struct SupportChange {
  SupportLine line;
  bool changed;
};
/// Adds an entry, or changes the one of this name, also one that is shipped. Place and note that are not given stay as
/// they are; a note given as nullopt is cleared. Throws `unknown-support`, kind not_found, where there is none of this
/// name and no place is given.
SupportChange set_support(Unit& unit, const domain::SupportName& name, const std::optional<domain::SupportPlace>& place,
                          const std::optional<std::optional<domain::SupportNote>>& note);
/// Takes an entry away; one that is shipped is as it was shipped again, and the change says so. Throws
/// `unknown-support`, kind not_found.
SupportChange unset_support(Unit& unit, const domain::SupportName& name);

}  // namespace pcadmin::ops
