#include "pcadmin/store/new_people.hpp"

#include "new_people_digest.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace pcadmin::store {

namespace {

/// For fewer people a thread is not worth starting.
constexpr std::size_t kWorthAThread = 1000;
/// Written by one statement. SQLite holds their rows twice meanwhile, for the tables have triggers.
constexpr std::size_t kAtOnce = 1024;

/// Numbers of people by their keys: a hash table with open addresses, at most half full.
class Keys {
 public:
  explicit Keys(NewPeople::Hash hash) : hash_(std::move(hash)) {}

  const WaitingPerson* find(const PeopleArena& arena, std::string_view key) const {
    if (slots_.empty()) return nullptr;
    const auto tag = tag_of(key);
    for (auto at = start(tag); slots_[at].number != 0; at = (at + 1) % slots_.size()) {
      const auto& person = arena.at(slots_[at].number - 1);
      if (slots_[at].tag == tag && person.text(PersonText::email_key) == key) return &person;
    }
    return nullptr;
  }

  void add(std::string_view key) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    put({tag_of(key), ++count_});
  }

  void forget() { slots_ = {}; }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = 0;  ///< from 1; 0: free
  };

  std::uint32_t tag_of(std::string_view key) const {
    const std::uint64_t hash = hash_(key);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
  }
  std::size_t start(std::uint32_t tag) const { return tag & (slots_.size() - 1); }

  void put(Slot slot) {
    auto at = start(slot.tag);
    while (slots_[at].number != 0) at = (at + 1) % slots_.size();
    slots_[at] = slot;
  }

  void grow() {
    constexpr std::size_t kLeast = 64;
    const auto old = std::exchange(slots_, std::vector<Slot>(std::max(kLeast, 2 * slots_.size())));
    for (const auto& slot : old) {
      if (slot.number != 0) put(slot);
    }
  }

  NewPeople::Hash hash_;
  std::vector<Slot> slots_{};  ///< as many as a power of two
  std::uint32_t count_ = 0;
};

/// The id that the next row of a table with AUTOINCREMENT gets.
std::int64_t next_id(const Database& db, std::string_view table) {
  Query query(db, "SELECT seq FROM sqlite_sequence WHERE name = ?1");
  query.bind(table);
  return query.step() ? query.integer(0) + 1 : 1;
}

[[noreturn]] void throw_other_ids(std::string_view table, std::int64_t id) {
  throw_bad_row(table, id, "it did not get the id that was to come next");
}

/// One table's part of the writing.
template <class Rows>
class Writer {
 public:
  Writer(Database& db, std::string_view table, const NewRows& people)
      : db_(db),
        rows_(people),
        name_("new_" + std::string(table)),
        own_rows_(db, name_, rows_),
        insert_(insert_from(db, table, name_, rows_)) {}

  void write_before(std::size_t rank) {
    rows_.end_before(rank);
    if (!rows_.at_end()) run_to_end(db_, insert_.get());
  }

  const Rows& rows() const { return rows_; }

 private:
  Database& db_;
  Rows rows_;
  std::string name_;
  OwnRows own_rows_;
  Statement insert_;
};

/// Asking for randomness is a call of the system: many salts at once.
void draw_salts(PeopleArena& people, Random& random) {
  std::array<decltype(WaitingPerson::salt), 256> salts{};
  for (std::size_t rank = 0; rank < people.size();) {
    const auto some = std::span(salts).first(std::min(salts.size(), people.size() - rank));
    random.fill(std::as_writable_bytes(some));
    for (const auto& salt : some) people.at(rank++).salt = salt;
  }
}

std::int64_t last_id(Database& db) { return sqlite3_last_insert_rowid(db.engine().connection.getHandle()); }

}  // namespace

struct NewPeople::Inside {
  Database& db;
  ChangeId change;
  PeopleArena arena{};
  Keys keys;
  NewRows rows{};
  bool handed_out = false;
  std::unique_ptr<DigestBeside> digest{};
};

