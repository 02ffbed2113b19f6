#include "words.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

/// A moment as the calendar and the clock have it.
struct Calendar {
  explicit Calendar(Time time)
      : date(std::chrono::floor<std::chrono::days>(time)), clock(time - std::chrono::floor<std::chrono::days>(time)) {}

  unsigned day() const { return static_cast<unsigned>(date.day()); }
  std::string_view month() const { return kMonths.at(static_cast<unsigned>(date.month()) - 1); }
  int year() const { return static_cast<int>(date.year()); }

  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::seconds> clock;
};

}  // namespace

std::string moment_words(Time time) {
  const Calendar at(time);
  return fmt::format("{} {} {}, {:02}:{:02} UTC", at.day(), at.month(), at.year(), at.clock.hours().count(),
                     at.clock.minutes().count());
}

std::string day_words(Time time) {
  const Calendar at(time);
  return fmt::format("{} {} {}", at.day(), at.month().substr(0, 3), at.year());
}

std::string hour_words(Time time) {
  const Calendar at(time);
  return fmt::format("{}, {:02}:{:02}", day_words(time), at.clock.hours().count(), at.clock.minutes().count());
}

std::string grouped(std::int64_t number) {
  auto text = fmt::format("{}", number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string_view category_name(domain::RoleCategory category) {
  switch (category) {
    case domain::RoleCategory::tenant:
      return "Tenant";
    case domain::RoleCategory::csp:
      return "CSP";
    case domain::RoleCategory::company:
      return "Company";
  }
  return {};
}

std::string program_name(std::string_view program) {
  if (program == "csp") return "CSP";
  std::string name(program);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

}  // namespace pcadmin::cli
