#pragma once

#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// `text` as a string of JSON, quotes around it. What no JSON can hold is replaced by U+FFFD; nothing in it can drive a
/// terminal that it is printed on. Appends to `out`.
void append_json_text(std::string& out, std::string_view text);

}  // namespace pcadmin::interchange
