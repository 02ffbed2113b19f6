#pragma once

#include "pcadmin/domain/person_texts.hpp"
#include "pcadmin/interchange/people_format.hpp"

#include <memory>
#include <string>

namespace pcadmin::interchange {

/// Writes a file of people in one of the formats that `read_people` reads, so that what is written is read as the same
/// people. Each part is appended to `out`, which the caller empties as it likes: memory stays constant.
///
/// What a format has no place for is left out: `has_roles` and `has_kind` say it. No format gets a password.
class PeopleWriter {
 public:
  virtual ~PeopleWriter() = default;
  /// First, once.
  virtual void begin(std::string& out) = 0;
  virtual void person(std::string& out, const domain::PersonTexts& person) = 0;
  /// Last, once.
  virtual void end(std::string& out) = 0;
};

/// csv         a header with every field of pcadmin CSV; rows end with CRLF. Cells that a spreadsheet would run as
///             formulas are neutralised (`neutralise_cell`).
/// entra-csv   the version line and the columns of Entra's template that are read, `passwordProfile` empty, since Entra
///             wants a password that only who uploads the file can set. Neutralised as above. Where the first person's
///             name begins with "Example", the template's example row stands before it, which is what readers skip.
/// ndjson      an object a line, json a list under `users`: every key, null where there is nothing; `roles` a list.
/// graph-json  a list under `value`; `mail` is the `userPrincipalName`.
/// scim        a list response of core users with the enterprise extension and our own (see `JsonShape::scim`).
/// ldif        `version: 1` and entries of inetOrgPerson by `dn: uid=usr_N,ou=people`, base64 where RFC 2849 wants it,
///             lines not folded; `userAccountControl` 512 or 514 says the state. Without a family name there is no
///             `sn`, though the schema wants one: none is made up.
std::unique_ptr<PeopleWriter> write_people(PeopleFormat format);

/// Whether the format has a place for roles, and for who is a member or a guest.
bool has_roles(PeopleFormat format);
bool has_kind(PeopleFormat format);

}  // namespace pcadmin::interchange
