#include "number.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace pcadmin::domain {

namespace {

constexpr std::size_t kQuoted = 60;
constexpr std::string_view kForms =
    "ROLE is a subset of {USER, ...}; at least N ROLE [30d from now]; at most N ROLE; nobody holds ROLE and ROLE "
    "[except USER until DATE]; no permanent assignment of ROLE; everyone with ROLE has a reason";

/// A word and where it begins, in bytes.
struct Word {
  std::string_view text;
  std::size_t at;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads one sentence from left to right. Whatever is wrong is thrown as `Error`, with the word it is about.
class Sentence {
 public:
  explicit Sentence(std::string_view text) : text_(text) {}

  Assertion read();

 private:
  using Stops = std::initializer_list<std::string_view>;

  [[noreturn]] void refuse(const Word& word, std::string message, std::string hint) const {
    throw Error({.code = "invalid-assertion",
                 .kind = FailureKind::invalid,
                 .message = std::move(message),
                 .hint = std::move(hint),
                 .details = {{"column", static_cast<std::int64_t>(count_code_points(text_.substr(0, word.at)) + 1)},
                             {"word", shorten(word.text, kQuoted)}}});
  }

  static std::string quoted(const Word& word) { return "\"" + shorten(word.text, kQuoted) + "\""; }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  /// The next word, up to a blank or a comma; empty at a comma and at the end.
  Word peek() {
    skip_blanks();
    auto end = at_;
    while (end < text_.size() && !is_blank(text_[end]) && text_[end] != ',') ++end;
    return {text_.substr(at_, end - at_), at_};
  }

  Word next() {
    const auto word = peek();
    at_ += word.text.size();
    return word;
  }

  bool accept(char sign) {
    skip_blanks();
    const bool there = at_ < text_.size() && text_[at_] == sign;
    if (there) ++at_;
    return there;
  }

  bool is_next(std::string_view wanted) { return to_ascii_lower(peek().text) == wanted; }

  bool accept(std::string_view wanted) {
    const bool there = is_next(wanted);
    if (there) next();
    return there;
  }

  /// `,`, `and` or `, and`.
  bool accept_and() {
    const bool comma = accept(',');
    return accept("and") || comma;
  }

  [[noreturn]] void refuse_for(std::string_view wanted) {
    auto word = peek();
    if (word.text.empty()) word.text = text_.substr(word.at, 1);
    refuse(word,
           word.text.empty() ? fmt::format("the sentence ends where \"{}\" should stand", wanted)
                             : fmt::format("{} stands where \"{}\" should", quoted(word), wanted),
           std::string(kForms));
  }

  void expect(Stops words) {
    for (const auto word : words) {
      if (!accept(word)) refuse_for(word);
    }
  }

  /// Up to one of the words `stops`, a comma, or the end.
  Word phrase(Stops stops, bool stop_at_number = false) {
    const auto first = peek();
    auto end = first.at;
    for (auto word = first; !word.text.empty(); word = peek()) {
      if (stop_at_number && end != first.at && is_digit(word.text.front())) break;
      if (std::ranges::find(stops, to_ascii_lower(word.text)) != stops.end()) break;
      end = next().at + word.text.size();
    }
    return {text_.substr(first.at, end - first.at), first.at};
  }

  RoleId role_of(const Word& said) const;
  RoleId role(Stops stops, bool stop_at_number = false) {
    const auto said = phrase(stops, stop_at_number);
    if (said.text.empty()) refuse(said, "a role is missing", "all roles: pcadmin role list");
    return role_of(said);
  }
  RoleId add_role(std::vector<RoleId>& roles, Stops stops);
  RoleChoice choice(Stops stops);
  UserRef person(const Word& word) const;
  Time moment(const Word& word) const;
  std::optional<Duration> ahead();

  SubsetOf subset();
  HowMany how_many();
  NobodyHolds nobody();
  Waiver waiver();
  NoPermanent no_permanent();
  HaveReason have_reason();

