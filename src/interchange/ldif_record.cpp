#include "interchange/ldif_record.hpp"

#include "interchange/text_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pcadmin::interchange {
namespace {

using enum LdifField;
using Trouble = LdifLines::Trouble;

/// In lower case, in the order of `LdifField`.
constexpr std::array<std::string_view, 19> kKeys = {
    "dn",
    "objectclass",
    "displayname",
    "cn",
    "givenname",
    "sn",
    "mail",
    "userprincipalname",
    "title",
    "department",
    "ou",
    "departmentnumber",
    "telephonenumber",
    "mobile",
    "c",
    "co",
    "useraccountcontrol",
    "changetype",
    "result",
};

constexpr std::array<std::string_view, 3> kPasswords = {"userpassword", "unicodepwd", "authpassword"};
constexpr std::array<std::string_view, 4> kPeople = {"person", "organizationalperson", "inetorgperson", "user"};
/// What has `person` or `user` among its classes and is nobody who signs in.
constexpr std::array<std::string_view, 2> kNoAccounts = {"computer", "contact"};
/// Those that can have one value only.
constexpr std::array<LdifField, 4> kSingle = {display_name, user_principal_name, c, user_account_control};

/// A record of which line after line is wrong is no record; so many are told of it.
constexpr std::size_t kMostRefused = 100;

template <class List, class Item>
bool contains(const List& list, const Item& item) {
  return std::ranges::find(list, item) != list.end();
}

std::optional<LdifField> find_field(std::string_view key) {
  const auto* const found = std::ranges::find(kKeys, key);
  if (found == kKeys.end()) return std::nullopt;
  return static_cast<LdifField>(found - kKeys.begin());
}

Failure refuse(std::string code, std::string message, std::string hint) {
  return {
      .code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)};
}

Failure change_failure(std::string_view type) {
  return refuse("ldif-change", fmt::format("the record is a change (changetype: {}), not an entry", excerpt(type)),
                type == "add" ? "ldifde writes this line into every record: take these lines out of the file"
                              : "export the entries themselves, with ldapsearch -LLL or slapcat");
}

/// What is wrong with a value, before it is known what it is to be.
Failure trouble_failure(std::string_view name, Trouble trouble, std::string_view bytes) {
  switch (trouble) {
    case Trouble::url:
      return refuse("ldif-url", fmt::format("the value of {} is a URL; files are not fetched", name),
                    "put the value itself into the file");
    case Trouble::too_long:
      return refuse("field-too-long", fmt::format("the value of {} is longer than {} bytes", name, Limits::kFieldBytes),
                    "look for an empty line that is missing, or lines that begin with a blank");
    case Trouble::base64:
      return refuse("invalid-base64", fmt::format("the value of {} is no base64", name),
                    "with :: the value is base64; a single : is for plain text");
    case Trouble::nul:
      return refuse("nul-byte", fmt::format("a NUL byte stands in the value of {}", name),
                    "a text file has none; export the file again as LDIF");
    case Trouble::none:
    case Trouble::not_utf8:
      break;
  }
  return refuse("not-utf8", not_utf8_message(fmt::format("the value of {}", name), bytes),
                not_utf8_hint(bytes, "ldif"));
}

}  // namespace

bool LdifRecord::wants(std::string_view key) { return find_field(key) || key == "version"; }

bool LdifRecord::is_password(std::string_view key) { return contains(kPasswords, key); }

void LdifRecord::take(const LdifLines::Attribute& attribute) {
  if (is_change_) return;
  if (line_ == 0) line_ = attribute.line;
  if (first_key_.empty()) first_key_ = attribute.key;
  if (is_password(attribute.key)) ++passwords_;
  const Cell place{.line = attribute.line, .field = attribute.name};
  if (attribute.trouble == Trouble::url) return fault(place, trouble_failure(attribute.name, Trouble::url, {}));
  const bool raw = !attribute.is_base64;
  if (attribute.trouble == Trouble::nul || (raw && attribute.trouble == Trouble::not_utf8)) {
    ends_file_ = true;
    return fault({.line = attribute.line, .field = attribute.name, .text = attribute.value},
                 trouble_failure(attribute.name, attribute.trouble, attribute.value));
  }
  if (const auto field = find_field(attribute.key)) keep(*field, attribute);
}

