#pragma once

#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// What bytes that are not UTF-8 look like, and what to do about them. Nothing is ever converted on such a guess.
struct Encoding {
  std::string_view title;  ///< as people call it; empty when it looks like none we know
  std::string_view iconv;  ///< as `iconv -f` calls it
};

/// Latin-1, or Windows-1252 where it uses what Latin-1 does not have; none for what is partly UTF-8 all the same.
Encoding likely_encoding(std::string_view bytes);

/// `the cell is not UTF-8; it looks like Latin-1`.
std::string not_utf8_message(std::string_view what, std::string_view bytes);
/// The command that converts the file to one whose name ends with `suffix`.
std::string not_utf8_hint(std::string_view bytes, std::string_view suffix);

}  // namespace pcadmin::interchange
