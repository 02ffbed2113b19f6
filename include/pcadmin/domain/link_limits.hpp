#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How often a certification profile may be linked. The defaults are the vendor's rule: at most three associations a
/// year, 30 days between, counted from the start of the association (reference: domain facts, D).
namespace pcadmin::domain {

/// How many associations may begin within a year: 1 to 100, by itself 3.
class LinksAYear {
 public:
  LinksAYear() = default;
  /// Fails with code `invalid-links`, kind `invalid`.
  static Result<LinksAYear> parse(std::string_view text);
  std::int64_t number() const { return number_; }
  std::string text() const { return std::to_string(number_); }
  friend bool operator==(LinksAYear, LinksAYear) = default;

 private:
  explicit LinksAYear(std::int64_t number) : number_(number) {}
  std::int64_t number_ = 3;
};

/// How many days lie between the starts of two associations: 0 to 365, by itself 30.
class DaysBetweenLinks {
 public:
  DaysBetweenLinks() = default;
  /// Fails with code `invalid-days`, kind `invalid`.
  static Result<DaysBetweenLinks> parse(std::string_view text);
  std::chrono::days days() const { return std::chrono::days(number_); }
  std::string text() const { return std::to_string(number_); }
  friend bool operator==(DaysBetweenLinks, DaysBetweenLinks) = default;

 private:
  explicit DaysBetweenLinks(int number) : number_(number) {}
  int number_ = 30;
};

struct LinkLimits {
  LinksAYear a_year{};
  DaysBetweenLinks between{};
  friend bool operator==(const LinkLimits&, const LinkLimits&) = default;
};

/// Which year is meant is not published: the last 365 days, whenever they are asked about.
inline constexpr std::chrono::days kLinkYear{365};

/// What the next association waits for.
struct LinkWait {
  Time until;
  Time since;      ///< when the one began from which that counts
  bool of_a_year;  ///< as many as may have begun within a year; else the days between two have not passed
};
/// After others that began at `starts`; nullopt: for nothing.
std::optional<LinkWait> link_wait(std::vector<Time> starts, const LinkLimits& limits, Time now);
/// When the next association may begin, `now` at the earliest, after others that began at `starts`.
Time next_link(std::vector<Time> starts, const LinkLimits& limits, Time now);

}  // namespace pcadmin::domain
