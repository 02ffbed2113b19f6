#include "check_formats.hpp"

#include "../../render/cells.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

/// A description on one line: `#` would begin a directive.
std::string tap_words(std::string_view text) {
  std::string words;
  for (const char c : escape_controls(text)) {
    if (c == '#' || c == '\\') words += '\\';
    words += c;
  }
  return words;
}

/// `  key: "value"`; what is JSON is YAML too.
std::string yaml_line(std::string_view key, const Value& value) {
  std::string line = fmt::format("  {}: ", key);
  append_json(line, value);
  return line + "\n";
}

std::string diagnosis(const Checked& checked) {
  const auto& judgement = checked.judgement;
  std::string text = "  ---\n" + yaml_line("assert", to_text(checked.check.assertion)) +
                     yaml_line("written", checked.check.written) + yaml_line("message", judgement.what) +
                     yaml_line("severity", std::string(checked.failed() ? "fail" : "warning")) +
                     yaml_line("violations", judgement.violations) + yaml_line("who", judgement.who);
  if (judgement.mend) text += yaml_line("mend", *judgement.mend);
  return text + "  ...\n";
}

/// Text within XML 1.0, in quotes too: no controls, and neither of the two code points it cannot hold.
std::string xml_text(std::string_view text) {
  std::string out;
  const auto plain = escape_controls(text);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const auto three = std::string_view(plain).substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      out += "\xEF\xBF\xBD";
      i += 2;
    } else if (plain[i] == '&') {
      out += "&amp;";
    } else if (plain[i] == '<') {
      out += "&lt;";
    } else if (plain[i] == '>') {
      out += "&gt;";
    } else if (plain[i] == '"') {
      out += "&quot;";
    } else {
      out += plain[i];
    }
  }
  return out;
}

/// What is known of it beyond the one line: the sentence, who, what would help.
std::string particulars(const Checked& checked) {
  const auto& judgement = checked.judgement;
  std::string text = xml_text(checked.check.written);
  for (const auto& who : judgement.who) text += "\n" + xml_text(who);
  if (judgement.mend) text += "\nmend: " + xml_text(*judgement.mend);
  return text;
}

std::string violation(const Checked& checked) {
  const auto what = xml_text(checked.judgement.what);
  if (checked.failed())
    return fmt::format("      <failure type=\"policy\" message=\"{}\">{}</failure>\n", what, particulars(checked));
  return fmt::format("      <skipped message=\"a warning only: {}\"/>\n      <system-out>{}</system-out>\n", what,
                     particulars(checked));
}

}  // namespace

std::string to_tap(const std::vector<Checked>& all) {
  auto text = fmt::format("TAP version 14\n1..{}\n", all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [check, judgement] = all[i];
    text += fmt::format("{} {} - {}", judgement.holds ? "ok" : "not ok", i + 1, tap_words(check.name));
    if (all[i].result() == "warning") text += " # TODO a warning only: " + tap_words(judgement.what);
    text += '\n';
    if (!judgement.holds) text += diagnosis(all[i]);
  }
  return text;
}

std::string to_junit(const std::vector<Checked>& all, Time at) {
  const auto count = [&](std::string_view result) { return std::ranges::count(all, result, &Checked::result); };
  const auto totals = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"", all.size(),
                                  count("failed"), count("warning"));
  auto text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n  <testsuite name=\"pcadmin access check\" {0} "
      "timestamp=\"{1}\">\n",
      totals, to_rfc3339(at).substr(0, 19));  // without the zone: the schema knows none
  for (const auto& checked : all) {
    text += fmt::format("    <testcase classname=\"policy\" name=\"{}\" time=\"0\"{}>\n", xml_text(checked.check.name),
                        checked.judgement.holds ? "/" : "");
    if (!checked.judgement.holds) text += violation(checked) + "    </testcase>\n";
  }
  return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace pcadmin::cli
