#include "pcadmin/interchange/people_format.hpp"

#include "interchange/csv_rows.hpp"
#include "interchange/json_sniff.hpp"
#include "interchange/people_header.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/people_entra.hpp"
#include "pcadmin/interchange/people_json.hpp"
#include "pcadmin/interchange/people_ldif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace pcadmin::interchange {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kPeeked = std::size_t{64} * 1024;

/// Files that people take for a text, by their first bytes.
struct Foreign {
  std::string_view begins;
  std::string_view name;
  std::string_view hint;
};
constexpr std::string_view kSpreadsheet = "save it as \"CSV UTF-8\" and import that";
constexpr std::array kForeign = {
    Foreign{"PK\x03\x04", "a ZIP archive, as a spreadsheet (.xlsx, .ods) is", kSpreadsheet},
    Foreign{"\xD0\xCF\x11\xE0"sv, "an old spreadsheet (.xls)", kSpreadsheet},
    Foreign{"\x1F\x8B"sv, "compressed", "unpack it: gunzip -c FILE | pcadmin user import -"},
    Foreign{"<", "XML or HTML", "export it as CSV or JSON"},
};

Failure unknown(std::string message, std::string hint) {
  return {
      .code = "unknown-format", .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)};
}

std::string looked_for(std::string_view what) {
  return fmt::format("looked for: {}; or say what it is with --format ({})", what, fmt::join(kPeopleFormats, ", "));
}

Result<PeopleFormat> detect_json(const JsonSniff& sniff) {
  const auto has_any = [&](auto... keys) { return (sniff.has(keys) || ...); };
  const bool is_operation = sniff.has("method") && sniff.has("path");
  if (sniff.has_scim_schema || is_operation || has_any("username", "resources", "operations"))
    return PeopleFormat::scim;
  const bool odata = std::ranges::any_of(sniff.keys, [](const auto& key) { return key.starts_with("@odata."); });
  if (odata || has_any("userprincipalname", "displayname", "value")) return PeopleFormat::graph_json;
  if (sniff.is_empty || has_any("users", "_line") ||
      std::ranges::any_of(kPersonColumns, [&](std::string_view column) { return sniff.has(column); }))
    return sniff.is_lines ? PeopleFormat::ndjson : PeopleFormat::json;
  return fail(unknown("the file is JSON, but none of its keys says whose people they are",
                      looked_for("name and email (pcadmin), userPrincipalName and displayName (Graph), userName and "
                                 "schemas (SCIM)")));
}

/// Whether there are columns in it, or what would be one of ours.
bool looks_like_csv(std::string_view line) {
  if (line.find_first_of(",;\t|") != std::string_view::npos || to_ascii_lower(line.substr(0, 4)) == "sep=") return true;
  auto word = trim(line);
  if (word.size() >= 2 && word.starts_with('"') && word.ends_with('"')) word = word.substr(1, word.size() - 2);
  return std::ranges::find(kPersonColumns, to_ascii_lower(trim(word))) != kPersonColumns.end();
}

bool is_wide(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") || head.substr(0, 4).find('\0') != head.npos;
}

}  // namespace

std::optional<PeopleFormat> parse_people_format(std::string_view word) {
  const auto* const found = std::ranges::find(kPeopleFormats, word);
  if (found == kPeopleFormats.end()) return std::nullopt;
  return static_cast<PeopleFormat>(found - kPeopleFormats.begin());
}

Result<PeopleFormat> detect_format(std::string_view beginning) {
  for (const auto& foreign : kForeign)
    if (beginning.starts_with(foreign.begins))
      return fail(unknown(fmt::format("the file is {}, which is not read", foreign.name), std::string(foreign.hint)));
  if (is_wide(beginning)) return PeopleFormat::csv;
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  const auto first = std::min(beginning.find_first_not_of(" \t\r\n"), beginning.size());
  const auto text = beginning.substr(first);
  if (text.empty()) return PeopleFormat::csv;
  if (const auto sniff = sniff_json(text)) return detect_json(*sniff);
  if (looks_like_ldif(text)) return PeopleFormat::ldif;
  if (looks_like_entra_csv(text)) return PeopleFormat::entra_csv;
  const auto line = text.substr(0, text.find_first_of("\r\n"));
  if (looks_like_csv(line)) return PeopleFormat::csv;
  return fail(unknown(
      fmt::format("the file is none of the formats that are read; it begins with \"{}\"", shorten(excerpt(line), 40)),
      looked_for("a line of columns, name and email among them (CSV), { or [ (JSON), and dn: (LDIF)")));
}

PeekedSource::PeekedSource(ByteSource& source) : source_(source), beginning_(kPeeked, '\0') {
  std::size_t size = 0;
  while (size < kPeeked) {
    const auto got = source_.read(std::span(beginning_).subspan(size));
    if (got == 0) break;
    size += got;
  }
  beginning_.resize(size);
}

std::size_t PeekedSource::read(std::span<char> into) {
  if (given_ == beginning_.size()) return source_.read(into);
  const auto count = std::min(into.size(), beginning_.size() - given_);
  std::memcpy(into.data(), beginning_.data() + given_, count);
  given_ += count;
  return count;
}

std::unique_ptr<PeopleReader> read_people(ByteSource& source, PeopleFormat format,
                                          std::span<const ColumnMapping> mappings) {
  if (!mappings.empty() && format != PeopleFormat::csv)
    throw Error({.code = "mapping-not-csv",
                 .kind = FailureKind::usage,
                 .message = fmt::format("--map is for the columns of csv; the file is {}", to_string(format)),
                 .hint = "leave --map out: the other formats have names that are fixed"});
  switch (format) {
    case PeopleFormat::csv:
      return read_people_csv(source, mappings);
    case PeopleFormat::json:
      return read_people_json(source, JsonShape::pcadmin);
    case PeopleFormat::ndjson:
      return read_people_json(source, JsonShape::pcadmin_lines);
    case PeopleFormat::graph_json:
      return read_people_json(source, JsonShape::graph);
    case PeopleFormat::scim:
      return read_people_json(source, JsonShape::scim);
    case PeopleFormat::entra_csv:
      return read_people_entra_csv(source);
    case PeopleFormat::ldif:
      return read_people_ldif(source);
  }
  return nullptr;
}

}  // namespace pcadmin::interchange
