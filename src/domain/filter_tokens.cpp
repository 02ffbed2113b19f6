#include "filter_tokens.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::domain {

namespace {

using Kind = FilterToken::Kind;

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kSigns = "=!<>~";
/// What ends a word. A quote does not: O'Brien is one.
constexpr std::string_view kEnds = " \t\r\n=!<>~(),";

FilterToken quoted_at(std::string_view expression, std::size_t at) {
  const char quote = expression[at];
  FilterToken token{Kind::unfinished, "", at};
  for (auto i = at + 1; i < expression.size(); ++i) {
    if (expression[i] == quote) {
      // Twice, it stands for itself.
      if (i + 1 == expression.size() || expression[i + 1] != quote) {
        token.kind = Kind::quoted;
        return token;
      }
      ++i;
    }
    token.text += expression[i];
  }
  return token;
}

std::size_t quoted_length(std::string_view expression, const FilterToken& token) {
  if (token.kind == Kind::unfinished) return expression.size() - token.at;
  std::size_t length = token.text.size() + 2;
  for (const char c : token.text) length += c == expression[token.at] ? 1 : 0;
  return length;
}

std::size_t sign_length(std::string_view rest) {
  const bool two = rest.size() > 1 && (rest[1] == '=' || rest.starts_with("<>") || rest.starts_with("!~"));
  return two ? 2 : 1;
}

FilterToken token_at(std::string_view expression, std::size_t at) {
  const char c = expression[at];
  if (c == '(') return {Kind::open, "(", at};
  if (c == ')') return {Kind::close, ")", at};
  if (c == ',') return {Kind::comma, ",", at};
  const auto rest = expression.substr(at);
  if (kSigns.find(c) != std::string_view::npos) return {Kind::sign, std::string(rest.substr(0, sign_length(rest))), at};
  return {Kind::word, std::string(rest.substr(0, rest.find_first_of(kEnds))), at};
}

}  // namespace

bool FilterToken::is(std::string_view keyword) const { return kind == Kind::word && to_ascii_lower(text) == keyword; }

std::vector<FilterToken> tokens_of(std::string_view expression) {
  std::vector<FilterToken> tokens;
  for (std::size_t at = 0;;) {
    at = expression.find_first_not_of(kBlanks, at);
    if (at == std::string_view::npos) break;
    const bool quote = expression[at] == '\'' || expression[at] == '"';
    auto token = quote ? quoted_at(expression, at) : token_at(expression, at);
    at += quote ? quoted_length(expression, token) : token.text.size();
    tokens.push_back(std::move(token));
  }
  tokens.push_back({Kind::end, "", expression.size()});
  return tokens;
}

Failure filter_failure(std::string_view expression, std::size_t at, std::string_view message, std::string hint) {
  const auto column = static_cast<std::int64_t>(count_code_points(expression.substr(0, at))) + 1;
  return {.code = "invalid-filter",
          .kind = FailureKind::invalid,
          .message = fmt::format("column {}: {}", column, message),
          .hint = std::move(hint),
          .details = {{"expression", std::string(expression)}, {"column", column}}};
}

}  // namespace pcadmin::domain
