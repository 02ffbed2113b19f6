#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pcadmin::store {

/// People who are added together, however many: kept in memory, some 200 bytes each, until all are known, and then
/// written in the order of their addresses, so that the tables and their indexes grow at their ends and no page is read
/// again. Call in this order: `add` for each, `number`, `hand_out`, `write`.
class NewPeople {
 public:
  /// What finds people of the same address; the program's is `std::hash`.
  using Hash = std::function<std::size_t(std::string_view)>;

  /// Of change-set `change`, created at `now`.
  NewPeople(Database& db, ChangeId change, Time now, Hash hash = std::hash<std::string_view>{});
  ~NewPeople();
  NewPeople(const NewPeople&) = delete;
  NewPeople& operator=(const NewPeople&) = delete;

  /// The line of whoever was added with this address; nullopt: nobody was.
  std::optional<std::uint64_t> find_line(const domain::Email& email) const;
  /// Somebody whose address nobody has, here or in the store; `roles` without repetition, for the whole organisation
  /// and without an end.
  void add(const domain::UserRecord& record, std::span<const domain::RoleId> roles, std::uint64_t line);
  std::size_t size() const;

  /// Leaves those out who have none of `roles`.
  void leave_only(const domain::RoleSet& roles);
  /// Everybody is in: they get their ids, which follow each other by address. In a large import the digest of the
  /// change-set is computed beside from here on, and known to `close_change` if it writes nothing else any more.
  /// Nobody else may add people or assignments before `write`.
  void number(Random& random);
  /// The id of the first of them. After `number`.
  domain::UserId first_id() const;
  /// The line of each, by id. After `number`.
  std::vector<std::uint64_t> lines() const;

  struct Person {
    domain::UserId id;
    std::string_view name;
    std::string_view email;
  };
  /// The verifier of a temporary password for each, asked for in the order in which they were added.
  void hand_out(Time expires_at, const std::function<std::string(const Person&)>& make_verifier);

  /// Writes them, with their temporary passwords if these were handed out. `each_some` is told many times a second how
  /// many are written; what it throws ends the writing.
  void write(const std::function<void(std::size_t)>& each_some = [](std::size_t) {});

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace pcadmin::store
