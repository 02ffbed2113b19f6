#pragma once

#include "pcadmin/domain/directory.hpp"
#include "pcadmin/interchange/people_reader.hpp"
#include "pcadmin/interchange/skill_reader.hpp"

#include <functional>
#include <memory>

/// A directory as a file, and the rules by which its groups give roles.
namespace pcadmin::interchange {

/// Reads a whole LDIF file (RFC 2849) of content records, as `slapcat`, `ldapsearch -LLL` and Active Directory write
/// them; see `DirectoryRecord`. What is wrong with a person is kept with them. But a file of which a part is missing or
/// cannot be read would make people look as if they had gone: throws `Error`, kind `invalid`, with the line in the
/// details: `empty-file`, `ldif-version`, `ldif-syntax`, `ldif-change`, `ldif-url`, `invalid-base64`, `field-too-long`,
/// `not-utf8`, `nul-byte`, `missing-dn`, `missing-object-class`, `incomplete-export`.
///
/// Passwords are counted for the notes and never copied. `each` is called before every record. The source must outlive
/// the call.
domain::Directory read_directory_ldif(ByteSource& source, const std::function<void()>& each);

/// A row of a file of rules.
struct GroupRule {
  std::uint64_t line = 0;
  std::string group;
  domain::RoleSet roles;
};
/// CSV or JSON (a list, alone or under `rules`) with `group`, a distinguished name, and `roles`, several separated by
/// `;`. Faults: `missing-group`, `missing-roles`, `invalid-group`, those of `RoleId`, and those of the file. Throws as
/// `read_skills`.
std::unique_ptr<RecordReader<GroupRule>> read_group_rules(ByteSource& source);

}  // namespace pcadmin::interchange