void LdifRecord::take_malformed(std::uint64_t line) {
  if (is_change_) return;
  if (line_ == 0) line_ = line;
  // What stands there is not told: it may be the rest of a password whose line was broken.
  fault({.line = line},
        refuse("ldif-syntax", "the line is no attribute: it lacks a name and a colon",
               "a value that goes on in the next line begins there with one blank; look at the lines above"));
}

void LdifRecord::keep(LdifField field, const LdifLines::Attribute& attribute) {
  const Cell place{.line = attribute.line, .field = attribute.name, .text = attribute.value};
  if (field == change_type) {
    is_change_ = true;
    return fault(place, change_failure(trim(attribute.value)));
  }
  auto& kept = value(field);
  if (field == dn && kept.line != 0)
    return fault(place, refuse("ldif-syntax", "a second dn in one record", "put an empty line between two records"));
  if (is_second_value(field, kept, attribute))
    return fault(place,
                 refuse("duplicate-attribute", fmt::format("{} has two values", attribute.name), "keep one of them"));
  if (field == object_class) take_class(trim(attribute.value));
  const bool unknown_class = field == object_class && attribute.trouble != Trouble::none;
  if (!unknown_class && !is_better(attribute, kept)) return;
  kept = {.line = attribute.line,
          .name = attribute.name,
          .text = attribute.value,
          .has_options = attribute.has_options,
          .trouble = attribute.trouble};
}

bool LdifRecord::is_second_value(LdifField field, const Value& kept, const LdifLines::Attribute& attribute) {
  return contains(kSingle, field) && !trim(kept.text).empty() && kept.has_options == attribute.has_options &&
         kept.trouble == Trouble::none && attribute.trouble == Trouble::none && kept.text != attribute.value;
}

bool LdifRecord::is_better(const LdifLines::Attribute& attribute, const Value& kept) {
  if (kept.line == 0 || (kept.has_options && !attribute.has_options)) return true;
  return kept.trouble == Trouble::none && trim(kept.text).empty();
}

void LdifRecord::take_class(std::string_view word) {
  if (word.empty()) return;
  const auto key = to_ascii_lower(word);
  is_person_ = is_person_ || contains(kPeople, key);
  is_no_account_ = is_no_account_ || contains(kNoAccounts, key);
  if (class_name_.empty() || key != "top") class_name_ = excerpt(word);
}

void LdifRecord::fault(const Cell& cell, Failure failure) {
  if (faulted_++ < kMostRefused) faults_.add(cell, std::move(failure));
}

LdifRecord::Kind LdifRecord::kind() const {
  if (faulted_ > 0) return Kind::person;
  if (first_key_ == "search" || first_key_ == "result") return Kind::closing;
  if (first_key_ == "ref") return Kind::reference;
  if (first_key_ != "dn" || value(object_class).line == 0) return Kind::person;
  const bool unknown = value(object_class).trouble != Trouble::none;
  return unknown || (is_person_ && !is_no_account_) ? Kind::person : Kind::other;
}

std::optional<PeopleReader::Row> LdifRecord::row() {
  if (kind() == Kind::person) return person();
  const auto outcome = cell(result);
  if (outcome.is_blank() || trim(outcome.text) == "0" || trim(outcome.text).starts_with("0 ")) return std::nullopt;
  faults_.add(outcome,
              refuse("incomplete-export",
                     fmt::format("the search that wrote this file did not end well: {}", excerpt(outcome.text)),
                     "export again, with paging where the server has a limit: ldapsearch -E pr=500/noprompt"));
  return tl::unexpected(faults_.take());
}

Cell LdifRecord::cell(LdifField field) const {
  const auto& kept = value(field);
  return {.line = kept.line, .field = kept.name, .text = kept.text};
}

Cell LdifRecord::first_of(std::initializer_list<LdifField> fields) const {
  for (const auto field : fields)
    if (const auto found = cell(field); !found.is_blank()) return found;
  return {};
}

