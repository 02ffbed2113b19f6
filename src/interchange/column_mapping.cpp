#include "pcadmin/interchange/column_mapping.hpp"

#include "interchange/people_header.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace pcadmin::interchange {
namespace {

constexpr std::size_t kQuoted = 60;

tl::unexpected<Failure> refuse(std::string code, std::string message, std::string hint) {
  return fail(
      {.code = std::move(code), .kind = FailureKind::usage, .message = std::move(message), .hint = std::move(hint)});
}

}  // namespace

Result<ColumnMapping> ColumnMapping::parse(std::string_view text) {
  const auto sign = text.rfind('=');
  const auto column = trim(text.substr(0, sign));
  if (sign == std::string_view::npos || column.empty())
    return refuse(
        "invalid-mapping", fmt::format("\"{}\" is not COLUMN=FIELD", shorten(text, kQuoted)),
        "write the file's column, = and the field: Mail=email, several with commas; a column that has a comma in its "
        "name needs another in the file");
  const auto word = trim(text.substr(sign + 1));
  if (word == "-") return ColumnMapping(std::string(column), {});
  if (const auto field = find_person_column(word))
    return ColumnMapping(std::string(column), std::string(to_string(*field)));
  const std::vector<std::string> known(kPersonColumns.begin(), kPersonColumns.end());
  const auto near = nearest(word, known);
  return refuse("unknown-field", fmt::format("no field is called \"{}\"", shorten(word, kQuoted)),
                fmt::format("{}the fields are {}; a - leaves the column out",
                            near.empty() ? std::string() : fmt::format("did you mean \"{}\"? ", near.front()),
                            join_words(known)));
}

}  // namespace pcadmin::interchange
