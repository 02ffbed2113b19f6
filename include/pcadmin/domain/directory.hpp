#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The directory on the premises: its people and groups as they were read, whatever they were read from.
namespace pcadmin::domain {

/// What a directory calls an entry for good, whatever becomes of its name: entryUUID or objectGUID, as a UUID in lower
/// case.
class Anchor {
 public:
  /// A UUID in any letter case, with or without braces. Fails with code `invalid-anchor`, kind `invalid`.
  static Result<Anchor> parse(std::string_view text);
  /// The sixteen bytes of an objectGUID, whose first three parts Active Directory keeps with their last byte first.
  /// Fails likewise.
  static Result<Anchor> from_object_guid(std::string_view bytes);
  const std::string& text() const { return text_; }
  friend auto operator<=>(const Anchor&, const Anchor&) = default;

 private:
  explicit Anchor(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// What makes two distinguished names the same (RFC 4514): letter case, blanks around `,`, `=` and `+`, runs of blanks,
/// the way something is escaped and the order of what is joined by `+` are all one. Two texts of which neither is such
/// a name are the same only where they are letter for letter.
std::string dn_key(std::string_view dn);
/// Whether it is one: not empty, every part with a type and an `=`.
bool is_dn(std::string_view dn);

/// Somebody as their entry says it.
struct DirectoryEntry {
  std::uint64_t line = 0;  ///< where the entry begins in its file, from 1; 0 from a server
  std::string dn;
  Anchor anchor;
  std::optional<Email> sign_in_name{};  ///< userPrincipalName
  std::vector<Email> mails{};           ///< in the order of the directory
  PersonName name;
  std::optional<GivenName> given_name{};
  std::optional<FamilyName> family_name{};
  std::optional<JobTitle> job_title{};
  std::optional<Department> department{};
  std::optional<Phone> phone{};
  std::optional<UsageLocation> usage_location{};
  bool disabled = false;
  std::vector<std::string> groups{};  ///< of which they are a member, each by its `dn_key`

  /// Their address here: the first mail, else the sign-in name. One of them is there.
  const Email& email() const { return mails.empty() ? sign_in_name.value() : mails.front(); }
};

/// An entry of a person that nobody can be made of.
struct FaultyEntry {
  std::uint64_t line = 0;
  std::string dn;
  std::optional<Anchor> anchor{};  ///< so that whoever it is, is known to be there still
  bool disabled = false;           ///< and no longer to be let in
  std::vector<RowFault> faults;    ///< not empty
};

/// A group that lists its members, where they do not name it themselves.
struct DirectoryGroup {
  std::string key;                   ///< its `dn_key`
  std::vector<std::string> members;  ///< theirs
};

/// All that was read. Nothing of a password is in it.
struct Directory {
  std::vector<DirectoryEntry> people{};
  std::vector<FaultyEntry> faulty{};
  std::vector<DirectoryGroup> groups{};
  std::vector<std::string> notes{};  ///< what was left out on purpose, in sentences
};

/// Which groups give which roles. A group within a group is not looked into: a rule is for those who are members.
class GroupRules {
 public:
  /// `group` is a distinguished name; what it gave already stays.
  void add(std::string_view group, const RoleSet& roles);
  bool knows(const std::string& key) const { return rules_.contains(key); }
  /// What somebody who is in these groups is to hold.
  RoleSet roles_of(const std::vector<std::string>& groups) const;
  std::size_t size() const { return rules_.size(); }
  /// Those of which nobody there is a member, as they were first written.
  std::vector<std::string> without_members(const std::vector<DirectoryEntry>& people) const;

 private:
  struct Rule {
    std::string group;
    RoleSet roles{};
  };
  std::map<std::string, Rule> rules_{};  ///< by `dn_key`
};

/// Puts what groups say of their members to what these say themselves; each group once, in order. Only of those the
/// rules know.
void join_groups(Directory& directory, const GroupRules& rules);

}  // namespace pcadmin::domain
