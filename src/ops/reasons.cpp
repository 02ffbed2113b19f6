#include "reasons.hpp"

#include "pcadmin/store/changes.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

void require_reason(const Unit& unit, std::string_view what) {
  const auto reason = store::get_change(unit.db(), unit.change()).reason;
  if (reason && !reason->empty()) return;
  throw Error({.code = "reason-required",
               .kind = FailureKind::refused,
               .message = fmt::format("{} needs a reason", what),
               .hint = "say why: --reason TEXT"});
}

void take_over_reason(Unit& unit, const std::string& reason, const std::optional<std::string>& ticket) {
  if (unit.is_shared()) {
    throw Error(
        {.code = "one-reason",
         .kind = FailureKind::conflict,
         .message = fmt::format("the reason there was, \"{}\", would become that of the whole change-set", reason),
         .hint = "give one for all: pcadmin batch FILE --reason TEXT; or each its own: --each",
         .details = {{"reason", reason}}});
  }
  store::set_change_reason(unit.db(), unit.change(), reason, ticket);
}

}  // namespace pcadmin::ops
