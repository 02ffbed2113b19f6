#pragma once

#include <array>
#include <string_view>
#include <utility>

/// What pcadmin(1) says beyond the commands themselves.
namespace pcadmin::cli {

inline constexpr std::string_view kDescription =
    "A partner organisation has people who need access to its vendor's partner portal. pcadmin keeps them in a local "
    "store: who they are, which roles they hold, who gave them and why. "
    "Every change is a numbered entry of a history that cannot be altered unnoticed.\n\n"
    "Begin with pcadmin init, which makes the store and its first global admin; add people with pcadmin user add or "
    "pcadmin user import; see whom to ask with pcadmin admins list.";

using ManualText = std::pair<std::string_view, std::string_view>;

inline constexpr std::array<ManualText, 4> kMainSections = {{
    {"E-MAIL ADDRESSES",
     "An address has the form local@domain. The local part is a dot-atom of RFC 5322 with the letters of RFC 6531: "
     "letters, digits and !#$%&'*+/=?^_`{|}~- in runs joined by single dots, at most 64 "
     "bytes. The domain is a host name with at least one dot, of labels of at most 63 letters, digits and inner "
     "hyphens; international domains follow IDNA 2008. The whole has at most 254 bytes, the domain "
     "counted in its ASCII form. Quoted local parts, comments and address literals are refused.\n\n"
     "Two addresses are the same when they differ only in letter case or Unicode form, or in writing the domain in "
     "Unicode or in its ASCII form."},
    {"OUTPUT",
     "With --output json the answer is one object; a list is a list of objects in it, a missing value is null, times "
     "are RFC 3339 in UTC. A change answers with changed, change (its number) and the record. ndjson is an "
     "object a line. csv is RFC 4180 in UTF-8; a cell that a spreadsheet would run as a formula gets an apostrophe in "
     "front, which pcadmin user import takes away again. In tsv a tab, a line end and a backslash within a value are "
     "written as \\t, \\n, \\r and \\\\. ids prints the id column, count the number of rows. Every machine format has "
     "all fields; a table has some.\n\n"
     "Control characters from data are always shown escaped. Errors go to standard error: as error: and hint: lines, "
     "or with json and ndjson as one object with code, exit, message, hint and details. The code is stable; the words "
     "may "
     "change."},
    {"SIGNING IN",
     "People sign in with their address and password. The session's token is in a file with mode 0600 below "
     "$XDG_STATE_HOME/pcadmin, its hash in the store. A session lasts 8 hours, and ends after 30 minutes without a "
     "command. "
     "Use is written down once a minute at most.\n\n"
     "After the fifth failure in a row an account waits 30 seconds, then twice as long each time, up to 15 minutes; "
     "after "
     "100 failures in all it is locked until pcadmin user unlock or pcadmin password reset. The last global admin who "
     "can sign in is only made to wait, never locked: otherwise anybody could lock out the organisation. Each attempt "
     "is "
     "counted on the disk before its password is checked.\n\n"
     "Passwords that people choose are kept as Argon2id; generated ones, which cannot be guessed, as salted BLAKE2b. "
     "Passwords are never taken from the command line or the environment.\n\n"
     "Scripts and CI act by a token instead: pcadmin token create makes one, PCADMIN_TOKEN_FILE names the file it is "
     "in, or --token-fd the descriptor it stands on. A token has the roles its owner holds when it is used, or those "
     "of them it is for. One that is no longer good is refused; nothing else is tried in its place.\n\n"
     "On a host whose accounts are trusted, an account of the operating system can be attached to a person: without a "
     "token and a session, who runs pcadmin under that account acts as that person. The real user id decides, and no "
     "password plays a part, temporary or not. The history says by which token or OS account something was done."},
    {"SECURITY",
     "The rules about who may do what govern people who use pcadmin. Whoever can write the store's file can bypass any "
     "local tool; so the file is 0600 in a folder 0700, pcadmin refuses to write to one that others can read or write, "
     "and the "
     "history makes bypassing visible: pcadmin audit verify recomputes a chain of digests over the content itself. A "
     "chain cannot show that its end was cut off, or that the whole file was rewritten: keep what pcadmin audit head "
     "prints "
     "elsewhere and compare with --expect. Passwords and sessions keep no history and are not covered by it.\n\n"
     "When a command exits with 0, what it changed is on disk and survives a power cut. With any other code nothing "
     "has changed, except that refused attempts are written to the history, that the limited session "
     "of a temporary password has begun, and that an answer nobody could read (output-failed) is about a change that "
     "is made."},
}};

inline constexpr std::array<ManualText, 15> kExitCodes = {{
    {"0", "done, or already so; an empty list"},
    {"1", "unexpected failure: a bug"},
    {"2", "usage: unknown or missing words, a bad combination"},
    {"3", "the named thing does not exist"},
    {"4", "it exists already, or conflicts with what is there"},
    {"5", "invalid value, row or file"},
    {"6", "refused by a guard or policy"},
    {"7", "batch finished, some rows failed"},
    {"8", "store busy past the timeout; try again"},
    {"9", "store unusable: missing, damaged, newer schema, not ours, no space, read-only"},
    {"10", "the answer is no (access can, access check, audit verify, user exists)"},
    {"11", "changes pending (diff)"},
    {"12", "would have to ask, but may not"},
    {"13", "not signed in, session over, wrong password, or this operator may not do that"},
    {"130, 143", "interrupted; nothing half done"},
}};

/// Every error code, under the exit code it comes with.
inline constexpr std::array<ManualText, 15> kErrorCodes = {{
    {"0, nobody reads any more", "closed-output"},
    {"1, a defect, or a machine at its end", "bug, no-cryptography, out-of-memory, text-not-utf8"},
    {"2, usage",
     "bundle-and-terms, credentials-file-needed, deleted-and-bundle, deleted-and-sort, field-and-fields, "
     "fields-and-format, flag-twice, invalid-mapping, mapping-not-csv, missing-argument, missing-command, "
     "missing-password, missing-value, no-home, not-both, nothing-to-edit, once-hidden, rejects-without-keep-going, "
     "roles-mode-without-update, same-file, unexpected-value, unexpected-word, unknown-command, unknown-field, "
     "unknown-flag, unknown-report-form, unknown-word, usage"},
    {"3, not there",
     "before-history, not-associated, unknown-bundle, unknown-change, unknown-designation, unknown-domain, "
     "unknown-guard, unknown-location, unknown-partner-id, unknown-permission, unknown-profile, unknown-request, "
     "unknown-role, unknown-support, unknown-token, unknown-user"},
    {"4, in conflict",
     "already-associated, already-claimed, already-held, already-requested, associated-elsewhere, bundle-in-use, "
     "bundle-taken, changed-before-deletion, country-without-location, deleted-here, domain-taken, "
     "duplicate-anchor, email-taken, expiry-not-later, file-exists, linked-elsewhere, location-closed, "
     "location-in-use, location-is-organization, location-taken, not-deleted, not-requested, nothing-to-undo, "
     "one-reason, organization-is-location, os-account-taken, password-not-temporary, primary-contact, "
     "profile-linked, profile-of-another, profile-taken, request-decided, request-open, role-not-held, "
     "role-to-come, same-person, store-exists, successor-unfit, token-name-taken, undo-blocklist, undo-conflict, "
     "undo-init, undo-purge"},
    {"5, an invalid value, row or file",
     "achieved-to-come, answers-too-long, bash-completion, batch-faults, batch-flag, batch-input, "
     "control-characters, csv-quote, csv-separator, deleted-person, designation-faults, designation-structure, "
     "designation-syntax, designation-twice, directory-broke-off, directory-not-trusted, directory-search, "
     "directory-sign-in, directory-unreachable, duplicate-attribute, duplicate-column, duplicate-field, "
     "email-twice, empty-file, empty-policy, entra-version, expires-before-achieved, expiry-past, field-too-long, "
     "file-not-readable, file-not-writable, file-too-long, implicit-role, import-faults, incomplete-export, "
     "input-failed, invalid-address-line, invalid-anchor, invalid-assertion, invalid-association-state, "
     "invalid-association-way, invalid-base64, invalid-block-sign-in, invalid-bundle-name, invalid-bundle-summary, "
     "invalid-check-name, invalid-city, invalid-command-line, invalid-confidence, invalid-country, invalid-day, "
     "invalid-days, invalid-department, invalid-descriptor, invalid-domain, invalid-duration, invalid-email, "
     "invalid-expiry, invalid-family-name, invalid-file-name, invalid-filter, invalid-given-name, invalid-group, "
     "invalid-head, invalid-hours, invalid-job-title, invalid-kind, invalid-ldap-url, invalid-legal-name, "
     "invalid-length, invalid-limit, invalid-links, invalid-location-name, invalid-minimum, invalid-name, "
     "invalid-number, invalid-organization, invalid-os-account, invalid-partner-id, invalid-people, invalid-phone, "
     "invalid-points, invalid-postal-code, invalid-profile, invalid-request-id, invalid-request-state, "
     "invalid-requirement-name, invalid-requirement-source, invalid-requirement-title, invalid-severity, "
     "invalid-skill-code, invalid-skill-kind, invalid-skill-title, invalid-start, invalid-state, "
     "invalid-state-or-province, invalid-support-name, invalid-support-note, invalid-support-place, "
     "invalid-synced-fields, invalid-temporary-password, invalid-time, invalid-token-id, invalid-token-name, "
     "invalid-usage-location, invalid-user-account-control, invalid-user-id, invalid-yes-no, invitations-refused, "
     "json-syntax, json-too-deep, json-truncated, ldif-change, ldif-syntax, ldif-url, ldif-version, line-goes-on, "
     "line-too-long, location-not-global, location-own-parent, metric-twice, metric-without-rule, missing-achieved, "
     "missing-anchor, missing-code, missing-column, missing-dn, missing-email, missing-field, missing-group, "
     "missing-kind, missing-name, missing-object-class, missing-roles, no-command, no-metrics, not-an-object, "
     "not-in-batch, not-utf8, nul-byte, password-file-exposed, password-file-unreadable, password-not-text, "
     "password-reused, password-too-guessable, password-too-long, password-too-short, personal-address, "
     "points-over-most, policy-faults, policy-structure, policy-syntax, policy-version, reported-and-counted, "
     "row-too-long, scim-operation, secret-too-long, skill-twice, spool-failed, start-after-end, start-past, "
     "text-too-long, threshold-out-of-reach, time-to-come, token-lifetime, too-few-columns, too-many-checks, "
     "too-many-columns, too-many-commands, too-many-counts, too-many-fields, too-many-lines, too-many-metrics, "
     "too-many-people, unclosed-quote, unknown-column, unknown-field, unknown-format, unquoted-character, "
     "wrong-type"},
    {"6, refused",
     "account-disabled (approving a request or associating), address-elsewhere, directory-empty, expiry-required, "
     "guest-role, last-domain, last-global-admin, link-too-early, minimum-global-admins, not-a-leaver, "
     "own-admin-role, own-password, reason-required, required-admin, restore-expired, role-not-scoped, "
     "separation-of-duties, synced-field, too-many-removals"},
    {"7, partly done", "batch-partial, directory-conflicts, import-partial"},
    {"8, busy", "store-busy"},
    {"9, the store, or the place for the answer",
     "backup-failed, output-failed, store-damaged, store-empty, store-full, store-io, store-missing, store-newer, "
     "store-not-a-file, store-not-ours, store-not-sqlite, store-permissions, store-read-only, store-unreadable"},
    {"10, no", "history-altered, no-such-user, not-granted, policy-broken"},
    {"11, changes", "differences"},
    {"12, would have to ask", "would-ask"},
    {"13, not this operator, or not now",
     "account-disabled, not-allowed, not-signed-in, password-change-required, session-exposed, sign-in-failed, "
     "temporary-password-expired, token-exposed, token-invalid, token-not-enough, token-role, token-unreadable, "
     "wrong-password"},
    {"130 and 143, interrupted", "cancelled, interrupted"},
}};

inline constexpr std::array<ManualText, 14> kEnvironment = {{
    {"TMPDIR", "where standard input is kept while an import reads it; /tmp"},
    {"PCADMIN_STORE", "the store's file; the flag --store comes first"},
    {"PCADMIN_OUTPUT", "the output format; the flag --output comes first"},
    {"PCADMIN_TOKEN_FILE", "the file with the token to act by; the flag --token-fd comes first"},
    {"PCADMIN_NO_INPUT", "anything but 0: as --no-input"},
    {"PCADMIN_BUSY_TIMEOUT",
     "how many seconds to wait for another pcadmin that has the store; 10, and 300 where a command only reads, and for "
     "user import, batch and undo. After the first second that is said on standard error"},
    {"XDG_DATA_HOME", "the store is pcadmin/store.db below it; ~/.local/share"},
    {"XDG_STATE_HOME", "sessions are in pcadmin below it; ~/.local/state"},
    {"NO_COLOR", "no colours"},
    {"FORCE_COLOR", "colours where standard output is no terminal too"},
    {"TERM", "dumb means no colours, and progress in plain lines"},
    {"COLUMNS", "the width of the terminal, if it is not to be asked"},
    {"ACCESSIBLE", "anything but 0: as --accessible"},
    {"HOME", "where the two XDG folders are unless they are set"},
}};

}  // namespace pcadmin::cli
