#pragma once

#include "support/seeded_random.hpp"

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/users.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// A store with somebody in it, for the tests of store and ops.
///
/// People are named by the local part of their address: "ada" is ada@contoso.example.
namespace pcadmin::test {

/// When every story begins: 2026-11-23T12:00:00Z.
inline constexpr Time kNoon{std::chrono::seconds{1795435200}};

/// What people chose for themselves, unless a test says otherwise.
inline constexpr std::string_view kPassword = "seven violet tractors hum";
inline constexpr std::string_view kOtherPassword = "nine amber lanterns drift";

inline constexpr std::string_view kNobody{};

domain::Email email(std::string_view name);
domain::UserRef ref(std::string_view name);
domain::RoleId role(std::string_view id);
std::vector<domain::RoleId> roles(std::initializer_list<std::string_view> ids);
domain::RoleSet role_set(std::initializer_list<std::string_view> ids);
/// A record with a name and an address.
domain::UserRecord person(std::string_view name);
domain::Organization contoso();

/// `ops::sign_in` by an attempt counted in the same transaction: where it fails, it was never made.
ops::SignedIn sign_in_as(ops::Unit& unit, std::string_view name, const Secret& password, const Secret* fresh = nullptr);

/// Takes a role from somebody past every rule of ops. Throws `std::logic_error` when they do not hold it.
void take_role(store::Database& db, domain::UserId user, domain::RoleId role);

/// The failure `act` throws. Throws `std::logic_error`, which fails the test, when it does not throw one.
Failure failure_of(const std::function<void()>& act);

enum class Password {
  none,       ///< cannot sign in at all
  temporary,  ///< has not signed in yet
  chosen,     ///< `kPassword`
};

/// A store in memory at Contoso's: Ada made it, is global admin and account admin, and chose `kPassword`. Its history
/// has one change-set.
class House {
 public:
  House();
  /// The same in a store of the caller's making.
  explicit House(store::Database empty);

  store::Database db;
  SeededRandom random;
  Time now = kNoon;

  /// Puts somebody into the store past every rule of ops, in a change-set of its own: how things stand when a story
  /// begins.
  domain::UserId settle(std::string_view name, std::initializer_list<std::string_view> role_ids = {},
                        Password password = Password::chosen);
  domain::UserId settle(const domain::UserRecord& record, const std::vector<domain::RoleId>& role_ids,
                        Password password = Password::chosen);

  /// One transaction and one change-set of the store alone, without rules, committed.
  store::ChangeId change(const std::function<void(store::ChangeId)>& write);

  /// `act(unit)` by somebody who is signed in, as dispatch runs a writing command: one transaction, one change-set,
  /// committed. What it throws goes through, and nothing is changed.
  template <class Act>
  auto by(std::string_view name, Act&& act) {
    store::Transaction transaction(db, store::Access::write);
    auto unit = begin(name);
    auto done = [&] {
      if constexpr (std::is_void_v<decltype(act(unit))>) {
        act(unit);
        return 0;
      } else {
        return act(unit);
      }
    }();
    unit.finish();
    transaction.commit();
    return done;
  }

  /// `act(unit)` by somebody who is signed in, as dispatch runs a reading command.
  template <class Act>
  auto seen_by(std::string_view name, Act&& act) {
    const store::Transaction transaction(db, store::Access::read);
    const auto unit = unit_of(name);
    return act(unit);
  }

  /// The failure that stops `act` by somebody.
  template <class Act>
  Failure refused(std::string_view name, Act&& act) {
    return failure_of([&] { by(name, act); });
  }
  template <class Act>
  Failure refused_to_see(std::string_view name, Act&& act) {
    return failure_of([&] { seen_by(name, act); });
  }

  /// Who `name` is, with the roles they hold at this moment and a session.
  ops::Operator operator_of(std::string_view name);

  /// Ids of the roles somebody holds.
  std::vector<std::string> held_by(std::string_view name) const;
  bool exists(std::string_view name) const;
  store::StoredUser record_of(std::string_view name) const;
  store::Head head() const;

 private:
  ops::Unit unit_of(std::string_view name);
  ops::Unit begin(std::string_view name);
};

/// A folder of its own under /tmp that goes with this object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// Names of what lies in it, sorted.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

/// Ada's store as a file, published and closed.
void make_store_file(const std::filesystem::path& file);

std::string read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, std::string_view bytes);

}  // namespace pcadmin::test
