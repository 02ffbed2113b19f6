#pragma once

#include "pcadmin/domain/user.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

/// People who wait to be written, a few bytes each beyond their texts: a file may have millions.
namespace pcadmin::store {

/// The texts of a person, in the order of the table `user`; an empty one is NULL there.
enum class PersonText {
  name,
  email,
  email_key,
  given_name,
  family_name,
  job_title,
  department,
  phone,
  usage_location,
  os_account
};
inline constexpr std::size_t kPersonTexts = 10;

/// One of them. The texts follow it in memory, then a byte for each role.
struct WaitingPerson {
  std::uint64_t line;  ///< of the file
  std::uint32_t rank;  ///< their place by e-mail key, from 0, once they are sorted
  std::array<std::uint16_t, kPersonTexts> sizes;
  std::uint8_t roles_count;
  bool is_guest;
  bool is_disabled;
  std::array<std::byte, 16> salt;
  std::array<std::byte, 48> verifier;

  std::string_view text(PersonText which) const;
  /// Places in the catalogue, sorted by the texts of the roles, as the index of assignments is.
  std::span<const std::uint8_t> roles() const;
};

/// Where people stay, and are found again by number (from 0, in the order of adding) until they are sorted. Nobody
/// moves.
class PeopleArena {
 public:
  void add(const domain::UserRecord& record, std::span<const domain::RoleId> roles, std::uint64_t line);
  std::size_t size() const { return places_.size(); }
  WaitingPerson& at(std::size_t number) { return *place(places_[number]); }
  const WaitingPerson& at(std::size_t number) const { return *place(places_[number]); }

  /// Leaves those out of whom `stays` says no.
  template <class Stays>
  void filter(Stays stays) {
    std::erase_if(places_, [&](std::uint32_t there) { return !stays(std::as_const(*place(there))); });
  }
  /// From here on a number is a rank: people are in the order of their keys, byte by byte, as SQLite has them.
  void sort();
  /// All, in the order of adding, whether they are sorted or not; at a cost that is paid once, before the first.
  std::vector<std::uint32_t> places_as_added() const;
  WaitingPerson& at_place(std::uint32_t there) { return *place(there); }

 private:
  WaitingPerson* place(std::uint32_t there) const {
    return reinterpret_cast<WaitingPerson*>(chunks_[there / kUnitsOfChunk].get() + (there % kUnitsOfChunk) * kUnit);
  }
  std::byte* reserve(std::size_t size);

  static constexpr std::size_t kUnit = 8;  ///< a place is a count of these: 32 bits reach far
  static constexpr std::size_t kUnitsOfChunk = 128 * 1024;

  std::vector<std::unique_ptr<std::byte[]>> chunks_{};
  std::size_t used_ = kUnitsOfChunk;  ///< units of the last chunk
  std::vector<std::uint32_t> places_{};
};

}  // namespace pcadmin::store
