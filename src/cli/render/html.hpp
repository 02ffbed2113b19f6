#pragma once

#include <string>
#include <string_view>

namespace pcadmin::cli {

/// Text as it stands in an HTML element or a quoted attribute: nothing in it is markup, and controls are shown escaped.
std::string html_escaped(std::string_view text);

}  // namespace pcadmin::cli
