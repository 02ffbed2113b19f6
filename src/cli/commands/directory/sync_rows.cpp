#include "sync_rows.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace pcadmin::cli {

namespace {

std::vector<std::string> names_of(const std::vector<domain::RoleId>& roles) {
  std::vector<std::string> names;
  for (const auto role : roles) names.emplace_back(role.text());
  return names;
}

/// `phone: +49 30 1 -> +49 30 2`.
std::vector<std::string> sentences_of(const domain::PlannedPerson& planned) {
  std::vector<std::string> sentences;
  for (const auto& change : planned.changes)
    sentences.push_back(
        fmt::format("{}: {} -> {}", change.field, change.before.value_or("none"), change.after.value_or("none")));
  if (!planned.linked) sentences.emplace_back("comes from the directory from now on");
  if (planned.linked && planned.linked->gone && !planned.link.gone) sentences.emplace_back("is back in the directory");
  return sentences;
}

}  // namespace

Row row_of(const domain::PlannedPerson& planned) {
  const auto matched = planned.matched ? Value(std::string(to_string(*planned.matched))) : Value();
  return make_row(std::string(to_string(planned.action())), planned.record.email.text(), planned.record.email.text(),
                  planned.record.name.text(), sentences_of(planned), names_of(planned.gained), names_of(planned.lost),
                  matched, planned.entry->dn, Value(), Value());
}

Row row_of(const ops::GonePerson& person) {
  return make_row(std::string("gone"), person.email, person.email, person.name,
                  std::vector<std::string>{"is no longer in the directory: marked for review"},
                  std::vector<std::string>(), std::vector<std::string>(), Value(), Value(), Value(), Value());
}

Row row_of(const domain::SyncConflict& conflict) {
  auto problem = conflict.line == 0 ? conflict.message : fmt::format("line {}: {}", conflict.line, conflict.message);
  if (!conflict.hint.empty()) problem += "; " + conflict.hint;
  return make_row(std::string("conflict"), conflict.dn, Value(), Value(), std::vector<std::string>(),
                  std::vector<std::string>(), std::vector<std::string>(), Value(), conflict.dn, conflict.code, problem);
}

}  // namespace pcadmin::cli
