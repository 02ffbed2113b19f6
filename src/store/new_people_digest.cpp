#include "new_people_digest.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace pcadmin::store {

namespace {

/// Which cell of the source stands in each column of the table; none: NULL.
std::vector<std::optional<std::size_t>> match(const BusinessTable& table, const RowSource& rows) {
  std::vector<std::optional<std::size_t>> places;
  for (const auto& column : table.columns) {
    const auto found = std::ranges::find(rows.columns(), column);
    places.push_back(found == rows.columns().end() ? std::nullopt
                                                   : std::optional<std::size_t>(found - rows.columns().begin()));
  }
  return places;
}

/// By this connection, since it was opened.
std::int64_t rows_changed(const Database& db) {
  return sqlite3_total_changes64(const_cast<Database::Engine&>(db.engine()).connection.getHandle());
}

}  // namespace

DigestBeside::DigestBeside(const Database& db, ChangeId change, const NewRows& people)
    : change_(digested_change(db, change.number)),
      previous_(digest_before(db, change.number)),
      people_(people),
      tables_(business_tables(db)),
      rows_changed_(rows_changed(db)) {
  read_others(db);
  digest_ = std::async(std::launch::async, [this] { return run(); });
}

void DigestBeside::read_others(const Database& db) {
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    Query written(db, tables_[table].written);
    written.bind(change_.id);
    while (written.step()) steps_.emplace_back(Written{table, digest_row(tables_[table], written)});
    steps_.emplace_back(New{table});  // their ids are above all others
    Query ended(db, tables_[table].ended);
    ended.bind(change_.id);
    while (ended.step()) steps_.emplace_back(Ended{table, ended.integer(0), ended.integer(1)});
  }
}

bool DigestBeside::add(ChangeHasher& hasher, const BusinessTable& table, RowSource& rows) const {
  const auto places = match(table, rows);
  std::vector<Cell> cells(places.size());
  for (; !rows.at_end(); rows.next()) {
    if (!wanted_) return false;
    for (std::size_t i = 0; i < places.size(); ++i) cells[i] = places[i] ? rows.cell(*places[i]) : Cell{};
    hasher.add_written(table.name, digest_cells(table, cells));
  }
  return true;
}

Digest DigestBeside::run() const {
  ChangeHasher hasher(change_, previous_);
  for (const auto& step : steps_) {
    if (const auto* const written = std::get_if<Written>(&step)) {
      hasher.add_written(tables_[written->table].name, written->row);
    } else if (const auto* const ended = std::get_if<Ended>(&step)) {
      hasher.add_ended(tables_[ended->table].name, ended->id, ended->since);
    } else {
      const auto& table = tables_[std::get<New>(step).table];
      UserRows users(people_);
      AssignmentRows assignments(people_);
      if (table.name == "user" && !add(hasher, table, users)) return {};
      if (table.name == "assignment" && !add(hasher, table, assignments)) return {};
    }
  }
  return hasher.finish();
}

void DigestBeside::keep_for_closing(Database& db, std::int64_t written) {
  const auto digest = digest_.get();
  if (rows_changed(db) != rows_changed_ + written) return;  // somebody else has written something meanwhile
  auto& engine = db.engine();
  engine.known_digest = {.change = change_.id,
                         .rows_changed = rows_changed_ + written,
                         .last_user = people_.first_user + static_cast<std::int64_t>(people_.arena->size()) - 1,
                         .digest = digest};
}

std::optional<Digest> find_known_digest(const Database& db, ChangeId change) {
  const auto& known = db.engine().known_digest;
  if (!known || known->change != change.number || known->rows_changed != rows_changed(db)) return std::nullopt;
  Query last(db, "SELECT 1 FROM user WHERE id = ?1 AND since = ?2");
  return last.bind(known->last_user).bind(change.number).step() ? std::optional(known->digest) : std::nullopt;
}

}  // namespace pcadmin::store
