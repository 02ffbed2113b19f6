#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/role.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// People: the record an organisation keeps of each, and the value types its fields are made of.
namespace pcadmin::domain {

/// A user's id, given by the store, never used twice: written `usr_17`.
class UserId {
 public:
  explicit constexpr UserId(std::int64_t number) : number_(number) {}
  /// Fails with code `invalid-user-id`, kind `invalid`.
  static Result<UserId> parse(std::string_view text);
  std::string text() const;
  constexpr std::int64_t number() const { return number_; }
  friend auto operator<=>(UserId, UserId) = default;

 private:
  std::int64_t number_;
};

/// A person's name as shown: 1 to 256 code points of UTF-8 in normal form C, no control characters, no
/// blanks at the ends, at least one character that shows.
class PersonName {
 public:
  /// Fails with code `invalid-name`, kind `invalid`. Blanks at the ends are trimmed, inner runs of blanks kept.
  static Result<PersonName> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const PersonName&, const PersonName&) = default;

 private:
  explicit PersonName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A free line of the record: given or family name (64 code points), job title (128), department (64).
/// Limits are those of Microsoft Graph's user resource. Trimmed, normal form C, no control characters.
template <class Field>
class Line {
 public:
  /// Fails with code `invalid-<field>`, kind `invalid`; an empty text is one failure.
  static Result<Line> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const Line&, const Line&) = default;

 private:
  explicit Line(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct GivenNameField;
struct FamilyNameField;
struct JobTitleField;
struct DepartmentField;
struct OrganizationNameField;
struct BundleSummaryField;
using GivenName = Line<GivenNameField>;
using FamilyName = Line<FamilyNameField>;
using JobTitle = Line<JobTitleField>;
using Department = Line<DepartmentField>;
/// An organisation's name: 256 code points.
using OrganizationName = Line<OrganizationNameField>;
/// What a bundle of roles is for: 256 code points.
using BundleSummary = Line<BundleSummaryField>;

/// A telephone number as people write it: digits with `+` in front and blanks, `-`, `.`, `/`, `(` and `)` between,
/// 3 to 15 digits (E.164) and at most 64 characters, optionally `x` or `ext.` and an extension of up to 6 digits.
class Phone {
 public:
  /// Fails with code `invalid-phone`, kind `invalid`.
  static Result<Phone> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const Phone&, const Phone&) = default;

 private:
  explicit Phone(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A country of ISO 3166-1 by its two letters, kept in upper case: needed before licences can be given.
class UsageLocation {
 public:
  /// Any letter case. Fails with code `invalid-usage-location`, kind `invalid`, also for two letters that
  /// ISO 3166-1 has not assigned.
  static Result<UsageLocation> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const UsageLocation&, const UsageLocation&) = default;

 private:
  explicit UsageLocation(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// An account of the operating system: 1 to 64 ASCII letters, digits, `.`, `_` and `-`, not beginning with `-`; a `$`
/// may end it (as POSIX and useradd allow).
class OsAccount {
 public:
  /// Fails with code `invalid-os-account`, kind `invalid`.
  static Result<OsAccount> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const OsAccount&, const OsAccount&) = default;

 private:
  explicit OsAccount(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

enum class UserKind { member, guest };
enum class UserState { active, disabled };

/// By word, any letter case. Fail with codes `invalid-kind` and `invalid-state`, kind `invalid`, the words in the hint.
Result<UserKind> parse_user_kind(std::string_view text);
Result<UserState> parse_user_state(std::string_view text);
std::string_view to_string(UserKind kind);
std::string_view to_string(UserState state);

/// The record of a person, without what the store adds.
struct UserRecord {
  PersonName name;
  Email email;
  std::optional<GivenName> given_name{};
  std::optional<FamilyName> family_name{};
  UserKind kind = UserKind::member;
  std::optional<JobTitle> job_title{};
  std::optional<Department> department{};
  std::optional<Phone> phone{};
  std::optional<UsageLocation> usage_location{};
  UserState state = UserState::active;
  std::optional<OsAccount> os_account{};  ///< whoever runs pcadmin under it acts as this person

  friend bool operator==(const UserRecord&, const UserRecord&) = default;
};

/// A person as the store knows them.
struct User {
  UserId id;
  UserRecord record;
};

/// A person of a file that is being read: their record and the roles they are to have. A field the file has no column
/// for, or leaves empty, is absent: on update it leaves what is there.
struct PersonRow {
  std::uint64_t line = 0;  ///< where the row begins in its file, from 1
  PersonName name;
  Email email;
  std::vector<RoleId> roles{};
  bool names_roles = false;  ///< the file has a place for them, and it is filled in, be it with nothing
  std::optional<GivenName> given_name{};
  std::optional<FamilyName> family_name{};
  std::optional<UserKind> kind{};
  std::optional<JobTitle> job_title{};
  std::optional<Department> department{};
  std::optional<Phone> phone{};
  std::optional<UsageLocation> usage_location{};
  std::optional<UserState> state{};
};

/// One thing wrong with one row of a file.
struct RowFault {
  std::uint64_t line = 0;    ///< from 1; the line on which the row begins
  std::uint64_t column = 0;  ///< from 1: the ordinal of the field within its row; 0 when the row as a whole is meant
  std::string field;         ///< the column's name, or empty
  std::string code;          ///< as `Failure::code`
  std::string value;         ///< what stood there, cut to 100 code points
  std::string message;
  std::string hint;
};

}  // namespace pcadmin::domain
