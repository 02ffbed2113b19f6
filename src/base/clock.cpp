#include "pcadmin/base/clock.hpp"

#include <algorithm>
#include <string>

namespace pcadmin {
namespace {

using std::chrono::sys_days;

// RFC 3339 has four digits for the year and no sign.
constexpr Time kFirst = sys_days{std::chrono::year{0} / 1 / 1};
constexpr Time kLast = sys_days{std::chrono::year{10000} / 1 / 1} - std::chrono::seconds{1};

// By hand: a list has a time in every row, and a format string is read anew for each.
void put_two_digits(std::string& text, std::size_t at, unsigned number) {
  text[at] = static_cast<char>('0' + number / 10);
  text[at + 1] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string to_rfc3339(Time time) {
  const Time shown = std::clamp(time, kFirst, kLast);
  const auto day = std::chrono::floor<std::chrono::days>(shown);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{shown - day};
  std::string text = "YYYY-MM-DDTHH:MM:SSZ";
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  put_two_digits(text, 0, year / 100);
  put_two_digits(text, 2, year % 100);
  put_two_digits(text, 5, static_cast<unsigned>(date.month()));
  put_two_digits(text, 8, static_cast<unsigned>(date.day()));
  put_two_digits(text, 11, static_cast<unsigned>(clock.hours().count()));
  put_two_digits(text, 14, static_cast<unsigned>(clock.minutes().count()));
  put_two_digits(text, 17, static_cast<unsigned>(clock.seconds().count()));
  return text;
}

}  // namespace pcadmin