NewPeople::NewPeople(Database& db, ChangeId change, Time now, Hash hash)
    : inside_(new Inside{.db = db, .change = change, .keys = Keys(std::move(hash))}) {
  inside_->rows = {
      .arena = &inside_->arena, .change = change.number, .at = std::int64_t{now.time_since_epoch().count()}};
}

NewPeople::~NewPeople() = default;

std::optional<std::uint64_t> NewPeople::find_line(const domain::Email& email) const {
  const auto* const person = inside_->keys.find(inside_->arena, email.key());
  return person == nullptr ? std::nullopt : std::optional(person->line);
}

void NewPeople::add(const domain::UserRecord& record, std::span<const domain::RoleId> roles, std::uint64_t line) {
  inside_->arena.add(record, roles, line);
  inside_->keys.add(record.email.key());
}

std::size_t NewPeople::size() const { return inside_->arena.size(); }

void NewPeople::leave_only(const domain::RoleSet& roles) {
  inside_->keys.forget();
  inside_->arena.filter([&](const WaitingPerson& person) {
    return std::ranges::any_of(person.roles(), [&](auto role) { return roles.contains(domain::Catalogue::at(role)); });
  });
}

void NewPeople::number(Random& random) {
  auto& in = *inside_;
  in.keys.forget();
  in.arena.sort();
  in.rows.first_user = next_id(in.db, "user");
  in.rows.first_assignment = next_id(in.db, "assignment");
  draw_salts(in.arena, random);
  if (size() >= kWorthAThread) in.digest = std::make_unique<DigestBeside>(in.db, in.change, in.rows);
}

domain::UserId NewPeople::first_id() const { return domain::UserId(inside_->rows.first_user); }

std::vector<std::uint64_t> NewPeople::lines() const {
  std::vector<std::uint64_t> lines(size());
  for (std::size_t rank = 0; rank < lines.size(); ++rank) lines[rank] = inside_->arena.at(rank).line;
  return lines;
}

void NewPeople::hand_out(Time expires_at, const std::function<std::string(const Person&)>& make_verifier) {
  auto& in = *inside_;
  for (const auto place : in.arena.places_as_added()) {
    auto& person = in.arena.at_place(place);
    const auto verifier = make_verifier({.id = domain::UserId(in.rows.first_user + person.rank),
                                         .name = person.text(PersonText::name),
                                         .email = person.text(PersonText::email)});
    std::ranges::copy(std::as_bytes(std::span(verifier)), person.verifier.begin());
  }
  in.rows.expires_at = std::int64_t{expires_at.time_since_epoch().count()};
  in.handed_out = true;
}

void NewPeople::write(const std::function<void(std::size_t)>& each_some) {
  auto& in = *inside_;
  if (size() == 0) return;
  Writer<UserRows> users(in.db, "user", in.rows);
  Writer<AssignmentRows> assignments(in.db, "assignment", in.rows);
  Writer<CredentialRows> credentials(in.db, "credential", in.rows);
  for (std::size_t rank = 0; rank < size();) {
    each_some(rank);
    rank = std::min(rank + kAtOnce, size());
    users.write_before(rank);
    if (const auto last = in.rows.first_user + static_cast<std::int64_t>(rank) - 1; last_id(in.db) != last)
      throw_other_ids("user", last);
    assignments.write_before(rank);
    const auto count = assignments.rows().count();
    if (const auto last = in.rows.first_assignment + count - 1; count > 0 && next_id(in.db, "assignment") != last + 1)
      throw_other_ids("assignment", last);
    if (in.handed_out) credentials.write_before(rank);
  }
  const auto people = static_cast<std::int64_t>(size());
  if (in.digest) in.digest->keep_for_closing(in.db, (in.handed_out ? 2 : 1) * people + assignments.rows().count());
}

}  // namespace pcadmin::store
