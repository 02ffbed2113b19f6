#include "pcadmin/interchange/policy_file.hpp"

#include "interchange/place_faults.hpp"
#include "interchange/policy_node.hpp"
#include "interchange/whole_text.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace pcadmin::interchange {

namespace {

using Kind = PolicyNode::Kind;

constexpr std::size_t kQuoted = 60;
constexpr std::string_view kShape = "a policy is a list of sentences, or a mapping with version: 1 and checks";

/// With one blank between words.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

/// Reads the tree of a file; collects everything that is wrong with it.
class Reader {
 public:
  explicit Reader(PlaceFaults& faults) : faults_(faults) {}

  void read(const PolicyNode& root) {
    if (root.kind == Kind::list) return read_checks(root);
    if (root.kind != Kind::mapping) return structure(root, "", "this is no policy");
    const auto fields = fields_of(root, kFileFields);
    read_version(root, fields[0]);
    if (fields[1] == nullptr) return missing(root, "checks");
    if (fields[1]->kind != Kind::list) return structure(*fields[1], "checks", "checks is not a list");
    read_checks(*fields[1]);
  }

  std::vector<PolicyCheck> take() { return std::move(checks_); }

 private:
  static constexpr std::array<std::string_view, 2> kFileFields = {"version", "checks"};
  static constexpr std::array<std::string_view, 3> kCheckFields = {"name", "assert", "severity"};

  void structure(const PolicyNode& node, std::string field, std::string message) {
    faults_.add(node.place, std::move(field), "policy-structure", node.text, std::move(message), std::string(kShape));
  }

  void missing(const PolicyNode& node, std::string_view field) {
    faults_.add(node.place, std::string(field), "missing-field", "", fmt::format("{} is missing", field),
                field == "version" ? "write version: 1" : std::string(kShape));
  }

  /// The values of the fields `known`, in their order; nullptr for one that is not there.
  template <std::size_t size>
  std::array<const PolicyNode*, size> fields_of(const PolicyNode& mapping,
                                                const std::array<std::string_view, size>& known) {
    std::array<const PolicyNode*, size> found{};
    std::set<std::string_view> seen;
    const std::vector<std::string> names(known.begin(), known.end());
    for (const auto& [key, value] : mapping.members) {
      const auto place = std::ranges::find(known, key.text);
      if (key.kind != Kind::text) {
        structure(key, "", "a field's name is a word");
      } else if (!seen.insert(key.text).second) {
        faults_.add(key.place, shorten(key.text, kQuoted), "duplicate-field", key.text, "this field stands there twice",
                    "leave one of them out");
      } else if (place == known.end()) {
        const auto near = nearest(key.text, names);
        faults_.add(key.place, "", "unknown-field", key.text,
                    fmt::format("there is no field \"{}\" here", shorten(key.text, kQuoted)),
                    (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + "all: " + join_words(names));
      } else {
        found[static_cast<std::size_t>(place - known.begin())] = &value;
      }
    }
    return found;
  }

  void read_version(const PolicyNode& root, const PolicyNode* version) {
    if (version == nullptr) return missing(root, "version");
    if (version->text != "1")
      faults_.add(version->place, "version", "policy-version", version->text,
                  fmt::format("policies of version \"{}\" are not known", shorten(version->text, kQuoted)),
                  "write version: 1, or use a newer pcadmin");
  }

  void read_checks(const PolicyNode& list) {
    if (list.items.empty())
      faults_.add(list.place, "checks", "empty-policy", "", "there is no check", "a policy of nothing proves nothing");
    if (list.items.size() > PolicyLimits::kChecks) {
      return faults_.add(list.items[PolicyLimits::kChecks].place, "checks", "too-many-checks", "",
                         fmt::format("there are more than {} checks", PolicyLimits::kChecks),
                         "put them into several files");
    }
    for (const auto& item : list.items) {
      if (item.kind == Kind::text)
        add(item, std::nullopt, Severity::error);
      else if (item.kind == Kind::mapping)
        read_check(item);
      else
        structure(item, "", "a check is a sentence, or a mapping with assert, and name and severity if you like");
    }
  }

  void read_check(const PolicyNode& mapping) {
    const auto [name, sentence, severity] = fields_of(mapping, kCheckFields);
    const auto called = name_of(name);
    const auto serious = severity_of(severity);
    if (sentence == nullptr) return missing(mapping, "assert");
    if (sentence->kind != Kind::text) return structure(*sentence, "assert", "assert is not a sentence");
    add(*sentence, called, serious);
  }

  std::optional<std::string> name_of(const PolicyNode* node) {
    if (node == nullptr) return std::nullopt;
    const auto name = trim(node->text);
    const bool text = node->kind == Kind::text && !name.empty() && !has_control_characters(name);
    if (text && count_code_points(name) <= PolicyLimits::kNameCharacters) return std::string(name);
    faults_.add(node->place, "name", "invalid-check-name", node->text, "this is no name for a check",
                fmt::format("1 to {} characters on one line", PolicyLimits::kNameCharacters));
    return std::nullopt;
  }

  Severity severity_of(const PolicyNode* node) {
    if (node == nullptr || node->text == "error") return Severity::error;
    if (node->text != "warning")
      faults_.add(node->place, "severity", "invalid-severity", node->text,
                  fmt::format("\"{}\" is no severity", shorten(node->text, kQuoted)), "error or warning");
    return Severity::warning;
  }

  void add(const PolicyNode& node, const std::optional<std::string>& name, Severity severity) {
    auto assertion = domain::parse_assertion(node.text);
    if (assertion) {
      auto written = on_one_line(node.text);
      auto called = name.value_or(written);
      return checks_.push_back({std::move(called), std::move(written), std::move(*assertion), severity});
    }
    auto& failure = assertion.error();
    auto place = node.place;
    if (node.plain) place.column += static_cast<std::size_t>(std::get<std::int64_t>(failure.details.at(0).second)) - 1;
    faults_.add(place, "assert", failure.code, std::get<std::string>(failure.details.at(1).second), failure.message,
                failure.hint);
  }

  PlaceFaults& faults_;
  std::vector<PolicyCheck> checks_;
};

}  // namespace

std::vector<PolicyCheck> read_policy(ByteSource& source) {
  const auto text = read_whole_text(source, {.most = PolicyLimits::kBytes,
                                             .too_long = "put the checks into several files",
                                             .what = "policy",
                                             .shape = kShape});
  PlaceFaults faults;
  Reader reader(faults);
  const char first = text[text.find_first_not_of(" \t\r\n")];
  try {
    reader.read(first == '{' || first == '[' ? parse_policy_json(text) : parse_policy_yaml(text));
  } catch (const PolicySyntaxError& error) {
    faults.add(error.place, "", error.code, "", error.message, error.hint);
  }
  faults.throw_if_any("policy-faults", "policy", "nothing was checked");
  return reader.take();
}

}  // namespace pcadmin::interchange
