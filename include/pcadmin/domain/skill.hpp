#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/user.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// What people have passed, and the certification profile they passed it under.
namespace pcadmin::domain {

/// The id of a certification profile (MCID, formerly MCP ID), kept as text. No published source states its form, so
/// that of ids in general is all that is demanded: 1 to 64 ASCII letters, digits, `-`, `.` and `_`.
class ProfileId {
 public:
  /// Fails with code `invalid-profile`, kind `invalid`. Blanks at the ends are trimmed.
  static Result<ProfileId> parse(std::string_view text);
  const std::string& text() const { return text_; }
  /// Two ids are the same when they differ only in letter case.
  std::string key() const;
  /// Whether it is all digits, as people know them; others deserve a warning.
  bool usual() const;
  friend bool operator==(const ProfileId&, const ProfileId&) = default;

 private:
  explicit ProfileId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

enum class SkillKind { exam, assessment, certification };
/// Their words, in the order of `SkillKind`.
inline constexpr std::array<std::string_view, 3> kSkillKinds = {"exam", "assessment", "certification"};
std::string_view to_string(SkillKind kind);
/// By word, any letter case. Fails with code `invalid-skill-kind`, kind `invalid`.
Result<SkillKind> parse_skill_kind(std::string_view text);

struct SkillCodeField;
struct SkillTitleField;
/// What an exam, assessment or certification is known by, such as `AZ-104`: 128 code points.
using SkillCode = Line<SkillCodeField>;
/// Its name: 256 code points.
using SkillTitle = Line<SkillTitleField>;
/// Two codes are the same when they have the same.
std::string key_of(const SkillCode& code);

/// A day of the calendar, UTC.
class Day {
 public:
  /// `2026-12-31`, or a moment of RFC 3339, of which the day is taken. Fails with code `invalid-day`, kind `invalid`.
  static Result<Day> parse(std::string_view text);
  static Day of(Time time);
  std::string text() const { return to_rfc3339(begins_).substr(0, 10); }
  friend auto operator<=>(Day, Day) = default;

 private:
  explicit Day(Time begins) : begins_(begins) {}
  Time begins_;
};

/// Something somebody has passed.
struct Skill {
  SkillKind kind;
  SkillCode code;
  std::optional<SkillTitle> title{};
  std::optional<ProfileId> profile{};  ///< the profile it was passed under, where the source says so
  Day achieved;
  std::optional<Day> expires{};  ///< the last day it is good for; nullopt: it does not expire
  friend bool operator==(const Skill&, const Skill&) = default;
};
/// Whether it is no longer good on `day`.
inline bool expired_on(const Skill& skill, Day day) { return skill.expires && *skill.expires < day; }

/// What can be passed, as an organisation keeps it: skills themselves are facts of the programme, and change.
struct KnownSkill {
  SkillKind kind;
  SkillCode code;
  std::optional<SkillTitle> title{};
  std::optional<Day> retired{};  ///< from that day on nobody can pass it any more; what was passed stays
  friend bool operator==(const KnownSkill&, const KnownSkill&) = default;
};

/// A row of a file of skills. Whose it is, the address says, else the profile.
struct SkillRow {
  std::uint64_t line = 0;    ///< where the row begins in its file, from 1
  std::uint64_t column = 0;  ///< the character of that line, from 1; 0 where it is the first thing on it
  std::optional<Email> email{};
  Skill skill;
};
struct KnownSkillRow {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  KnownSkill skill;
  bool not_retired = false;  ///< the file says so; else without a day nothing is said of it
};

}  // namespace pcadmin::domain