  std::string_view text_;
  std::size_t at_ = 0;
};

RoleId Sentence::role_of(const Word& said) const {
  std::string name;  // with single blanks, whatever stands between the words
  for (const char c : said.text) {
    if (!is_blank(c)) name += c;
    if (is_blank(c) && !name.ends_with(' ')) name += ' ';
  }
  // Several people hold it, so its name may stand in the plural.
  if (name.ends_with('s')) {
    if (const auto one = RoleId::parse(std::string_view(name).substr(0, name.size() - 1))) return *one;
  }
  const auto role = RoleId::parse(name);
  if (!role) refuse(said, role.error().message, role.error().hint);
  return *role;
}

RoleId Sentence::add_role(std::vector<RoleId>& roles, Stops stops) {
  const auto at = peek();
  const auto found = role(stops);
  if (std::ranges::find(roles, found) != roles.end())
    refuse(at, fmt::format("{} stands there twice", found.text()), "name each role once");
  roles.push_back(found);
  return found;
}

/// A list of roles, or the privileged ones.
RoleChoice Sentence::choice(Stops stops) {
  const auto before = at_;
  accept("a");
  if (accept("privileged")) {
    if (!accept("role") && !accept("roles")) refuse_for("roles");
    return {.privileged = true};
  }
  at_ = before;
  RoleChoice choice;
  do {
    add_role(choice.named, stops);
  } while (accept_and());
  std::ranges::sort(choice.named);
  return choice;
}

UserRef Sentence::person(const Word& word) const {
  if (word.text.empty()) refuse(word, "a person is missing", "name them by address or id");
  auto ref = UserRef::parse(word.text);
  if (!ref) refuse(word, ref.error().message, ref.error().hint);
  return std::move(*ref);
}

Time Sentence::moment(const Word& word) const {
  if (const auto moment = parse_rfc3339(word.text)) return *moment;
  if (const auto day = parse_date(word.text)) return *day + std::chrono::days(1);
  refuse(word, word.text.empty() ? "a date is missing behind until" : quoted(word) + " is no date",
         "for example 2026-12-31 (the end of that day, UTC) or 2026-12-31T18:00:00Z");
}

SubsetOf Sentence::subset() {
  const auto first = peek();
  const auto said = phrase({"is"});
  if (!is_next("is")) {
    static const std::array<std::string, 6> kFirst = {"at", "nobody", "no", "everyone", "least", "most"};
    const auto near = nearest(first.text, kFirst);
    refuse(first, first.text.empty() ? "there is no sentence" : "no sentence begins with " + quoted(first),
           (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + std::string(kForms));
  }
  SubsetOf says{.role = role_of(said), .allowed = {}};
  expect({"is"});
  accept("a");
  expect({"subset", "of"});
  if (!accept('{')) refuse_for("{");
  while (!accept('}')) {
    auto word = peek();
    if (word.text.ends_with('}')) word.text.remove_suffix(1);  // an address cannot end with it
    if (word.text.empty()) refuse_for("}");
    at_ += word.text.size();
    says.allowed.push_back(person(word));
    if (accept('}')) break;
    if (!accept(',')) refuse_for("}");
  }
  return says;
}

/// `now`, `30d from now`, `30 days from now`, or nothing.
std::optional<Duration> Sentence::ahead() {
  if (peek().text.empty() || accept("now")) return std::nullopt;
  const auto word = next();
  auto length = std::string(word.text);
  if (std::ranges::all_of(length, is_digit)) {
    const auto unit = to_ascii_lower(peek().text);
    static const std::array<std::string_view, 8> kUnits = {"day",  "days",  "hour",   "hours",
                                                           "week", "weeks", "minute", "minutes"};
    if (std::ranges::find(kUnits, unit) == kUnits.end()) refuse_for("days");
    length += next().text.front();
  }
  const auto duration = Duration::parse(length);
  if (!duration) refuse(word, duration.error().message, duration.error().hint);
  expect({"from", "now"});
  return *duration;
}

HowMany Sentence::how_many() {
  constexpr std::int64_t kMost = 1'000'000'000;
  expect({"at"});
  const bool least = is_next("least");
  if (!least && !is_next("most")) refuse_for("least\" or \"most");
  next();
  const auto word = next();
  const auto number = number_in(word.text, least ? 1 : 0, kMost);
  if (!number)
    refuse(word, word.text.empty() ? "a number is missing" : quoted(word) + " is not a number of people",
           fmt::format("a whole number from {} up", least ? 1 : 0));
  const auto held = role({"now"}, true);
  return {.bound = least ? Bound::at_least : Bound::at_most, .number = *number, .role = held, .ahead = ahead()};
}

Waiver Sentence::waiver() {
  auto who = person(next());
  expect({"until"});
  return {.who = std::move(who), .end = moment(next())};
}

NobodyHolds Sentence::nobody() {
  expect({"nobody", "holds"});
  accept("both");
  NobodyHolds says;
  add_role(says.roles, {"and", "except"});
  while (accept_and()) add_role(says.roles, {"and", "except"});
  if (says.roles.size() < 2) refuse_for("and");
  std::ranges::sort(says.roles);
  if (!accept("except")) return says;
  do {
    const auto at = peek();
    auto waiver = this->waiver();
    if (std::ranges::any_of(says.waivers, [&](const Waiver& one) { return one.who.value() == waiver.who.value(); }))
      refuse(at, waiver.who.text() + " stands there twice", "name each person once");
    says.waivers.push_back(std::move(waiver));
  } while (accept_and());
  return says;
}

NoPermanent Sentence::no_permanent() {
  expect({"no", "permanent"});
  if (!accept("assignments")) expect({"assignment"});
  expect({"of"});
  return {choice({"and"})};
}

HaveReason Sentence::have_reason() {
  next();
  expect({"with"});
  auto with = choice({"and", "has"});
  expect({"has"});
  accept("a");
  expect({"reason"});
  return {std::move(with)};
}

Assertion Sentence::read() {
  const auto first = to_ascii_lower(peek().text);
  auto says = first == "at"                                 ? Assertion(how_many())
              : first == "nobody"                           ? Assertion(nobody())
              : first == "no"                               ? Assertion(no_permanent())
              : first == "everyone" || first == "everybody" ? Assertion(have_reason())
                                                            : Assertion(subset());
  auto rest = peek();
  if (rest.at == text_.size()) return says;
  if (rest.text.empty()) rest.text = text_.substr(rest.at, 1);
  refuse(rest, quoted(rest) + " stands behind the end of the sentence", std::string(kForms));
}

/// Moves the column of a failure in a sentence that begins behind `front`, and says it.
Failure behind(Failure failure, std::string_view front) {
  auto& column = std::get<std::int64_t>(failure.details.front().second);
  column += static_cast<std::int64_t>(count_code_points(front));
  failure.message += fmt::format(", at column {}", column);
  return failure;
}

Failure failure_at(std::size_t column, std::string message, std::string hint) {
  return {.code = "invalid-assertion",
          .kind = FailureKind::invalid,
          .message = std::move(message),
          .hint = std::move(hint),
          .details = {{"column", static_cast<std::int64_t>(column)}, {"word", std::string()}}};
}

}  // namespace

Result<Assertion> parse_assertion(std::string_view text) {
  if (!is_utf8(text)) return fail(failure_at(1, "the sentence is not UTF-8", "convert it with iconv"));
  try {
    return Sentence(text).read();
  } catch (const Error& error) {
    return fail(error.failure());
  }
}

Result<std::vector<NobodyHolds>> parse_separation(std::string_view text) {
  constexpr std::string_view kExample = "nobody holds account-admin and incentives-admin; nobody holds ...";
  if (!is_utf8(text)) return fail(failure_at(1, "the sentence is not UTF-8", "convert it with iconv"));
  std::vector<NobodyHolds> rules;
  for (const auto piece : split(text, ';')) {
    const auto part = trim(piece);
    if (part.empty()) continue;
    const auto front = text.substr(0, static_cast<std::size_t>(part.data() - text.data()));
    auto said = parse_assertion(part);
    if (!said) return fail(behind(std::move(said.error()), front));
    auto* const rule = std::get_if<NobodyHolds>(&*said);
    if (rule == nullptr)
      return fail(behind(failure_at(1, "this sentence separates no duties", std::string(kExample)), front));
    if (std::ranges::find(rules, rule->roles, &NobodyHolds::roles) != rules.end())
      return fail(behind(failure_at(1, "the same roles stand in two sentences", "put the exceptions into one"), front));
    rules.push_back(std::move(*rule));
  }
  if (rules.empty()) return fail(failure_at(1, "there is no sentence", std::string(kExample)));
  return rules;
}

}  // namespace pcadmin::domain
