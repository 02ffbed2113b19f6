#include "columns.hpp"

namespace pcadmin::cli {

namespace {

Value actor_value(const store::Change& change) {
  if (change.actor_email) return *change.actor_email;
  return change.actor ? Value(change.actor->text()) : Value();
}

std::vector<Fields> changes_of(const std::vector<store::Effect::Field>& fields) {
  std::vector<Fields> list;
  for (const auto& [name, before, after] : fields)
    list.push_back({{"field", name}, {"before", text_or_nothing(before)}, {"after", text_or_nothing(after)}});
  return list;
}

}  // namespace

Row change_values(const store::Change& change) {
  return {change.id.number,
          to_rfc3339(change.at),
          actor_value(change),
          text_or_nothing(change.via),
          change.outcome,
          change.command,
          text_or_nothing(change.reason),
          text_or_nothing(change.ticket),
          change.os_user,
          store::to_hex(change.digest)};
}

Row happening_values(const ops::Happening& happening) {
  const auto& [event, email, change] = happening;
  return {change.id.number,
          to_rfc3339(change.at),
          std::string(to_string(event.what)),
          event.user.text(),
          email,
          text_or_nothing(event.subject),
          text_or_nothing(event.location),
          changes_of(event.fields),
          actor_value(change),
          text_or_nothing(change.via),
          text_or_nothing(change.reason),
          text_or_nothing(change.ticket)};
}

}  // namespace pcadmin::cli
