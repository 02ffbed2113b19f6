#include "interchange/json_one_line.hpp"

#include "interchange/json_tokens.hpp"
#include "interchange/json_tree.hpp"
#include "interchange/people_header.hpp"

#include "pcadmin/interchange/json_text.hpp"

#include <utility>

namespace pcadmin::interchange {
namespace {

/// Writes each token as it comes: a key that stands twice, and what is nested too deep, are written as often and as
/// deep.
class OneLine final : public JsonTokens {
 public:
  std::string take() { return std::move(out_); }

  bool string(string_t& value) override {
    if (!begin_value()) return true;
    if (names_a_password(key_))
      out_ += "null";
    else
      append_json_text(out_, value);
    return true;
  }

  bool key(string_t& value) override {
    key_.assign(value);
    skips_ = skips_ || (depth_ == 1 && is_reject_column(value));
    if (skips_) return true;
    separate();
    append_json_text(out_, value);
    out_ += ':';
    first_ = true;
    return true;
  }

  bool start_object(std::size_t /*size*/) override { return open('{'); }
  bool end_object() override { return close('}'); }
  bool start_array(std::size_t /*size*/) override { return open('['); }
  bool end_array() override { return close(']'); }

 protected:
  bool scalar(Scalar /*kind*/, std::string text) override {
    if (begin_value()) out_ += names_a_password(key_) ? "null" : text;
    return true;
  }
  void broken(std::size_t /*at*/) override {}

 private:
  void separate() {
    if (!std::exchange(first_, false)) out_ += ',';
  }

  /// False for what is left out, which at the top ends here.
  bool begin_value() {
    if (!skips_) return separate(), true;
    if (depth_ == 1) skips_ = false;
    return false;
  }

  bool open(char sign) {
    if (!skips_) {
      separate();
      out_ += sign;
      first_ = true;
    }
    ++depth_;
    return true;
  }

  bool close(char sign) {
    --depth_;
    if (!skips_) {
      out_ += sign;
      first_ = false;
    } else if (depth_ == 1) {
      skips_ = false;
    }
    return true;
  }

  std::string out_{};
  std::string key_{};
  std::size_t depth_ = 0;
  bool first_ = true;   ///< of a list or an object, or behind a key: no comma stands in front
  bool skips_ = false;  ///< a value at the top that is left out, and all that is in it
};

}  // namespace

std::optional<std::string> on_one_line(std::string_view text) {
  OneLine line;
  if (!nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &line)) return std::nullopt;
  return line.take();
}

}  // namespace pcadmin::interchange
