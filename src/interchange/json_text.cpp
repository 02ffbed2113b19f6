#include "pcadmin/interchange/json_text.hpp"

#include "pcadmin/base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace pcadmin::interchange {
namespace {

/// Text that is JSON with nothing but quotes around it, as nearly all is.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\'; });
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  if (is_plain(text)) {
    out += '"';
    out += text;
    out += '"';
  } else {
    // DEL, C1 and what turns the writing direction are no controls to JSON: where there are any, all beyond ASCII is
    // written as \u, so that JSON cannot drive a terminal either.
    out += nlohmann::json(text).dump(-1, ' ', has_control_characters(text), nlohmann::json::error_handler_t::replace);
  }
}

}  // namespace pcadmin::interchange
