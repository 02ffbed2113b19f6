#include "pcadmin/domain/user.hpp"

#include "domain/countries.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/address.hpp"
#include "pcadmin/domain/designation.hpp"
#include "pcadmin/domain/location.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace pcadmin::domain {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `"xyz" is not a phone number: it has no digits`. Every refusal of this file is made here.
tl::unexpected<Failure> refuse(std::string_view field, std::string_view value, std::string_view phrase,
                               std::string_view reason, std::string hint) {
  return fail({.code = fmt::format("invalid-{}", field),
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not {}: {}", shorten(value, 60), phrase, reason),
               .hint = std::move(hint)});
}

// --- lines of text ---------------------------------------------------------------------------------------------------

struct LineRule {
  std::string_view field;
  std::string_view phrase;
  std::size_t most;  // code points
};

constexpr LineRule kNameRule{.field = "name", .phrase = "a name", .most = 256};

template <class Field>
constexpr LineRule kRuleOf{};
template <>
constexpr LineRule kRuleOf<GivenNameField>{.field = "given-name", .phrase = "a given name", .most = 64};
template <>
constexpr LineRule kRuleOf<FamilyNameField>{.field = "family-name", .phrase = "a family name", .most = 64};
template <>
constexpr LineRule kRuleOf<JobTitleField>{.field = "job-title", .phrase = "a job title", .most = 128};
template <>
constexpr LineRule kRuleOf<DepartmentField>{.field = "department", .phrase = "a department", .most = 64};
template <>
constexpr LineRule kRuleOf<OrganizationNameField>{
    .field = "organization", .phrase = "an organisation's name", .most = 256};
template <>
constexpr LineRule kRuleOf<LocationNameField>{.field = "location-name", .phrase = "a location's name", .most = 256};
template <>
constexpr LineRule kRuleOf<LegalNameField>{.field = "legal-name", .phrase = "a legal entity's name", .most = 256};
template <>
constexpr LineRule kRuleOf<AddressLineField>{.field = "address-line", .phrase = "a line of an address", .most = 256};
template <>
constexpr LineRule kRuleOf<CityField>{.field = "city", .phrase = "a city", .most = 128};
template <>
constexpr LineRule kRuleOf<StateOrProvinceField>{
    .field = "state-or-province", .phrase = "a state or province", .most = 128};
template <>
constexpr LineRule kRuleOf<PostalCodeField>{.field = "postal-code", .phrase = "a postal code", .most = 40};
template <>
constexpr LineRule kRuleOf<SupportNoteField>{.field = "support-note", .phrase = "a note on support", .most = 256};
template <>
constexpr LineRule kRuleOf<BundleSummaryField>{.field = "bundle-summary", .phrase = "a bundle's summary", .most = 256};
template <>
constexpr LineRule kRuleOf<SkillCodeField>{.field = "skill-code", .phrase = "a skill's code", .most = 128};
template <>
constexpr LineRule kRuleOf<SkillTitleField>{.field = "skill-title", .phrase = "a skill's title", .most = 256};
template <>
constexpr LineRule kRuleOf<RequirementTitleField>{
    .field = "requirement-title", .phrase = "a designation's title or programme", .most = 256};
template <>
constexpr LineRule kRuleOf<RequirementSourceField>{
    .field = "requirement-source", .phrase = "the source of a requirement", .most = 512};

tl::unexpected<Failure> refuse_line(std::string_view value, const LineRule& rule, std::string_view reason) {
  return refuse(rule.field, value, rule.phrase, reason,
                fmt::format("{} is one line of 1 to {} characters", rule.phrase, rule.most));
}

// Blanks of Unicode (Zs) but the ASCII one.
constexpr auto kWideBlanks =
    std::to_array<std::string_view>({"\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
                                     "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000"});

std::string_view trim_all_blanks(std::string_view text) {
  while (true) {
    text = trim(text);
    const auto front = std::ranges::find_if(kWideBlanks, [&](auto blank) { return text.starts_with(blank); });
    if (front != kWideBlanks.end()) text.remove_prefix(front->size());
    const auto back = std::ranges::find_if(kWideBlanks, [&](auto blank) { return text.ends_with(blank); });
    if (back != kWideBlanks.end()) text.remove_suffix(back->size());
    if (front == kWideBlanks.end() && back == kWideBlanks.end()) return text;
  }
}

