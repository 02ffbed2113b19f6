#include "interchange/json_tokens.hpp"
#include "interchange/policy_node.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace pcadmin::interchange {

namespace {

/// A pointer into the text that tells how far the parser has read.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    const auto before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }
  friend bool operator!=(const Cursor& a, const Cursor& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

/// Takes the parser's words for `PolicyTree`. Where a token begins, the parser does not say: it is the first sign
/// behind the token before that is neither blank, comma nor colon.
class Handler : public JsonTokens {
 public:
  Handler(std::string_view text, PolicyTree& tree) : text_(text), tree_(tree), read_(text.data()) {}
  const char** furthest() { return &read_; }

  bool string(string_t& value) override { return string_token(std::move(value)); }
  bool key(string_t& value) override { return string_token(std::move(value)); }

  bool start_object(std::size_t /*size*/) override { return open(PolicyNode::Kind::mapping); }
  bool start_array(std::size_t /*size*/) override { return open(PolicyNode::Kind::list); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

 private:
  void broken(std::size_t position) override {
    const auto at = std::min(position, text_.size());
    throw PolicySyntaxError{place_at(at), "policy-syntax",
                            at == text_.size() ? "the JSON ends before it is complete" : "this is no JSON",
                            "a file that begins with { or [ is read as JSON; YAML begins with a word or a -"};
  }

  /// Moves on to the next token, and says where it begins.
  Place next_place() {
    seen_ = std::min(text_.find_first_not_of(" \t\r\n,:", seen_), text_.size());
    return place_at(seen_);
  }

  void token_ends() { seen_ = static_cast<std::size_t>(read_ - text_.data()); }

  /// Only ever called for places further on.
  Place place_at(std::size_t at) {
    for (; counted_ < at; ++counted_) {
      const char c = text_[counted_];
      if (c == '\n')
        ++place_.line, place_.column = 1;
      else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
        ++place_.column;
    }
    return place_;
  }

  bool scalar(Scalar /*kind*/, std::string text) override {
    const auto place = next_place();
    // The parser has read on to see where a number ends.
    seen_ = std::min(text_.find_first_of(" \t\r\n,]}", seen_), text_.size());
    tree_.add({.kind = PolicyNode::Kind::other, .place = place, .text = std::move(text)});
    return true;
  }

  bool string_token(std::string value) {
    PolicyNode node{.place = next_place(), .text = std::move(value)};
    const auto begin = seen_;
    token_ends();
    node.plain = seen_ - begin == node.text.size() + 2;
    if (node.plain) ++node.place.column;
    tree_.add(std::move(node));
    return true;
  }

  bool open(PolicyNode::Kind kind) {
    tree_.open(kind, next_place());
    ++seen_;
    return true;
  }

  bool close() {
    next_place();
    ++seen_;
    tree_.close();
    return true;
  }

  std::string_view text_;
  PolicyTree& tree_;
  const char* read_;         ///< behind what the parser has read
  std::size_t seen_ = 0;     ///< behind the token before
  std::size_t counted_ = 0;  ///< where `place_` is
  Place place_{};
};

}  // namespace

PolicyNode parse_policy_json(std::string_view text) {
  PolicyTree tree;
  Handler handler(text, tree);
  nlohmann::json::sax_parse(Cursor(text.data(), handler.furthest()),
                            Cursor(text.data() + text.size(), handler.furthest()), &handler);
  return tree.take();
}

}  // namespace pcadmin::interchange
