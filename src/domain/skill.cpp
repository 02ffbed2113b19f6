#include "pcadmin/domain/skill.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::domain {

namespace {

constexpr std::size_t kQuoted = 60;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

Result<ProfileId> ProfileId::parse(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto fits = [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.' || c == '_'; };
  const auto id = trim(text);
  if (!id.empty() && id.size() <= kLongest && std::ranges::all_of(id, fits)) return ProfileId(std::string(id));
  return fail(
      {.code = "invalid-profile",
       .kind = FailureKind::invalid,
       .message = fmt::format("\"{}\" is not the id of a certification profile", shorten(text, kQuoted)),
       .hint = id.find('@') == std::string_view::npos
                   ? "it is the MCID, 1 to 64 letters, digits, -, . and _, usually digits alone: it stands on the "
                     "transcript and on every certificate"
                   : "that is an address; the MCID, usually digits, stands on the transcript"});
}

std::string ProfileId::key() const { return to_ascii_lower(text_); }

bool ProfileId::usual() const { return std::ranges::all_of(text_, is_digit); }

std::string_view to_string(SkillKind kind) { return kSkillKinds[static_cast<std::size_t>(kind)]; }

Result<SkillKind> parse_skill_kind(std::string_view text) {
  const auto* const found = std::ranges::find(kSkillKinds, to_ascii_lower(trim(text)));
  if (found != kSkillKinds.end()) return static_cast<SkillKind>(found - kSkillKinds.begin());
  return fail({.code = "invalid-skill-kind",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no kind of skill", shorten(text, kQuoted)),
               .hint = "the kinds are exam, assessment and certification"});
}

std::string key_of(const SkillCode& code) { return to_fold_key(code.text()); }

Result<Day> Day::parse(std::string_view text) {
  const auto word = trim(text);
  if (const auto day = parse_date(word)) return Day(*day);
  if (const auto time = parse_rfc3339(word)) return of(*time);
  return fail({.code = "invalid-day",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a day", shorten(text, kQuoted)),
               .hint = "write year, month and day: 2026-12-31"});
}

Day Day::of(Time time) { return Day(std::chrono::floor<std::chrono::days>(time)); }

}  // namespace pcadmin::domain
