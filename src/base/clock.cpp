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

namespace {

/// The number `text` is made of; nullopt unless it is nothing but `count` digits.
std::optional<unsigned> digits(std::string_view text, std::size_t count) {
  if (text.size() != count) return std::nullopt;
  unsigned number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

/// `HH:MM`, as minutes.
std::optional<std::chrono::minutes> parse_minutes(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = digits(text.substr(0, 2), 2);
  const auto minutes = digits(text.substr(3), 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

/// `Z`, `+02:00`, `-05:30`: how far ahead of UTC.
std::optional<std::chrono::minutes> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return std::chrono::minutes(0);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const auto offset = parse_minutes(text.substr(1));
  if (!offset) return std::nullopt;
  return text.front() == '-' ? -*offset : *offset;
}

}  // namespace

std::optional<Time> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4), 4);
  const auto month = digits(text.substr(5, 2), 2);
  const auto day = digits(text.substr(8), 2);
  if (!year || !month || !day) return std::nullopt;
  const auto date = std::chrono::year{static_cast<int>(*year)} / static_cast<int>(*month) / static_cast<int>(*day);
  return date.ok() ? std::optional<Time>(sys_days{date}) : std::nullopt;
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kOffset = 19;
  if (text.size() <= kOffset || (text[kDate] != 'T' && text[kDate] != 't' && text[kDate] != ' ') || text[16] != ':')
    return std::nullopt;
  const auto day = parse_date(text.substr(0, kDate));
  const auto minutes = parse_minutes(text.substr(11, 5));
  const auto seconds = digits(text.substr(17, 2), 2);
  const auto offset = parse_offset(text.substr(kOffset));
  if (!day || !minutes || !seconds || *seconds > 59 || !offset) return std::nullopt;
  return *day + *minutes + std::chrono::seconds(*seconds) - *offset;
}

}  // namespace pcadmin