/// Printing ASCII without blanks at its ends: it is as it should be, and shows.
bool is_plain_line(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

Result<std::string> parse_line(std::string_view text, const LineRule& rule) {
  // Four code points that become one, each of four bytes: more cannot fit any more and is not worth normalising.
  constexpr std::size_t kMostBytesPerCodePoint = 16;
  if (is_plain_line(text) && text.size() <= rule.most) return std::string(text);  // as nearly all are
  const std::string_view trimmed = trim_all_blanks(text);
  if (trimmed.empty()) return refuse_line(text, rule, "it is empty");
  if (trimmed.size() > rule.most * kMostBytesPerCodePoint) {
    return refuse_line(trimmed, rule, fmt::format("longer than {} characters", rule.most));
  }
  if (!is_utf8(trimmed)) return refuse_line(trimmed, rule, "bytes that are not UTF-8");
  if (has_control_characters(trimmed)) return refuse_line(trimmed, rule, "a control character");
  if (!has_visible_character(trimmed)) return refuse_line(trimmed, rule, "nothing in it shows");
  std::string line = to_nfc(trimmed);
  if (count_code_points(line) > rule.most) {
    return refuse_line(trimmed, rule, fmt::format("longer than {} characters", rule.most));
  }
  return line;
}

// --- telephone numbers -----------------------------------------------------------------------------------------------

struct PhoneParts {
  std::string_view number;
  std::string_view extension;
  bool has_extension = false;
};

// The letter `x` occurs in no number.
PhoneParts split_phone(std::string_view phone, std::string_view lower) {
  const std::size_t word = lower.find("ext.");
  const std::size_t at = word != std::string_view::npos ? word : lower.find('x');
  if (at == std::string_view::npos) return {.number = phone, .extension = {}};
  const std::size_t length = word != std::string_view::npos ? 4 : 1;
  return {.number = trim(phone.substr(0, at)), .extension = trim(phone.substr(at + length)), .has_extension = true};
}

/// What is wrong with a number, or nothing.
std::string_view fault_of_number(std::string_view number) {
  if (number.starts_with('+')) number.remove_prefix(1);
  const auto digits = std::ranges::count_if(number, is_digit);
  if (digits < 3) return "it has fewer than 3 digits";
  if (digits > 15) return "it has more than 15 digits";
  const auto may_stand_between = [](char c) {
    return is_digit(c) || std::string_view(" -./()").find(c) != std::string_view::npos;
  };
  if (number.find('+') != std::string_view::npos) return "a + that is not in front";
  if (!std::ranges::all_of(number, may_stand_between)) return "a character that no phone number has";
  if (!is_digit(number.front()) && number.front() != '(') return "it begins with neither a digit nor +";
  if (!is_digit(number.back()) && number.back() != ')') return "it does not end with a digit";
  return {};
}

std::string_view fault_of_extension(std::string_view extension) {
  if (extension.empty()) return "nothing behind the x";
  if (!std::ranges::all_of(extension, is_digit)) return "an extension that is not a number";
  if (extension.size() > 6) return "an extension of more than 6 digits";
  return {};
}

std::string_view fault_of_phone(std::string_view phone) {
  if (phone.empty()) return "it is empty";
  if (!is_utf8(phone)) return "bytes that are not UTF-8";
  if (count_code_points(phone) > 64) return "longer than 64 characters";
  if (has_control_characters(phone)) return "a control character";
  const std::string lower = to_ascii_lower(phone);
  const PhoneParts parts = split_phone(phone, lower);
  const std::string_view fault = fault_of_number(parts.number);
  return fault.empty() && parts.has_extension ? fault_of_extension(parts.extension) : fault;
}

}  // namespace

