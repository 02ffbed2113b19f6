#include "interchange/json_elements.hpp"
#include "interchange/text_lines.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

namespace pcadmin::interchange {
namespace {

class Lines final : public JsonElements {
 public:
  explicit Lines(ByteSource& source) : lines_(source) {
    if (find_line()) return;
    throw Error({.code = "empty-file",
                 .kind = FailureKind::invalid,
                 .message = "the file is empty",
                 .hint = "NDJSON is an object a line, with \"name\" and \"email\" among its keys"});
  }

  bool goes_on_after_broken() const override { return true; }

  Step next() override {
    if (!found_ && !find_line()) return Step::end;
    found_ = false;
    if (text_.size() <= Limits::kRowBytes) return Step::element;
    ended_ = true;
    return refuse_long("NDJSON is an object a line; if the file is no NDJSON, leave --format out");
  }

 private:
  /// The next line that is not blank, or as much of it as shows that it is too long.
  bool find_line() {
    while (!ended_) {
      text_.clear();
      read_line();
      if (trim(text_).empty()) continue;
      return found_ = true;
    }
    return false;
  }

  void read_line() {
    while (const auto piece = lines_.next()) {
      line_ = lines_.line();
      text_ += piece->content();
      if (piece->ends_line() || text_.size() > Limits::kRowBytes) return;
    }
    ended_ = true;
  }

  TextLines lines_;
  bool found_ = false;  ///< a line was read, and not given yet
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<JsonElements> json_lines(ByteSource& source) { return std::make_unique<Lines>(source); }

}  // namespace pcadmin::interchange
