#include "pcadmin/interchange/address_list.hpp"

#include "interchange/text_lines.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <string>

namespace pcadmin::interchange {

namespace {

/// Longer than any address with blanks around it, and all that is kept of a line that may never end.
constexpr std::size_t kMostBytes = 4096;

Result<domain::Email> address_in(std::string_view text) {
  if (is_utf8(text)) return domain::Email::parse(text);
  return fail({.code = "not-utf8",
               .kind = FailureKind::invalid,
               .message = "it is not UTF-8",
               .hint = "convert the file with iconv"});
}

}  // namespace

class AddressList::Lines : public TextLines {
 public:
  explicit Lines(ByteSource& source) : TextLines(source, "txt") {}

  /// The beginning of a line, or all of it; nullopt at the end of the file.
  std::optional<std::string> next_line() {
    std::string text;
    bool any = false;
    while (const auto piece = next()) {
      any = true;
      if (text.size() < kMostBytes) text += piece->content().substr(0, kMostBytes - text.size());
      if (piece->ends_line()) break;
    }
    return any ? std::optional(std::move(text)) : std::nullopt;
  }
};

AddressList::AddressList(ByteSource& source) : lines_(std::make_unique<Lines>(source)) {}

AddressList::~AddressList() = default;

std::optional<AddressList::Line> AddressList::next() {
  while (const auto text = lines_->next_line()) {
    const auto number = lines_->line();
    if (number > kMostLines) {
      throw Error({.code = "too-many-lines",
                   .kind = FailureKind::invalid,
                   .message = fmt::format("the file has more than {} lines", kMostLines),
                   .hint = "split it: split -l 100000 FILE"});
    }
    const auto word = trim(*text);
    if (!word.empty() && word.front() != '#') return Line{.number = number, .address = address_in(word)};
  }
  return std::nullopt;
}

}  // namespace pcadmin::interchange
