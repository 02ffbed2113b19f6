#pragma once

#include "pcadmin/domain/directory.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pcadmin::interchange {

/// A value of an attribute, as a file or a server gives it.
struct DirectoryValue {
  std::uint64_t line = 0;    ///< in a file, from 1; 0 from a server
  std::string name;          ///< of the attribute, as written, without its options
  bool has_options = false;  ///< `cn;lang-de`
  std::string bytes;
};

/// One entry of a directory: takes its values as they come, then says what it is.
///
/// A person is what has `person`, `organizationalPerson`, `inetOrgPerson` or `user` among its classes, and neither
/// `computer` nor `contact`. Their attributes, in any letter case; of several values the first that is not empty, one
/// without options before one with:
///
///   anchor          entryUUID, or objectGUID as its sixteen bytes
///   sign-in name    userPrincipalName
///   mails           mail, every value
///   disabled        bit 2 of userAccountControl (ACCOUNTDISABLE); nsAccountLock: true; a pwdAccountLockedTime of
///                   000001010000Z, which locks for good
///   groups          memberOf, every value
///   and the others as `read_people_ldif` reads them.
///
/// A group is `groupOfNames`, `groupOfUniqueNames` or `group`: member and uniqueMember, every value.
class DirectoryRecord {
 public:
  enum class Kind { person, group, other };

  /// The attributes of which a value is of use, as they are asked for.
  static const std::vector<std::string>& attributes();
  /// Whether it is one of them; by the name in lower case.
  static bool wants(std::string_view key);
  /// Whether it is a password, of which nothing may be read; likewise.
  static bool is_password(std::string_view key);

  DirectoryRecord(std::uint64_t line, std::string dn) : line_(line), dn_(std::move(dn)) {}
  /// Takes nothing of what is not wanted.
  void take(std::string_view key, DirectoryValue value);

  const std::string& dn() const { return dn_; }
  bool has_class() const { return values_.contains("objectclass"); }
  Kind kind() const;
  /// The person, or everything that is wrong with them: `missing-anchor`, `missing-name`, `missing-email`,
  /// `invalid-user-account-control`, `not-utf8`, and those of the value types.
  tl::expected<domain::DirectoryEntry, domain::FaultyEntry> person() const;
  domain::DirectoryGroup group() const;

 private:
  /// Never empty.
  using Values = std::vector<DirectoryValue>;

  bool has_any_class(std::initializer_list<std::string_view> names) const;
  std::vector<std::string> keys_of(std::initializer_list<std::string_view> attributes) const;

  friend class PersonOfRecord;

  std::uint64_t line_;
  std::string dn_;
  std::map<std::string, Values, std::less<>> values_{};
};

}  // namespace pcadmin::interchange
