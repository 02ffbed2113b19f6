#include "columns.hpp"

namespace pcadmin::cli {

Row change_values(const store::Change& change) {
  const auto actor = change.actor_email ? Value(*change.actor_email)
                     : change.actor     ? Value(change.actor->text())
                                        : Value();
  return {change.id.number,
          to_rfc3339(change.at),
          actor,
          text_or_nothing(change.via),
          change.outcome,
          change.command,
          text_or_nothing(change.reason),
          text_or_nothing(change.ticket),
          change.os_user,
          store::to_hex(change.digest)};
}

}  // namespace pcadmin::cli
