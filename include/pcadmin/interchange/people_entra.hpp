#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <memory>
#include <string_view>

namespace pcadmin::interchange {

/// Reads the CSV file with which users are created in bulk in the Entra admin centre: a first line `version:v1.0`,
/// which may be missing, and a header as in Microsoft's template, `Name [displayName] Required`, of which the word in
/// brackets counts, in any letter case and order. Separators, line ends and limits are those of pcadmin CSV.
///
///   name            displayName; required
///   email           userPrincipalName; required
///   state           accountEnabled, titled "Block sign in (Yes/No)": Yes is `disabled`, No is `active`; required where
///                   the file has a column of passwords
///   given_name      givenName
///   family_name     surname
///   job_title       jobTitle
///   department      department
///   usage_location  usageLocation
///   phone           telephoneNumber, else mobile
///
/// Street, city, state, postal code, country and office are not kept; columns that are not of the template are not read
/// and told in the notes. passwordProfile is counted for the notes; a password gets into no message, nor does a cell
/// of a row in which cells may have moved, which is one whose "Block sign in" is neither Yes nor No. The template's
/// example, a first row whose name begins with "Example", is passed over, as are rows without any text and empty
/// cells behind the last column; cells a row lacks at its end are empty.
///
/// Throws `Error`, kind `invalid`: `empty-file`, `not-utf8`, `csv-separator`, `entra-version`, `missing-column`,
/// `unknown-column` (one that is nearly the template's), `duplicate-column`; a fault of the header row by its own code.
/// The source must outlive the reader.
std::unique_ptr<PeopleReader> read_people_entra_csv(ByteSource& source);

/// Whether a file that begins like this is one for Entra: by its `version:v` line, or `[userPrincipalName]` in its
/// first line.
bool looks_like_entra_csv(std::string_view beginning);

}  // namespace pcadmin::interchange
