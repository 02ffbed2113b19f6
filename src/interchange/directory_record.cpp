#include "pcadmin/interchange/directory_record.hpp"

#include "interchange/directory_person.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

namespace pcadmin::interchange {

namespace {

constexpr std::array<std::string_view, 4> kPasswords = {"userpassword", "unicodepwd", "authpassword", "dbcspwd"};

}  // namespace

const std::vector<std::string>& DirectoryRecord::attributes() {
  static const std::vector<std::string> kAttributes = {"objectClass",
                                                       "displayName",
                                                       "cn",
                                                       "givenName",
                                                       "sn",
                                                       "mail",
                                                       "userPrincipalName",
                                                       "title",
                                                       "department",
                                                       "ou",
                                                       "mobile",
                                                       "departmentNumber",
                                                       "c",
                                                       "co",
                                                       "telephoneNumber",
                                                       "entryUUID",
                                                       "userAccountControl",
                                                       "nsAccountLock",
                                                       "pwdAccountLockedTime",
                                                       "objectGUID",
                                                       "memberOf",
                                                       "member",
                                                       "uniqueMember"};
  return kAttributes;
}

bool DirectoryRecord::wants(std::string_view key) {
  static const auto kKeys = [] {
    std::set<std::string, std::less<>> keys;
    for (const auto& name : attributes()) keys.insert(to_ascii_lower(name));
    return keys;
  }();
  return kKeys.contains(key);
}

bool DirectoryRecord::is_password(std::string_view key) {
  return std::ranges::find(kPasswords, key) != kPasswords.end();
}

void DirectoryRecord::take(std::string_view key, DirectoryValue value) {
  if (!wants(key) || trim(value.bytes).empty()) return;
  values_[std::string(key)].push_back(std::move(value));
}

bool DirectoryRecord::has_any_class(std::initializer_list<std::string_view> names) const {
  const auto found = values_.find("objectclass");
  return found != values_.end() && std::ranges::any_of(found->second, [&](const DirectoryValue& value) {
           return std::ranges::find(names, to_ascii_lower(trim(value.bytes))) != names.end();
         });
}

DirectoryRecord::Kind DirectoryRecord::kind() const {
  if (has_any_class({"groupofnames", "groupofuniquenames", "group"})) return Kind::group;
  const bool is_person = has_any_class({"person", "organizationalperson", "inetorgperson", "user"});
  return is_person && !has_any_class({"computer", "contact"}) ? Kind::person : Kind::other;
}

std::vector<std::string> DirectoryRecord::keys_of(std::initializer_list<std::string_view> attributes) const {
  std::vector<std::string> keys;
  for (const auto attribute : attributes) {
    const auto found = values_.find(attribute);
    if (found == values_.end()) continue;
    for (const auto& value : found->second)
      if (is_utf8(value.bytes)) keys.push_back(domain::dn_key(value.bytes));
  }
  return keys;
}

tl::expected<domain::DirectoryEntry, domain::FaultyEntry> DirectoryRecord::person() const {
  return PersonOfRecord(*this).make();
}

domain::DirectoryGroup DirectoryRecord::group() const {
  return {.key = domain::dn_key(dn_), .members = keys_of({"member", "uniquemember"})};
}

}  // namespace pcadmin::interchange