/// The record itself, by its dn.
Cell LdifRecord::whole(std::string_view field) const { return {.line = line_, .field = field, .text = value(dn).text}; }

void LdifRecord::check_structure() {
  if (!first_key_.empty() && first_key_ != "dn")
    faults_.add({.line = line_, .field = "dn"},
                refuse("missing-dn", "the record does not begin with a dn",
                       "every entry begins with its dn; an empty line within an entry cuts it in two"));
  else if (faulted_ == 0 && value(object_class).line == 0)
    faults_.add(whole("objectClass"),
                refuse("missing-object-class", "the entry has no objectClass, so it may be a person or not",
                       "export objectClass with the entries"));
}

void LdifRecord::check_values() {
  for (const auto& kept : values_)
    if (kept.trouble != Trouble::none)
      faults_.add({.line = kept.line, .field = kept.name, .text = kept.text},
                  trouble_failure(kept.name, kept.trouble, kept.text));
}

PeopleReader::Row LdifRecord::person() {
  using namespace domain;
  check_structure();
  check_values();
  if (!faults_.empty()) return tl::unexpected(faults_.take());
  auto person_name = name();
  auto person_email = email();
  auto given = faults_.read(cell(given_name), GivenName::parse);
  auto family = faults_.read(cell(sn), FamilyName::parse);
  auto job = faults_.read(cell(title), JobTitle::parse);
  auto unit = faults_.read(first_of({LdifField::department, ou, department_number}), Department::parse);
  auto number = faults_.read(first_of({telephone_number, mobile}), Phone::parse);
  auto country = usage_location();
  auto account = state();
  if (!faults_.empty()) return tl::unexpected(faults_.take());
  return PersonRow{.line = line_,
                   .name = std::move(*person_name),
                   .email = std::move(*person_email),
                   .given_name = std::move(given),
                   .family_name = std::move(family),
                   .job_title = std::move(job),
                   .department = std::move(unit),
                   .phone = std::move(number),
                   .usage_location = std::move(country),
                   .state = account};
}

std::optional<domain::PersonName> LdifRecord::name() {
  if (const auto found = first_of({display_name, cn}); !found.is_blank())
    return faults_.read(found, domain::PersonName::parse);
  const auto full = fmt::format("{} {}", trim(value(given_name).text), trim(value(sn).text));
  const auto found = first_of({given_name, sn});
  if (!found.is_blank())
    return faults_.read(Cell{.line = found.line, .field = found.field, .text = full}, domain::PersonName::parse);
  faults_.add(whole("cn"), refuse("missing-name", "the entry has neither displayName nor cn",
                                  "every person has a name and an email"));
  return std::nullopt;
}

std::optional<domain::Email> LdifRecord::email() {
  if (const auto found = first_of({mail, user_principal_name}); !found.is_blank())
    return faults_.read(found, domain::Email::parse);
  faults_.add(whole("mail"), refuse("missing-email", "the entry has neither mail nor userPrincipalName",
                                    "every person has a name and an email; leave other entries out of the file"));
  return std::nullopt;
}

/// A country's name says no less, and is not guessed at.
std::optional<domain::UsageLocation> LdifRecord::usage_location() {
  for (const auto field : {c, co})
    if (const auto found = cell(field); trim(found.text).size() == 2)
      return faults_.read(found, domain::UsageLocation::parse);
  return std::nullopt;
}

std::optional<domain::UserState> LdifRecord::state() {
  constexpr std::int64_t kAccountDisabled = 0x2;
  const auto found = cell(user_account_control);
  if (found.is_blank()) return std::nullopt;
  const auto text = trim(found.text);
  std::int64_t flags = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), flags);
  if (error == std::errc() && end == text.data() + text.size())
    return (flags & kAccountDisabled) != 0 ? domain::UserState::disabled : domain::UserState::active;
  faults_.add(found, refuse("invalid-user-account-control",
                            fmt::format("\"{}\" is no userAccountControl: it is not a whole number", excerpt(text)),
                            "Active Directory writes it as a number, such as 512 or 514"));
  return std::nullopt;
}

}  // namespace pcadmin::interchange
