#include "filter_tokens.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::domain {

namespace {

using Node = FilterExpression::Node;
using Kind = FilterToken::Kind;

constexpr std::size_t kQuoted = 60;
constexpr std::string_view kHelp = "the language in full: pcadmin help filter";

constexpr std::array<std::pair<std::string_view, FilterOperator>, 7> kOperators = {{{"=", FilterOperator::equal},
                                                                                    {"!=", FilterOperator::unequal},
                                                                                    {"<", FilterOperator::less},
                                                                                    {"<=", FilterOperator::at_most},
                                                                                    {">", FilterOperator::greater},
                                                                                    {">=", FilterOperator::at_least},
                                                                                    {"~", FilterOperator::like}}};

bool is_keyword(const FilterToken& token) {
  return token.is("and") || token.is("or") || token.is("not") || token.is("in") || token.is("is") || token.is("empty");
}

/// How a token is quoted in a message.
std::string shown(const FilterToken& token) {
  return token.kind == Kind::end ? "the end" : fmt::format("\"{}\"", shorten(token.text, kQuoted));
}

/// What somebody meant who writes it as other languages do.
std::string advice(const FilterToken& sign) {
  if (sign.text == "==") return "one = is enough";
  if (sign.text == "<>" || sign.text == "!") return "write != for \"is not\", and not in front of a comparison";
  if (sign.text == "!~") return "write \"not\" in front: not name ~ *lee*";
  return "the operators are = != < <= > >= ~ \"in\" and \"is\"";
}

/// Recursive descent; the depth is counted, so that no expression can exhaust the stack.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(tokens_of(text)) {}

  Node whole() {
    auto node = any();
    const auto& rest = next();
    if (rest.kind == Kind::close) stop(rest, "this ) closes nothing", std::string(kHelp));
    if (rest.kind != Kind::end)
      stop(rest, fmt::format(R"({} stands where "and", "or" or the end is expected)", shown(rest)),
           "join comparisons with \"and\" or \"or\"; put a value with blanks in quotes");
    return node;
  }

 private:
  const FilterToken& next() const { return tokens_[at_]; }
  const FilterToken& take() { return tokens_[next().kind == Kind::end ? at_ : at_++]; }
  bool take_word(std::string_view keyword) {
    if (!next().is(keyword)) return false;
    ++at_;
    return true;
  }

  [[noreturn]] void stop(const FilterToken& token, std::string_view message, std::string hint) const {
    if (token.kind == Kind::unfinished) {
      throw Error(filter_failure(text_, token.at, "this quote is never closed",
                                 "a quote within quotes of its kind is written twice"));
    }
    throw Error(filter_failure(text_, token.at, message, std::move(hint)));
  }

  Node joined(Node::Kind kind, std::string_view by, Node (Parser::*part)()) {
    auto first = (this->*part)();
    if (!next().is(by)) return first;
    Node node{.kind = kind};
    node.parts.push_back(std::move(first));
    while (take_word(by)) node.parts.push_back((this->*part)());
    return node;
  }
  Node any() { return joined(Node::Kind::any, "or", &Parser::all); }
  Node all() { return joined(Node::Kind::all, "and", &Parser::one); }

  Node one() {
    const auto& token = next();
    const bool nested = token.kind == Kind::open || token.is("not");
    if (!nested) return comparison();
    if (++depth_ > kDeepestFilter)
      stop(token, fmt::format("more than {} brackets and nots within each other", kDeepestFilter), std::string(kHelp));
    ++at_;
    auto node = token.kind == Kind::open ? bracketed(token) : negated();
    --depth_;
    return node;
  }

  Node negated() {
    Node node{.kind = Node::Kind::no};
    node.parts.push_back(one());
    return node;
  }

  Node bracketed(const FilterToken& open) {
    auto node = any();
    close(open);
    return node;
  }

  void close(const FilterToken& open) {
    if (next().kind == Kind::close) {
      ++at_;
      return;
    }
    if (next().kind == Kind::end) stop(open, "this ( is never closed", std::string(kHelp));
    stop(next(), fmt::format("{} stands where ) is expected", shown(next())), "put a value with blanks in quotes");
  }

  Node comparison() {
    Node node;
    const auto& field = take();
    if (field.kind != Kind::word || is_keyword(field))
      stop(field, fmt::format("{} stands where a field is expected", shown(field)),
           "a comparison is a field, an operator and a value: state = active");
    node.field = {field.text, field.at};
    const auto& op = take();
    node.written = {op.text, op.at};
    if (op.is("is")) return emptiness(std::move(node));
    const bool without = op.is("not") && next().is("in");
    if (without || op.is("in")) {
      if (without) take();
      node.op = without ? FilterOperator::not_in : FilterOperator::in;
      return listed(std::move(node));
    }
    node.op = operator_of(op);
    node.values.push_back(value());
    return node;
  }

  FilterOperator operator_of(const FilterToken& token) const {
    const auto* const known =
        std::ranges::find(kOperators, token.text, &std::pair<std::string_view, FilterOperator>::first);
    if (token.kind != Kind::sign || known == kOperators.end())
      stop(token, fmt::format("{} stands where an operator is expected", shown(token)), advice(token));
    return known->second;
  }

  Node emptiness(Node node) {
    const bool no = take_word("not");
    if (!next().is("empty"))
      stop(next(), fmt::format(R"({} stands where "empty" is expected)", shown(next())),
           "write \"is empty\" or \"is not empty\"; for a value write =");
    ++at_;
    node.op = no ? FilterOperator::not_empty : FilterOperator::empty;
    return node;
  }

  Node listed(Node node) {
    const auto& open = take();
    if (open.kind != Kind::open)
      stop(open, fmt::format("{} stands where ( is expected", shown(open)), "for example state in (active, disabled)");
    do {
      node.values.push_back(value());
    } while (next().kind == Kind::comma && take().kind == Kind::comma);
    close(open);
    return node;
  }

  FilterWord value() {
    const auto& token = take();
    if (token.kind == Kind::quoted || (token.kind == Kind::word && !is_keyword(token))) return {token.text, token.at};
    stop(token, fmt::format("{} stands where a value is expected", shown(token)),
         is_keyword(token) ? "put it in quotes if it is a value" : "a value is a word, or a text in quotes");
  }

  std::string_view text_;
  std::vector<FilterToken> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

Result<FilterExpression> FilterExpression::parse(std::string_view text) {
  const auto refuse = [](std::string_view why, std::string_view hint) {
    return fail({.code = "invalid-filter",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("the filter {}", why),
                 .hint = std::string(hint)});
  };
  if (text.size() > kLongestFilter)
    return refuse(fmt::format("has {} bytes; at most {}", text.size(), kLongestFilter), "filter in two steps");
  if (!is_utf8(text)) return refuse("is not UTF-8 text", "type it in a UTF-8 terminal");
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  if (has_control_characters(line)) return refuse("holds control characters", "leave them out");
  if (trim(line).empty()) return refuse("is empty", "for example --filter \"state = active\"");
  try {
    auto root = Parser(line).whole();
    return FilterExpression(std::move(line), std::move(root));
  } catch (const Error& error) {  // out of a recursion: the way a Result cannot go
    return fail(error.failure());
  }
}

}  // namespace pcadmin::domain
