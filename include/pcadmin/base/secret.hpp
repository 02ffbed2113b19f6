#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace pcadmin {

/// A password or token in memory that is locked against swapping and wiped when it goes.
///
/// It has no stream operator, no formatter and no conversion to string: it reaches an output only where
/// somebody writes `.reveal()`. Holds at most `kMaxSize` bytes.
class Secret {
 public:
  static constexpr std::size_t kMaxSize = 4096;

  Secret();
  /// Copies the bytes and wipes nothing of the caller's. Throws `Error` (`secret-too-long`, invalid) past
  /// `kMaxSize`.
  explicit Secret(std::string_view bytes);
  /// Takes the bytes and wipes the string they came in.
  static Secret take(std::string& bytes);

  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  /// The bytes, valid as long as this object. An empty secret's have an address too: libsodium takes no null.
  std::string_view reveal() const { return data_ == nullptr ? std::string_view("") : std::string_view(data_, size_); }
  bool empty() const { return size_ == 0; }
  /// Appends within `kMaxSize`; throws as the constructor does.
  void append(std::string_view bytes);
  Secret copy() const { return Secret(reveal()); }

  /// In constant time for secrets of equal length.
  friend bool operator==(const Secret& a, const Secret& b);

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Overwrites memory in a way no optimiser removes.
void wipe(std::span<char> memory);

/// Starts the cryptographic library; every program calls it once, before anything else here.
void start_cryptography();

}  // namespace pcadmin
