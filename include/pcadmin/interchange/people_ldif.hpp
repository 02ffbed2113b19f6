#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <memory>
#include <string_view>

namespace pcadmin::interchange {

/// Reads people of an LDIF file (RFC 2849) of content records, as `slapcat`, `ldapsearch -LLL` and Active Directory
/// write them: UTF-8, LF or CRLF, folded lines, comments, base64 values. A record is a person when one of its object
/// classes is `person`, `organizationalPerson`, `inetOrgPerson` or `user`, and none is `computer` or `contact`; others
/// are left out and told in the notes. The attributes, in any letter case, each with the first of its values that is
/// not empty (one without options, such as `cn;lang-de`, before one with):
///
///   name            displayName, else cn, else givenName and sn
///   email           mail, else userPrincipalName
///   given_name      givenName
///   family_name     sn
///   job_title       title
///   department      department, else ou, else departmentNumber
///   phone           telephoneNumber, else mobile
///   usage_location  c, else co, where it is a code of two letters
///   state           userAccountControl: `disabled` where its bit 2 (ACCOUNTDISABLE) is set, else `active`
///
/// Others are not kept; passwords (userPassword, unicodePwd, authPassword) are counted for the notes and never copied.
/// What `ldapsearch` adds is passed over: its closing record, unless it says that the search was cut short, and
/// references to other servers, which are told in the notes.
///
/// The line of a person is that of their dn, the line of a fault that of the value; there are no columns. Faults:
/// `missing-dn`, `missing-name`, `missing-email`, `missing-object-class`; `ldif-syntax` for a line that is no
/// attribute; `ldif-url` for `name:< URL`; `ldif-change` for a record with a `changetype`; `invalid-base64`;
/// `duplicate-attribute` where one that has one value has two; `field-too-long`; `incomplete-export`;
/// `invalid-user-account-control`; `not-utf8`, which ends the file unless the value was base64; `nul-byte`, which ends
/// it too; and those of the value types.
///
/// Throws `Error`, kind `invalid`: `empty-file`, `not-utf8` for UTF-16 and UTF-32, `ldif-version`. The source must
/// outlive the reader.
std::unique_ptr<PeopleReader> read_people_ldif(ByteSource& source);

/// Whether a file that begins like this is LDIF: behind comments and empty lines, `version: 1` or a `dn`.
bool looks_like_ldif(std::string_view beginning);

}  // namespace pcadmin::interchange
