#include "import_record.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::string_view, 5> kActions = {"add", "update", "disable", "unchanged", "skip"};

void put_roles(Spool& spool, const std::vector<domain::RoleId>& roles) {
  spool.put(roles.size());
  for (const auto role : roles) spool.put(role.text());
}

std::vector<std::string> take_roles(Spool::Record& record) {
  std::vector<std::string> roles;
  for (auto left = record.number(); left > 0; --left) roles.push_back(*record.text());
  return roles;
}

}  // namespace

void put_outcome(Spool& spool, const ops::RowOutcome& outcome) {
  spool.put(outcome.line);
  spool.put(kActions.at(static_cast<std::size_t>(outcome.action)));
  spool.put(outcome.record->email.text());
  spool.put(outcome.record->name.text());
  const auto id = outcome.id ? outcome.id->text() : std::string();
  spool.put(outcome.id ? std::optional<std::string_view>(id) : std::nullopt);
  spool.put(outcome.changes.size());
  for (const auto& change : outcome.changes) {
    spool.put(change.field);
    spool.put(change.before ? std::optional<std::string_view>(*change.before) : std::nullopt);
    spool.put(change.after);
  }
  put_roles(spool, outcome.gained);
  put_roles(spool, outcome.lost);
  spool.end_record();
}

Row outcome_row(Spool::Record record, std::span<const domain::UserId>& added) {
  Row row;
  row.emplace_back(static_cast<std::int64_t>(record.number()));
  const auto action = *record.text();
  row.emplace_back(action);
  for (int i = 0; i < 2; ++i) row.emplace_back(*record.text());
  auto id = record.text();
  if (action == kActions[static_cast<std::size_t>(ops::RowAction::add)] && !added.empty()) {
    id = added.front().text();
    added = added.subspan(1);
  }
  row.push_back(text_or_nothing(id));
  std::vector<Fields> changes;
  for (auto left = record.number(); left > 0; --left) {
    Fields change{{"field", *record.text()}};
    change.push_back({"before", text_or_nothing(record.text())});
    change.push_back({"after", *record.text()});
    changes.push_back(std::move(change));
  }
  row.emplace_back(std::move(changes));
  row.emplace_back(take_roles(record));
  row.emplace_back(take_roles(record));
  return row;
}

}  // namespace pcadmin::cli
