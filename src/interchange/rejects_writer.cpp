#include "pcadmin/interchange/rejects_writer.hpp"

#include "interchange/json_one_line.hpp"
#include "interchange/rejects_writers.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::interchange {
namespace {

/// `"_line":17,"_code":"...","_message":"..."`.
std::string reject_keys(const RawRow& row, const Rejection& why) {
  auto keys = fmt::format("\"_line\":{},\"_code\":", row.line);
  append_json_text(keys, why.codes);
  keys += ",\"_message\":";
  append_json_text(keys, why.messages);
  return keys;
}

/// Passes `begins` and a text in quotes behind it; false where they are not there.
bool pass_text(std::string_view& text, std::string_view begins) {
  if (!text.starts_with(begins)) return false;
  for (auto at = begins.size(); at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      return text.remove_prefix(at + 1), true;
  }
  return false;
}

/// What is no JSON and was rejected before, as it was before that.
std::string without_keys_in_front(std::string_view text) {
  constexpr std::string_view kLine = "{\"_line\":";
  auto rest = text;
  if (!rest.starts_with(kLine)) return std::string(text);
  rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", kLine.size()), rest.size()));
  if (!pass_text(rest, ",\"_code\":\"") || !pass_text(rest, ",\"_message\":\"")) return std::string(text);
  if (rest.starts_with("} ")) return std::string(rest.substr(2));
  if (rest.starts_with(',')) rest.remove_prefix(1);
  return '{' + std::string(rest);
}

class JsonRejects final : public RejectsWriter {
 public:
  void begin(std::string& /*out*/) override {}

  void row(std::string& out, const RawRow& row, const Rejection& why) override {
    const auto keys = reject_keys(row, why);
    const auto value = on_one_line(row.text);
    if (!value)
      out += with_keys_in_front(without_keys_in_front(trim(row.text)), keys);
    else if (value->starts_with('{'))
      out += value->substr(0, value->size() - 1) + (value->size() == 2 ? "" : ",") + keys + '}';
    else
      out += '{' + keys + ",\"_element\":" + *value + '}';
    out += '\n';
  }

 private:
  /// What is no JSON stays none: somebody has to mend it, and nothing of it is lost.
  static std::string with_keys_in_front(std::string_view text, const std::string& keys) {
    if (!text.starts_with('{')) return '{' + keys + "} " + std::string(text);
    const auto rest = trim(text.substr(1));
    return '{' + keys + (rest.starts_with('}') ? "" : ",") + std::string(rest);
  }
};

class LdifRejects final : public RejectsWriter {
 public:
  void begin(std::string& out) override { out += "version: 1\n"; }

  void row(std::string& out, const RawRow& row, const Rejection& why) override {
    out += fmt::format("\n# _line: {}\n# _code: {}\n# _message: {}\n", row.line, why.codes, why.messages);
    if (row.text.starts_with(' ')) out += '\n';  // it would go on with the comment
    out += row.text;
    if (!row.text.ends_with('\n') && !row.text.ends_with('\r')) out += '\n';
  }
};

}  // namespace

std::unique_ptr<RejectsWriter> write_rejects(PeopleFormat format, const PeopleReader& reader) {
  switch (format) {
    case PeopleFormat::csv:
      return write_csv_rejects(reader);
    case PeopleFormat::entra_csv:
      return write_entra_rejects(reader);
    case PeopleFormat::json:
    case PeopleFormat::ndjson:
    case PeopleFormat::graph_json:
    case PeopleFormat::scim:
      return std::make_unique<JsonRejects>();
    case PeopleFormat::ldif:
      return std::make_unique<LdifRejects>();
  }
  return nullptr;
}

}  // namespace pcadmin::interchange
