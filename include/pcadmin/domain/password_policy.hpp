#pragma once

#include "pcadmin/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What an organisation may set of its password policy.
namespace pcadmin::domain {

/// The least characters of a password people choose: 15 to 64, by itself 15.
class LeastLength {
 public:
  LeastLength() = default;
  /// Fails with code `invalid-length`, kind `invalid`.
  static Result<LeastLength> parse(std::string_view text);
  std::size_t number() const { return number_; }
  std::string text() const;
  friend bool operator==(LeastLength, LeastLength) = default;

 private:
  explicit LeastLength(std::size_t number) : number_(number) {}
  std::size_t number_ = 15;
};

/// How long a temporary password is good for: 1 to 720 hours, by itself 72.
class TemporaryLife {
 public:
  TemporaryLife() = default;
  /// Hours, as a number alone. Fails with code `invalid-hours`, kind `invalid`.
  static Result<TemporaryLife> parse(std::string_view text);
  std::chrono::hours hours() const { return std::chrono::hours(number_); }
  std::string text() const;
  friend bool operator==(TemporaryLife, TemporaryLife) = default;

 private:
  explicit TemporaryLife(std::int64_t number) : number_(number) {}
  std::int64_t number_ = 72;
};

}  // namespace pcadmin::domain
