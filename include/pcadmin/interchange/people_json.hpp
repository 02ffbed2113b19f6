#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <memory>

namespace pcadmin::interchange {

/// Whose way of writing a person a JSON file has. Letter case of keys makes no difference, null and "" are nothing, and
/// what a file has beyond this is left out, but for pcadmin's own, where an unknown key is a fault.
enum class JsonShape {
  /// pcadmin's own, as `pcadmin user list -o json` writes it: the fields of pcadmin CSV by their names; `roles` is a
  /// list, or a text with `;` between. What the list tells besides is left out (id, created_at, last_sign_in,
  /// os_account), as are `_line`, `_code` and `_message`; who has a `deleted_at` is a fault.
  pcadmin,
  /// The same, an object a line, as `pcadmin user list -o ndjson` writes it. A broken line does not end the reading.
  pcadmin_lines,
  /// Microsoft Graph's user, as `az ad user list`, `Get-MgUser | ConvertTo-Json` and Graph itself write it:
  ///   displayName -> name; userPrincipalName -> email, but mail where there is no other or the name is a guest's
  ///   (`#EXT#`); givenName -> given_name; surname -> family_name; userType -> kind; jobTitle -> job_title;
  ///   department -> department; the first of businessPhones, else mobilePhone -> phone; usageLocation ->
  ///   usage_location; accountEnabled -> state. An entry whose `@odata.type` is not a user's is skipped and noted.
  graph,
  /// SCIM 2.0 core user with the enterprise extension (RFC 7643, RFC 7644):
  ///   displayName, else name.formatted -> name; userName, where it is an address, else the primary one of emails, else
  ///   that for work, else the first -> email; name.givenName -> given_name; name.familyName -> family_name; userType
  ///   Member or Guest -> kind, any other is left out and noted; title -> job_title; department of the enterprise
  ///   extension -> department; of phoneNumbers the primary, else work, else mobile, else the first -> phone; active ->
  ///   state; each of roles -> roles; usageLocation of `urn:pcadmin:scim:schemas:extension:2.0:User` -> usage_location.
  ///   An entry whose schemas do not have the core user is skipped and noted.
  scim,
};

/// Reads JSON in UTF-8, with or without BOM. Where a file's people are: in a list; in a list under `users` (pcadmin),
/// `value` (Graph) or `Resources` (SCIM) of one object; in the `data` of a SCIM bulk request's `Operations`, of which
/// only POST to /Users is a person and any other a fault; in one object, or one behind the other.
///
/// Faults are of the line on which the entry begins. Besides those of the fields: `wrong-type`, `unknown-field`,
/// `deleted-person`, `scim-operation`, `not-an-object`; `duplicate-field`, `json-too-deep` (16 levels),
/// `too-many-fields` (256 of one object), `field-too-long`. After `json-syntax`, `json-truncated`, `nul-byte`,
/// `not-utf8` and `row-too-long` (1 MiB an entry) the file ends, except that NDJSON goes on with its next line.
///
/// The notes: how many passwords were not read, which entries are no people, whether the file is one page of several
/// (`@odata.nextLink`, `totalResults`), and whatever else was left out and is said above to be noted.
///
/// Throws `Error`, kind `invalid`, as the file is opened: `empty-file`, `not-utf8`. The source must outlive the reader.
std::unique_ptr<PeopleReader> read_people_json(ByteSource& source, JsonShape shape);

}  // namespace pcadmin::interchange
