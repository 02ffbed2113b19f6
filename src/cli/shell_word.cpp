#include "shell_word.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>

namespace pcadmin::cli {

std::string shell_word(std::string_view word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("@%+=:,./_-").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return std::string(word);
  std::string text = "'";
  for (const char c : word) c == '\'' ? text += "'\\''" : text += c;
  return text + "'";
}

std::string as_typed(const std::vector<std::string>& words) {
  constexpr std::size_t kMost = 4000;
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + shell_word(word);
  return text.size() <= kMost ? text : shorten(text, kMost);
}

}  // namespace pcadmin::cli