Result<UserId> UserId::parse(std::string_view text) {
  constexpr std::string_view kPrefix = "usr_";
  const auto refused = [&](std::string_view reason) {
    return refuse("user-id", text, "a user id", reason, "a user id looks like usr_17");
  };
  if (!text.starts_with(kPrefix)) return refused("it does not begin with usr_");
  const std::string_view digits = text.substr(kPrefix.size());
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return refused("no number behind usr_");
  if (digits.front() == '0') return refused("its number begins with 0");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc()) return refused("its number is too large");
  return UserId(number);
}

std::string UserId::text() const { return fmt::format("usr_{}", number_); }

Result<PersonName> PersonName::parse(std::string_view text) {
  return parse_line(text, kNameRule).map([](std::string line) { return PersonName(std::move(line)); });
}

template <class Field>
Result<Line<Field>> Line<Field>::parse(std::string_view text) {
  return parse_line(text, kRuleOf<Field>).map([](std::string line) { return Line(std::move(line)); });
}

template class Line<GivenNameField>;
template class Line<FamilyNameField>;
template class Line<JobTitleField>;
template class Line<DepartmentField>;
template class Line<OrganizationNameField>;
template class Line<LocationNameField>;
template class Line<LegalNameField>;
template class Line<AddressLineField>;
template class Line<CityField>;
template class Line<StateOrProvinceField>;
template class Line<PostalCodeField>;
template class Line<SupportNoteField>;
template class Line<BundleSummaryField>;
template class Line<SkillCodeField>;
template class Line<SkillTitleField>;
template class Line<RequirementTitleField>;
template class Line<RequirementSourceField>;

Result<Phone> Phone::parse(std::string_view text) {
  const std::string_view phone = trim(text);
  const std::string_view fault = fault_of_phone(phone);
  if (fault.empty()) return Phone(std::string(phone));
  return refuse("phone", phone, "a phone number", fault, "a phone number looks like +49 30 123456 or 030 123456 x17");
}

Result<UsageLocation> UsageLocation::parse(std::string_view text) {
  const auto refused = [&](std::string_view reason, std::string hint) {
    return refuse("usage-location", text, "a usage location", reason, std::move(hint));
  };
  if (text.size() != 2)
    return refused("it is not two letters", "give a country as in ISO 3166-1, such as DE, GB or US");
  std::string letters(text);
  std::ranges::transform(letters, letters.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (letters == "UK") return refused("no country has these letters", "the United Kingdom is GB");
  if (!is_assigned_country(letters)) {
    return refused("no country has these letters", "give a country as in ISO 3166-1, such as DE, GB or US");
  }
  return UsageLocation(std::move(letters));
}

Result<OsAccount> OsAccount::parse(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto refused = [&](std::string_view reason) {
    return refuse("os-account", text, "an account of the operating system", reason,
                  "give the account's name as the host knows it, such as pcadmin-cron; see: id -un");
  };
  const auto stem = text.ends_with('$') ? text.substr(0, text.size() - 1) : text;
  if (stem.empty()) return refused("it is empty");
  if (text.size() > kLongest) return refused(fmt::format("it has more than {} characters", kLongest));
  if (stem.front() == '-') return refused("it begins with -");
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '_' || c == '-';
  };
  if (!std::ranges::all_of(stem, allowed)) return refused("it holds other than ASCII letters, digits, . _ and -");
  return OsAccount(std::string(text));
}

Result<UserKind> parse_user_kind(std::string_view text) {
  constexpr std::size_t kLongest = 6;
  const std::string word = to_ascii_lower(text.substr(0, kLongest + 1));
  if (word == "member") return UserKind::member;
  if (word == "guest") return UserKind::guest;
  return refuse("kind", text, "a kind of user", "no kind has this name", "a user is a member or a guest");
}

Result<UserState> parse_user_state(std::string_view text) {
  constexpr std::size_t kLongest = 8;
  const std::string word = to_ascii_lower(text.substr(0, kLongest + 1));
  if (word == "active") return UserState::active;
  if (word == "disabled") return UserState::disabled;
  return refuse("state", text, "a state of a user", "no state has this name", "a user is active or disabled");
}

std::string_view to_string(UserKind kind) { return kind == UserKind::guest ? "guest" : "member"; }

std::string_view to_string(UserState state) { return state == UserState::disabled ? "disabled" : "active"; }

}  // namespace pcadmin::domain
