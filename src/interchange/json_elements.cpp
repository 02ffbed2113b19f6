#include "interchange/json_elements.hpp"

#include "interchange/json_tree.hpp"

#include "pcadmin/base/secret.hpp"

#include <fmt/format.h>

namespace pcadmin::interchange {

std::uint64_t JsonElements::Wrapper::line_at(std::size_t byte) const {
  const std::string_view whole(text);
  if (byte < list_end) return interchange::line_at(whole, byte, line);
  return interchange::line_at(whole.substr(list_end), byte - list_end, rest_line);
}

void JsonElements::wipe() { pcadmin::wipe(text_); }

JsonElements::Step JsonElements::refuse(std::uint64_t line, std::string code, std::string message, std::string hint) {
  fault_ = {.line = line,
            .column = 0,
            .field = {},
            .code = std::move(code),
            .value = {},
            .message = std::move(message),
            .hint = std::move(hint)};
  return Step::fault;
}

JsonElements::Step JsonElements::refuse_long(std::string hint) {
  return refuse(line_, "row-too-long", fmt::format("the element is longer than {} bytes", Limits::kRowBytes),
                std::move(hint));
}

}  // namespace pcadmin::interchange
