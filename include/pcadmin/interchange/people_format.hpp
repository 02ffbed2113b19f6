#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/column_mapping.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Which format a file of people has.
namespace pcadmin::interchange {

enum class PeopleFormat : std::uint8_t {
  csv,   ///< people_reader.hpp
  json,  ///< people_json.hpp, and the others
  ndjson,
  graph_json,
  scim,
  entra_csv,  ///< people_entra.hpp
  ldif,       ///< people_ldif.hpp
};

/// As `--format` calls them, in the order of `PeopleFormat`.
inline constexpr std::array<std::string_view, 7> kPeopleFormats = {"csv",  "json",      "ndjson", "graph-json",
                                                                   "scim", "entra-csv", "ldif"};

constexpr std::string_view to_string(PeopleFormat format) { return kPeopleFormats[static_cast<std::size_t>(format)]; }
/// Nullopt for a word that is none of them.
std::optional<PeopleFormat> parse_people_format(std::string_view word);

/// The format by the beginning of the file, a few KiB or all of it, as bytes. What begins with `{` or `[` is JSON, and
/// its keys say whose: `userName`, `Resources`, `Operations` and SCIM's schemas are SCIM's; `userPrincipalName`,
/// `displayName`, `value` and `@odata…` are Graph's; `email`, `users` and the other fields of pcadmin's are pcadmin's,
/// which are NDJSON when the first line is an object and another begins on the next. For LDIF and for the CSV of Entra,
/// see `looks_like_ldif` and `looks_like_entra_csv`. What else has a line of columns is
/// CSV; so is an empty file and one in UTF-16, which the reader of CSV tells by their names.
/// Fails with code `unknown-format`, kind `invalid`; the hint says what was looked for.
Result<PeopleFormat> detect_format(std::string_view beginning);

/// A source whose beginning can be looked at before it is read.
class PeekedSource final : public ByteSource {
 public:
  /// Reads the beginning. The source must outlive this one. Throws as the source does.
  explicit PeekedSource(ByteSource& source);

  /// Up to 64 KiB; all of a file that is shorter. Good as long as nothing was read.
  std::string_view beginning() const { return beginning_; }
  std::size_t read(std::span<char> into) override;

 private:
  ByteSource& source_;
  std::string beginning_;
  std::size_t given_ = 0;
};

/// The people of a file of this format; mappings are for CSV. Throws, and gives faults, as the format's reader does;
/// for mappings and another format, code `mapping-not-csv`, kind `usage`.
std::unique_ptr<PeopleReader> read_people(ByteSource& source, PeopleFormat format,
                                          std::span<const ColumnMapping> mappings = {});

}  // namespace pcadmin::interchange
