#include "canonical.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace pcadmin::store {

Hasher::Hasher(std::string_view purpose) {
  crypto_generichash_init(&state_, nullptr, 0, sizeof(Digest));
  add(purpose);
}

void Hasher::frame(char type, const void* bytes, std::size_t size) {
  std::array<unsigned char, 9> head{static_cast<unsigned char>(type)};
  for (std::size_t i = 0; i < 8; ++i) head[i + 1] = static_cast<unsigned char>(std::uint64_t{size} >> (8 * i));
  put(head.data(), head.size());
  put(bytes, size);
}

void Hasher::put(const void* bytes, std::size_t size) {
  if (size == 0) return;
  if (size > waiting_.size() - waiting_count_) drain();
  if (size > waiting_.size()) {
    crypto_generichash_update(&state_, static_cast<const unsigned char*>(bytes), size);
    return;
  }
  std::memcpy(waiting_.data() + waiting_count_, bytes, size);
  waiting_count_ += size;
}

void Hasher::drain() {
  crypto_generichash_update(&state_, waiting_.data(), waiting_count_);
  waiting_count_ = 0;
}

Hasher& Hasher::add(std::string_view text) {
  frame('t', text.data(), text.size());
  return *this;
}

Hasher& Hasher::add(std::int64_t number) {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = 0; i < 8; ++i)
    bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * i));
  frame('i', bytes.data(), bytes.size());
  return *this;
}

Hasher& Hasher::add(const Digest& digest) {
  frame('d', digest.data(), digest.size());
  return *this;
}

Hasher& Hasher::add(const std::optional<std::string>& text) {
  if (text) return add(std::string_view(*text));
  frame('n', nullptr, 0);
  return *this;
}

Hasher& Hasher::add(std::optional<std::int64_t> number) {
  if (number) return add(*number);
  frame('n', nullptr, 0);
  return *this;
}

Digest Hasher::finish() {
  drain();
  Digest digest{};
  crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
  return digest;
}

std::vector<BusinessTable> business_tables(const Database& db) {
  std::vector<BusinessTable> tables;
  for (const auto name : kBusinessTables) {
    BusinessTable table{.name = std::string(name), .id = 0, .columns = {}, .written = {}, .ended = {}};
    Query columns(db, "SELECT name FROM pragma_table_info(?1) ORDER BY cid");
    columns.bind(name);
    while (columns.step()) table.columns.push_back(columns.text(0));
    table.id = static_cast<int>(std::ranges::find(table.columns, "id") - table.columns.begin());
    const auto list = fmt::format("{}", fmt::join(table.columns, ", "));
    table.written = fmt::format(
        "SELECT {0} FROM {1} WHERE since = ?1 UNION ALL SELECT {0} FROM {1}_history WHERE since = ?1 ORDER BY id", list,
        name);
    table.ended = fmt::format("SELECT id, since FROM {}_history WHERE until = ?1 ORDER BY id, since", name);
    tables.push_back(std::move(table));
  }
  return tables;
}

Digest digest_cells(const BusinessTable& table, std::span<const Cell> row) {
  Hasher hasher("pcadmin row 1");
  hasher.add(std::string_view(table.name));
  for (std::size_t i = 0; i < row.size(); ++i) {
    // NULLs are left out: a column that a later schema adds leaves older digests as they are.
    if (row[i].type == Cell::Type::null) continue;
    hasher.add(std::string_view(table.columns[i]));
    row[i].type == Cell::Type::integer ? hasher.add(row[i].integer) : hasher.add(row[i].bytes);
  }
  return hasher.finish();
}

Digest digest_row(const BusinessTable& table, const Query& row) {
  std::vector<Cell> cells(table.columns.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto column = static_cast<int>(i);
    if (row.is_null(column)) continue;
    if (row.is_integer(column))
      cells[i] = {Cell::Type::integer, row.integer(column), {}};
    else
      cells[i] = {Cell::Type::blob, 0, row.blob_view(column)};
  }
  return digest_cells(table, cells);
}

Digest digest_words(const ChangeWords& words) {
  Hasher hasher("pcadmin words 1");
  hasher.add(std::string_view(words.salt)).add(std::string_view(words.os_user)).add(std::string_view(words.command));
  hasher.add(words.reason).add(words.ticket);
  if (words.via) hasher.add(std::string_view(*words.via));  // later than the rest: older digests have none
  return hasher.finish();
}

DigestedChange digested_change(const Database& db, std::int64_t change) {
  Query query(db, "SELECT at, actor, outcome, words_digest FROM change_set WHERE id = ?1");
  query.bind(change);
  query.step();
  return {.id = change,
          .at = query.integer(0),
          .actor = query.optional_integer(1),
          .outcome = query.text(2),
          .words_digest = to_digest(query.blob(3))};
}

Digest digest_before(const Database& db, std::int64_t change) {
  Query query(db, "SELECT digest FROM change_set WHERE id = ?1");
  query.bind(change - 1);
  return query.step() ? to_digest(query.blob(0)) : first_link(db);
}

ChangeHasher::ChangeHasher(const DigestedChange& change, const Digest& previous) : hasher_("pcadmin change 1") {
  hasher_.add(change.id)
      .add(previous)
      .add(change.at)
      .add(change.actor)
      .add(std::string_view(change.outcome))
      .add(change.words_digest);
}

void ChangeHasher::add_written(std::string_view table, const Digest& row) {
  hasher_.add(std::string_view("written")).add(table).add(row);
}

void ChangeHasher::add_ended(std::string_view table, std::int64_t id, std::int64_t since) {
  hasher_.add(std::string_view("ended")).add(table).add(id).add(since);
}

ChangeDigest digest_change(const Database& db, const std::vector<BusinessTable>& tables, const DigestedChange& change,
                           const Digest& previous, const RowDigest& digest_of) {
  ChangeHasher hasher(change, previous);
  std::int64_t rows = 0;
  for (const auto& table : tables) {
    Query written(db, table.written);
    written.bind(change.id);
    for (; written.step(); ++rows) hasher.add_written(table.name, digest_of(table, written));
    Query ended(db, table.ended);
    ended.bind(change.id);
    while (ended.step()) hasher.add_ended(table.name, ended.integer(0), ended.integer(1));
  }
  return {hasher.finish(), rows};
}

Digest first_link(const Database& db) { return Hasher("pcadmin store 1").add(std::string_view(db.uid())).finish(); }

Digest to_digest(const std::string& blob) {
  Digest digest{};
  if (blob.size() == digest.size()) std::memcpy(digest.data(), blob.data(), digest.size());
  return digest;
}

}  // namespace pcadmin::store
