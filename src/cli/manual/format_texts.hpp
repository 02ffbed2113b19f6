#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

/// The files of people in words: what pcadmin-formats(5) and pcadmin help formats say. A test reads the examples, and
/// looks whether each field comes from where it is said to come from.
namespace pcadmin::cli {

/// Of a field, what a format calls it; what comes first is taken first. Nothing where it has the field's own name.
using FormatField = std::pair<std::string_view, std::string_view>;

/// A format of files of people.
struct FormatText {
  std::string_view name;  ///< as --format calls it
  std::string_view title;
  std::string_view intro;
  std::span<const FormatField> fields;
  std::string_view notes;
  std::string_view example;  ///< a whole file, with everything that is read
};

inline constexpr std::string_view kFormatsSummary =
    "files of people, of skills and of designations that are read and written";

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kFormatSections = {{
    {"Which format it is",
     "pcadmin user import looks at how the file begins, or is told with --format. What begins with { or [ is JSON, and "
     "its keys say whose; dn: or version: 1 is LDIF; version:v1.0, or [userPrincipalName] in the first line, is "
     "Entra's CSV; any other line of columns is CSV. What is none of these is refused, never guessed at."},
    {"Every file",
     "Text is UTF-8, with or without a byte order mark; UTF-16, UTF-32 and Latin-1 are refused by their names, with "
     "the command that converts them. Lines end with LF, CRLF or both. A field has at most 64 KiB, a row, an element "
     "of JSON or a value of LDIF that is read at most 1 MiB, a row at most 256 columns, a person in JSON at most 16 "
     "levels; there is no limit on rows. What passes a limit is told, and nothing is cut short.\n\n"
     "Everything wrong is told at once, each with its line. A NUL, bytes that are no UTF-8, a quote that never closes, "
     "text behind a quote that does, JSON that breaks off, and a limit that is passed end the file where they stand: "
     "nobody can know what is behind them, and with --keep-going nobody is imported either."},
    {"Fields",
     "name and email have to be there. given_name, family_name, job_title, department, phone and usage_location (two "
     "letters, ISO 3166) may be. kind is member or guest; one who is new and of whom nothing is said is a member. "
     "state is active or disabled. roles are ids, names or aliases; pcadmin role list has them all.\n\n"
     "A field that is empty, or not in the file, says nothing: with --on-existing update it leaves what is there. "
     "--roles-mode replace is the exception: of a row that names no roles it takes all. A row of CSV without any text "
     "is "
     "passed over."},
    {"Passwords",
     "A password in a file is never stored, shown or logged. Who is new gets a temporary one, and the summary says how "
     "many passwords were not read."},
    {"Reports of what is wrong",
     "pcadmin user import --report FILE writes down everything that is wrong with a file, in the order of the file: "
     "line, column (of CSV the cell, from 1; of JSON the character of the line at which the person begins, where they "
     "do not begin it; else 0), field, code, value (its first 100 "
     "characters), message and hint. The end of the name says how: .csv has a header of these words, and what a "
     "spreadsheet would run as a formula is kept from it as in pcadmin CSV; .ndjson an object a line; .json one object "
     "with faults, a list of them, and the numbers rows, count (of faults) and rows_with_faults. The file is new, mode "
     "0600, and there whether anybody is imported or not, with --dry-run too; where nothing is wrong, it says so by "
     "having no fault in it. What is wrong with the file as a whole, such as a column that is missing, is told instead "
     "of a report."},
    {"Rejects",
     "pcadmin user import --keep-going --rejects FILE leaves the rows that are wrong in a new file, mode 0600, which "
     "is "
     "mended and imported with the same flags. It has the format of the file they came from, so that it is detected as "
     "such, and beside each row _line (of that file), _code and _message; where a row has several faults, the codes "
     "and messages are separated by semicolons. These are passed over when it is imported, and replaced when a row is "
     "rejected again. A row nobody has mended is refused again, but for one case to look at: of two rows with one "
     "address (email-twice) the first is imported, and the second is about somebody who is there by then, of whom "
     "--on-existing says what becomes.\n\n"
     "CSV has the columns of the file, and the three behind them; separators are commas. A row with too few or too "
     "many cells has the three behind its own last cell. A cell with a quote inside and none around it stays as it "
     "is, but for the apostrophe before what a spreadsheet would run. Entra's CSV has its version line, too. JSON of "
     "every kind becomes an object a line, the three among its "
     "keys; a line that is no JSON stays as it is, but for the three at its beginning; what is no object stands under "
     "_element. LDIF has the record's own lines, comments with them, and the three in comments in front of them: "
     "# _line: 12; what is not read is left out where a record is longer than 1 MiB.\n\n"
     "Passwords are left out of it wherever it is known that they are some; with them, of Entra's CSV, a Block sign in "
     "that is neither Yes nor No, since it may be one. Of a row with too few or too many cells, and of a line that is "
     "no JSON or no attribute, that is not known: it stands there as it is."},
}};

inline constexpr std::array<FormatField, 11> kPcadminFields = {{
    {"name", ""},
    {"email", ""},
    {"roles", ""},
    {"given_name", ""},
    {"family_name", ""},
    {"kind", ""},
    {"job_title", ""},
    {"department", ""},
    {"phone", ""},
    {"usage_location", ""},
    {"state", ""},
}};

inline constexpr std::array<FormatField, 9> kEntraFields = {{
    {"name", "displayName; required"},
    {"email", "userPrincipalName; required"},
    {"given_name", "givenName"},
    {"family_name", "surname"},
    {"job_title", "jobTitle"},
    {"department", "department"},
    {"phone", "telephoneNumber, else mobile"},
    {"usage_location", "usageLocation"},
    {"state", "accountEnabled, titled Block sign in (Yes/No): Yes is disabled, No is active"},
}};

inline constexpr std::array<FormatField, 10> kGraphFields = {{
    {"name", "displayName"},
    {"email", "userPrincipalName; mail where there is none, or where it is a guest's (#EXT#)"},
    {"given_name", "givenName"},
    {"family_name", "surname"},
    {"kind", "userType"},
    {"job_title", "jobTitle"},
    {"department", "department"},
    {"phone", "businessPhones (the first), else mobilePhone"},
    {"usage_location", "usageLocation"},
    {"state", "accountEnabled: true is active, false is disabled"},
}};

inline constexpr std::array<FormatField, 11> kScimFields = {{
    {"name", "displayName, else name.formatted"},
    {"email", "userName where it is an address; else the primary one of emails, else that for work, else the first"},
    {"roles", "roles, the value of each"},
    {"given_name", "name.givenName"},
    {"family_name", "name.familyName"},
    {"kind", "userType: Member or Guest; any other is left out, and the summary says so"},
    {"job_title", "title"},
    {"department", "department of urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"},
    {"phone", "phoneNumbers: the primary one, else that for work, else the mobile one, else the first"},
    {"usage_location", "usageLocation of urn:pcadmin:scim:schemas:extension:2.0:User"},
    {"state", "active: true is active, false is disabled"},
}};

inline constexpr std::array<FormatField, 9> kLdifFields = {{
    {"name", "displayName, else cn, else givenName and sn"},
    {"email", "mail, else userPrincipalName"},
    {"given_name", "givenName"},
    {"family_name", "sn"},
    {"job_title", "title"},
    {"department", "department, else ou, else departmentNumber"},
    {"phone", "telephoneNumber, else mobile"},
    {"usage_location", "c, else co, where it is a code of two letters"},
    {"state", "userAccountControl: disabled where its bit 2 (ACCOUNTDISABLE) is set, else active"},
}};

inline constexpr std::array<FormatText, 7> kFormatTexts = {{
    {"csv", "pcadmin CSV",
     "CSV as RFC 4180 has it. The first line names the columns, in any order and letter case. They are separated by "
     "commas, semicolons or tabs, whichever the first line has most of, or by what a line sep=; in front says, as "
     "Excel "
     "writes it.\n\n"
     "The columns: name, email, roles, given_name, family_name, kind, job_title, department, phone, usage_location and "
     "state.",
     kPcadminFields,
     "Several roles stand in one cell, separated by semicolons. A column with another name is refused, with the name "
     "it "
     "is nearest to, unless --map COLUMN=FIELD says which field it is, or --map COLUMN=- that it is left out.\n\n"
     "A cell that begins with = + - @ or a tab, which a spreadsheet would run as a formula, is written with an "
     "apostrophe in front; reading takes exactly that apostrophe away again. The columns _line, _code and _message, "
     "which a file of rejects has, are passed over.",
     "name,email,roles,given_name,family_name,kind,job_title,department,phone,usage_location,state\n"
     "Noor Haddad,noor@contoso.example,helpdesk-agent;sales-agent,Noor,Haddad,member,Agent,Support,+31 20 555 "
     "0100,NL,active\n"},
    {"entra-csv", "Entra's CSV",
     "The file with which users are created in bulk in the Entra admin centre: a line version:v1.0, and a header such "
     "as Name [displayName] Required, of which the word in brackets counts.",
     kEntraFields,
     "Roles and kind have no place in it. Street, city, state, postal code, country and office are not kept. The "
     "template's example, a first row whose name begins with Example, is passed over, as are rows without any text. Of "
     "a row whose Block sign in is neither Yes nor No nothing is told but that, since its cells may have moved and one "
     "of them is a password.",
     "version:v1.0\n"
     "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] "
     "Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title "
     "[jobTitle],Department [department],Usage location [usageLocation],Office phone [telephoneNumber]\n"
     "Noor Haddad,noor@contoso.example,,No,Noor,Haddad,Agent,Support,NL,+31 20 555 0100\n"},
    {"json", "pcadmin JSON",
     "The people of pcadmin user list --output json: a list, a list under users in one object, one object, or, by "
     "--format, one "
     "behind the other. The keys are the columns of pcadmin CSV.",
     kPcadminFields,
     "roles is a list, or a text with semicolons between. id, created_at, last_sign_in and os_account, which a list "
     "has "
     "too, are passed over, as are _line, _code and _message; any other key is refused. Who has a deleted_at is "
     "refused.",
     "{\"users\": [{\"name\": \"Noor Haddad\", \"email\": \"noor@contoso.example\",\n"
     "  \"roles\": [\"helpdesk-agent\", \"sales-agent\"], \"given_name\": \"Noor\", \"family_name\": \"Haddad\",\n"
     "  \"kind\": \"member\", \"job_title\": \"Agent\", \"department\": \"Support\", \"phone\": \"+31 20 555 0100\",\n"
     "  \"usage_location\": \"NL\", \"state\": \"active\"}]}\n"},
    {"ndjson", "pcadmin NDJSON", "The same, an object a line, as pcadmin user list --output ndjson writes it.",
     kPcadminFields, "A line that is broken is told, and the next one read.",
     "{\"name\": \"Noor Haddad\", \"email\": \"noor@contoso.example\", \"roles\": [\"helpdesk-agent\", "
     "\"sales-agent\"], \"given_name\": \"Noor\", \"family_name\": \"Haddad\", \"kind\": \"member\", \"job_title\": "
     "\"Agent\", \"department\": \"Support\", \"phone\": \"+31 20 555 0100\", \"usage_location\": \"NL\", \"state\": "
     "\"active\"}\n"
     "{\"name\": \"Ny Oh\", \"email\": \"ny@contoso.example\"}\n"},
    {"graph-json", "Graph's JSON",
     "Users of Microsoft Graph, as az ad user list, Get-MgUser | ConvertTo-Json and Graph itself write them: a list "
     "under value in one object, a list, or one user.",
     kGraphFields,
     "Roles have no place in it. An entry whose @odata.type is not a user's is skipped and counted. A page of several, "
     "known by its @odata.nextLink, is read, and the summary says that the people of the others are missing.",
     "{\"value\": [{\"displayName\": \"Noor Haddad\", \"userPrincipalName\": \"noor@contoso.example\",\n"
     "  \"givenName\": \"Noor\", \"surname\": \"Haddad\", \"userType\": \"Member\", \"jobTitle\": \"Agent\",\n"
     "  \"department\": \"Support\", \"businessPhones\": [\"+31 20 555 0100\"], \"usageLocation\": \"NL\",\n"
     "  \"accountEnabled\": true}]}\n"},
    {"scim", "SCIM 2.0",
     "Users of RFC 7643 with the enterprise extension: one, several in the Resources of a list response, or in the "
     "data of the Operations of a bulk request (RFC 7644), of which only POST to /Users is read.",
     kScimFields, "An entry whose schemas do not have the core user is skipped and counted.",
     "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\",\n"
     "  \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\",\n"
     "  \"urn:pcadmin:scim:schemas:extension:2.0:User\"],\n"
     "  \"userName\": \"noor@contoso.example\", \"displayName\": \"Noor Haddad\",\n"
     "  \"name\": {\"givenName\": \"Noor\", \"familyName\": \"Haddad\"}, \"userType\": \"Member\", \"title\": "
     "\"Agent\",\n"
     "  \"phoneNumbers\": [{\"value\": \"+31 20 555 0100\", \"type\": \"work\"}], \"active\": true,\n"
     "  \"roles\": [{\"value\": \"helpdesk-agent\"}, {\"value\": \"sales-agent\"}],\n"
     "  \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\": {\"department\": \"Support\"},\n"
     "  \"urn:pcadmin:scim:schemas:extension:2.0:User\": {\"usageLocation\": \"NL\"}}\n"},
    {"ldif", "LDIF",
     "Entries of a directory (RFC 2849), as slapcat, ldapsearch -LLL and ldifde write them, with folded lines, "
     "comments and base64. An entry is a person when one of its object classes is person, organizationalPerson, "
     "inetOrgPerson or user, and none is computer or contact; others are skipped and counted by their classes.",
     kLdifFields,
     "Roles and kind have no place in it. Of an attribute with several values the first counts, one without options "
     "such as cn;lang-de before one with. Values that are URLs (name:< URL) and records of changes (changetype) are "
     "refused by their names.",
     "dn: uid=noor,ou=people,dc=contoso,dc=example\n"
     "objectClass: inetOrgPerson\n"
     "cn: Noor Haddad\n"
     "mail: noor@contoso.example\n"
     "givenName: Noor\n"
     "sn: Haddad\n"
     "title: Agent\n"
     "departmentNumber: Support\n"
     "telephoneNumber: +31 20 555 0100\n"
     "c: NL\n"
     "userAccountControl: 512\n"},
}};

}  // namespace pcadmin::cli
