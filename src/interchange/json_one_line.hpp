#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// The value that `text` is, as it is but on one line, without the passwords in it (null stands in their place) and, of
/// an object, without what a file of rejects says at its top. Nullopt where the text is no JSON.
std::optional<std::string> on_one_line(std::string_view text);

}  // namespace pcadmin::interchange
