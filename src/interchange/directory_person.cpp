#include "interchange/directory_person.hpp"

#include "interchange/text_encoding.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace pcadmin::interchange {

namespace {

Failure refuse(std::string code, std::string message, std::string hint) {
  return {
      .code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)};
}

Cell cell_of(const DirectoryValue& value) { return {.line = value.line, .field = value.name, .text = value.bytes}; }

}  // namespace

const DirectoryValue* PersonOfRecord::find(std::string_view key) const {
  const auto found = record_.values_.find(key);
  if (found == record_.values_.end()) return nullptr;
  const auto plain = std::ranges::find(found->second, false, &DirectoryValue::has_options);
  return plain == found->second.end() ? &found->second.front() : &*plain;
}

Cell PersonOfRecord::first_of(std::initializer_list<std::string_view> keys) const {
  for (const auto key : keys)
    if (const auto* const value = find(key)) return cell_of(*value);
  return {};
}

/// The entry itself, by its name.
Cell PersonOfRecord::whole(std::string_view field) const {
  return {.line = record_.line_, .field = field, .text = record_.dn_};
}

template <class Parse>
auto PersonOfRecord::read(const Cell& cell, Parse parse) -> std::optional<typename decltype(parse({}))::value_type> {
  if (is_utf8(cell.text)) return faults_.read(cell, parse);
  faults_.add(cell, refuse("not-utf8", not_utf8_message(fmt::format("the value of {}", cell.field), cell.text),
                           not_utf8_hint(cell.text, "ldif")));
  return std::nullopt;
}

tl::expected<domain::DirectoryEntry, domain::FaultyEntry> PersonOfRecord::make() {
  using namespace domain;
  auto tied = anchor();
  auto called = name();
  auto sign_in = read(first_of({"userprincipalname"}), Email::parse);
  auto addresses = mails();
  if (faults_.empty() && addresses.empty() && !sign_in)
    faults_.add(whole("mail"), refuse("missing-email", "the entry has neither mail nor userPrincipalName",
                                      "every person has a name and an email"));
  auto given = read(first_of({"givenname"}), GivenName::parse);
  auto family = read(first_of({"sn"}), FamilyName::parse);
  auto title = read(first_of({"title"}), JobTitle::parse);
  auto unit = read(first_of({"department", "ou", "departmentnumber"}), Department::parse);
  auto phone = read(first_of({"telephonenumber", "mobile"}), Phone::parse);
  auto country = usage_location();
  const bool is_disabled = disabled();
  if (!faults_.empty())
    return tl::unexpected(FaultyEntry{.line = record_.line_,
                                      .dn = record_.dn_,
                                      .anchor = std::move(tied),
                                      .disabled = is_disabled,
                                      .faults = faults_.take()});
  return DirectoryEntry{.line = record_.line_,
                        .dn = record_.dn_,
                        .anchor = std::move(*tied),
                        .sign_in_name = std::move(sign_in),
                        .mails = std::move(addresses),
                        .name = std::move(*called),
                        .given_name = std::move(given),
                        .family_name = std::move(family),
                        .job_title = std::move(title),
                        .department = std::move(unit),
                        .phone = std::move(phone),
                        .usage_location = std::move(country),
                        .disabled = is_disabled,
                        .groups = record_.keys_of({"memberof"})};
}

std::optional<domain::Anchor> PersonOfRecord::anchor() {
  if (const auto cell = first_of({"entryuuid"}); !cell.text.empty()) return read(cell, domain::Anchor::parse);
  if (const auto* const guid = find("objectguid")) {
    auto anchor = domain::Anchor::from_object_guid(guid->bytes);
    if (anchor) return std::move(*anchor);
    faults_.add({.line = guid->line, .field = guid->name}, std::move(anchor.error()));
    return std::nullopt;
  }
  faults_.add(whole("entryUUID"),
              refuse("missing-anchor", "the entry has neither entryUUID nor objectGUID, so it cannot be found again",
                     "read it with them: ldapsearch ... '*' entryUUID; slapcat writes it by itself"));
  return std::nullopt;
}

std::optional<domain::PersonName> PersonOfRecord::name() {
  if (const auto cell = first_of({"displayname", "cn"}); !cell.text.empty())
    return read(cell, domain::PersonName::parse);
  std::string full;
  const auto given = first_of({"givenname"});
  const auto family = first_of({"sn"});
  full = fmt::format("{} {}", trim(given.text), trim(family.text));
  const auto& at = given.is_blank() ? family : given;
  if (!at.is_blank()) return read({.line = at.line, .field = at.field, .text = full}, domain::PersonName::parse);
  faults_.add(whole("cn"), refuse("missing-name", "the entry has neither displayName nor cn",
                                  "every person has a name and an email"));
  return std::nullopt;
}

std::vector<domain::Email> PersonOfRecord::mails() {
  std::vector<domain::Email> mails;
  const auto found = record_.values_.find("mail");
  if (found == record_.values_.end()) return mails;
  for (const auto& value : found->second) {
    auto mail = read(cell_of(value), domain::Email::parse);
    if (mail && std::ranges::find(mails, *mail) == mails.end()) mails.push_back(std::move(*mail));
  }
  return mails;
}

/// A country's name says no less, and is not guessed at.
std::optional<domain::UsageLocation> PersonOfRecord::usage_location() {
  for (const auto* const key : {"c", "co"})
    if (const auto cell = first_of({key}); trim(cell.text).size() == 2) return read(cell, domain::UsageLocation::parse);
  return std::nullopt;
}

bool PersonOfRecord::disabled() {
  // OpenLDAP's ppolicy: locked until an administrator says otherwise. Any other time ends by itself.
  constexpr std::string_view kForGood = "000001010000Z";
  const bool locked = trim(first_of({"pwdaccountlockedtime"}).text) == kForGood;
  const bool switched_off = to_ascii_lower(trim(first_of({"nsaccountlock"}).text)) == "true";
  return closed_by_flags() || locked || switched_off;
}

bool PersonOfRecord::closed_by_flags() {
  constexpr std::int64_t kAccountDisabled = 0x2;
  const auto cell = first_of({"useraccountcontrol"});
  if (cell.is_blank()) return false;
  const auto text = trim(cell.text);
  std::int64_t flags = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), flags);
  if (error == std::errc() && end == text.data() + text.size()) return (flags & kAccountDisabled) != 0;
  faults_.add(cell, refuse("invalid-user-account-control",
                           fmt::format("\"{}\" is no userAccountControl: it is not a whole number", excerpt(text)),
                           "Active Directory writes it as a number, such as 512 or 514"));
  return false;
}

}  // namespace pcadmin::interchange
