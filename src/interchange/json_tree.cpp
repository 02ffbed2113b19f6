#include "interchange/json_tree.hpp"

#include "interchange/csv_rows.hpp"
#include "interchange/json_tokens.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::interchange {
namespace {

using domain::RowFault;
using Kind = JsonValue::Kind;

bool is_alike(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Why `text` cannot go on at byte `at`. What stands there is not quoted: it may be anything, a password too.
Failure why_broken(std::string_view text, std::size_t at) {
  if (text.find('\0') != std::string_view::npos)
    return {.code = "nul-byte",
            .kind = FailureKind::invalid,
            .message = "a NUL byte stands there",
            .hint = "a text file has none; export it again"};
  if (!is_utf8(text)) {
    return {
        .code = "not-utf8",
        .message = "the text is not UTF-8",
        .hint = "JSON is UTF-8; if the file is Latin-1, convert it: iconv -f LATIN1 -t UTF-8 FILE > FILE.utf8.json"};
  }
  auto message = at >= text.size() ? std::string("the JSON ends before it is complete")
                                   : fmt::format("this is no JSON from character {} of the element on",
                                                 count_characters(text.substr(0, at)) + 1);
  return {.code = "json-syntax",
          .kind = FailureKind::invalid,
          .message = std::move(message),
          .hint = "often a comma or a quote too few or too many"};
}

}  // namespace

bool names_a_password(std::string_view key) {
  constexpr std::string_view kPassword = "password";
  return key.size() >= kPassword.size() && is_alike(key.substr(key.size() - kPassword.size()), kPassword);
}

/// Puts what the parser tells into the nodes.
class JsonTree::Builder final : public JsonTokens {
 public:
  Builder(JsonTree& tree, std::string_view text, std::uint64_t line, std::vector<RowFault>& faults)
      : tree_(tree), text_(text), line_(line), faults_(faults) {}

  bool string(string_t& value) override {
    const bool secret = names_a_password(key_);
    const auto node = append(Kind::text);
    if (secret && !value.empty()) ++tree_.passwords_;
    if (!secret && node != kNone) tree_.nodes_[node].text.assign(value);
    return true;
  }

  bool key(string_t& value) override {
    key_.assign(value);
    if (!is_too_deep()) check_key();
    return true;
  }

  bool start_object(std::size_t /*size*/) override { return open(Kind::object); }
  bool start_array(std::size_t /*size*/) override { return open(Kind::list); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

 private:
  struct Level {
    std::uint32_t node;
    std::uint32_t last = kNone;
    std::size_t keys = 0;
  };

  bool scalar(Scalar kind, std::string text) override {
    const bool secret = names_a_password(key_);
    const auto node = append(kind == Scalar::null      ? Kind::null
                             : kind == Scalar::boolean ? Kind::boolean
                                                       : Kind::number);
    if (!secret && node != kNone) tree_.nodes_[node].text = std::move(text);
    return true;
  }

  void broken(std::size_t at) override {
    tree_.broken_ = true;
    tree_.broken_at_ = at;
    faults_.clear();
    auto [code, kind, message, hint, details] = why_broken(text_, at);
    add(std::move(code), {}, std::move(message), std::move(hint));
    faults_.back().line = line_at(text_, at, line_);
  }

  /// Within more levels than are read, nothing is kept; how many they are is.
  bool is_too_deep() const { return too_deep_ > 0; }

  bool open(Kind kind) {
    if (is_too_deep() || levels_.size() == kDepth) {
      if (too_deep_++ == 0) {
        add("json-too-deep", {}, fmt::format("there are more than {} objects and lists within one another", kDepth),
            "no people are kept that way");
      }
      return true;
    }
    levels_.push_back({.node = append(kind)});
    return true;
  }

  bool close() {
    if (is_too_deep())
      --too_deep_;
    else
      levels_.pop_back();
    key_.clear();
    return true;
  }

  std::uint32_t append(Kind kind) {
    if (is_too_deep()) return kNone;
    const auto index = tree_.count_++;
    if (index == tree_.nodes_.size()) tree_.nodes_.emplace_back();
    auto& node = tree_.nodes_[index];
    node.kind = kind;
    node.first = node.next = kNone;
    node.key.assign(key_);
    node.text.clear();
    key_.clear();
    if (levels_.empty()) return index;
    auto& level = levels_.back();
    (level.last == kNone ? tree_.nodes_[level.node].first : tree_.nodes_[level.last].next) = index;
    level.last = index;
    return index;
  }

  /// Sees to it that the key is the object's only one of this name.
  void check_key() {
    auto& level = levels_.back();
    if (++level.keys > kKeys) {
      if (level.keys == kKeys + 1) {
        add("too-many-fields", {}, fmt::format("an object has more than {} keys", kKeys),
            "no person has so many; the limit is that of columns");
      }
      return;
    }
    for (auto at = tree_.nodes_[level.node].first; at != kNone; at = tree_.nodes_[at].next) {
      if (!is_alike(tree_.nodes_[at].key, key_)) continue;
      return add("duplicate-field", key_, fmt::format("the key \"{}\" stands twice in one object", excerpt(key_)),
                 "keep one of them; letter case makes no difference");
    }
  }

  void add(std::string code, std::string_view key, std::string message, std::string hint) {
    if (faults_.size() == kFaults) return;
    faults_.push_back({.line = line_,
                       .field = excerpt(key),
                       .code = std::move(code),
                       .value = {},
                       .message = std::move(message),
                       .hint = std::move(hint)});
  }

  JsonTree& tree_;
  std::string_view text_;
  std::uint64_t line_;
  std::vector<RowFault>& faults_;
  std::vector<Level> levels_;
  std::string key_;
  std::size_t too_deep_ = 0;
};

std::vector<RowFault> JsonTree::parse(std::string_view text, std::uint64_t line) {
  count_ = 0;
  passwords_ = 0;
  broken_ = false;
  std::vector<RowFault> faults;
  Builder builder(*this, text, line, faults);
  nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &builder);
  return faults;
}

Kind JsonValue::kind() const { return tree_->nodes_[node_].kind; }
std::string_view JsonValue::key() const { return exists() ? tree_->nodes_[node_].key : std::string_view(); }
std::string_view JsonValue::text() const { return exists() ? tree_->nodes_[node_].text : std::string_view(); }

JsonValue JsonValue::find(std::string_view key) const {
  if (!is(Kind::object)) return {};
  for (auto value = first(); value.exists(); value = value.next())
    if (is_alike(value.key(), key)) return value;
  return {};
}

JsonValue JsonValue::first() const {
  if (!exists() || tree_->nodes_[node_].first == JsonTree::kNone) return {};
  return {*tree_, tree_->nodes_[node_].first};
}

JsonValue JsonValue::next() const {
  if (!exists() || tree_->nodes_[node_].next == JsonTree::kNone) return {};
  return {*tree_, tree_->nodes_[node_].next};
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::uint64_t line_at(std::string_view text, std::size_t at, std::uint64_t line) {
  for (std::size_t i = 0; i < std::min(at, text.size()); ++i)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) ++line;
  return line;
}

}  // namespace pcadmin::interchange
