#include "interchange/json_elements.hpp"
#include "interchange/json_tree.hpp"
#include "interchange/text_lines.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace pcadmin::interchange {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// Whether `text` ends with `"key":`.
bool ends_with_key(std::string_view text, std::string_view key) {
  const auto cut = [&](std::string_view end) {
    text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    const bool there = text.ends_with(end);
    if (there) text.remove_suffix(end.size());
    return there;
  };
  if (!cut(":") || !cut("\"") || !text.ends_with(key)) return false;
  text.remove_suffix(key.size());
  return cut("\"") && (cut("{") || cut(","));
}

class Document final : public JsonElements {
 public:
  Document(ByteSource& source, std::span<const std::string_view> lists) : lines_(source), lists_(lists) {
    if (find_sign()) {
      state_ = rest_.front() == '[' ? State::list : State::objects;
      if (state_ == State::list) rest_.remove_prefix(1);
      return;
    }
    throw Error({.code = "empty-file",
                 .kind = FailureKind::invalid,
                 .message = "the file is empty",
                 .hint = "a list of people is [] in JSON, even if there is nobody in it"});
  }

  bool goes_on_after_broken() const override { return false; }

  Step next() override {
    const auto step = advance();
    if (step != Step::element) state_ = State::over;
    return step;
  }

 private:
  enum class State {
    objects,  ///< at the top: an object, then more of them or the end
    list,     ///< before a value of the list, or its end
    rest,     ///< in the object around the list, behind it
    closed,   ///< behind it all: nothing may follow
    over,
  };
  enum class Capture { whole, list, open_text, too_long, truncated };

  Step advance() {
    for (;;) {
      switch (state_) {
        case State::objects:
          if (!find_sign()) return Step::end;
          if (rest_.front() != '{') return refuse_sign("an object was expected");
          begin_value();
          if (const auto captured = capture_nested(true); captured != Capture::list) return value(captured);
          wrapper_.line = line_;
          enter_list();
          break;
        case State::list:
          if (const auto step = list_value()) return *step;
          break;
        case State::rest:
          if (const auto step = wrapper_rest()) return *step;
          break;
        case State::closed:
          return find_sign() ? refuse_sign("the list has ended, and the file goes on") : Step::end;
        case State::over:
          return Step::end;
      }
    }
  }

  /// Moves on to what is no blank; false at the end of the file.
  bool find_sign() {
    while (fill()) {
      const auto at = std::min(rest_.find_first_not_of(kBlanks), rest_.size());
      rest_.remove_prefix(at);
      if (!rest_.empty()) return true;
    }
    return false;
  }

  bool fill() {
    if (!rest_.empty()) return true;
    pass();
    const auto piece = lines_.next();
    if (!piece) return false;
    if (ends_line_) passed_ = 0, is_first_on_line_ = true;
    rest_ = piece->text;
    unpassed_ = rest_.data();
    ends_line_ = piece->ends_line();
    return true;
  }

  /// Counts what has been read of the line.
  void pass() {
    const std::string_view text(unpassed_, static_cast<std::size_t>(rest_.data() - unpassed_));
    passed_ += count_characters(text);
    is_first_on_line_ = is_first_on_line_ && text.find_first_not_of(kBlanks) == std::string_view::npos;
    unpassed_ = rest_.data();
  }

  void begin_value() {
    text_.clear();
    line_ = lines_.line();
    pass();
    column_ = is_first_on_line_ ? 0 : passed_ + 1;
    depth_ = 0;
  }

  void enter_list() {
    take(1);
    inside_wrapper_ = true;
    wrapper_.text.swap(text_);
    is_first_ = true;
    state_ = State::list;
  }

  std::optional<Step> list_value() {
    if (!find_sign()) return refuse_truncated("the list");
    if (rest_.front() == ']') return end_list();
    if (!is_first_) {
      if (rest_.front() != ',') return refuse_sign("a comma was expected, or the end of the list");
      rest_.remove_prefix(1);
      if (!find_sign()) return refuse_truncated("the list");
    }
    is_first_ = false;
    begin_value();
    ++wrapper_.elements;
    const char sign = rest_.front();
    if (sign == ',' || sign == ']' || sign == '}' || sign == ':') return refuse_sign("a value was expected");
    return value(sign == '{' || sign == '[' ? capture_nested(false) : sign == '"' ? capture_text() : capture_word());
  }

  std::optional<Step> end_list() {
    if (!inside_wrapper_) {
      rest_.remove_prefix(1);
      state_ = State::closed;
      return std::nullopt;
    }
    text_.swap(wrapper_.text);
    line_ = wrapper_.line;
    wrapper_.list_end = text_.size();
    wrapper_.rest_line = lines_.line();
    take(1);
    depth_ = 1;
    state_ = State::rest;
    return std::nullopt;
  }

  std::optional<Step> wrapper_rest() {
    const auto captured = capture_nested(true);
    if (captured == Capture::list) {
      enter_list();
      return std::nullopt;
    }
    if (captured != Capture::whole) return value(captured);
    wrapper_.text.swap(text_);
    state_ = State::closed;
    return std::nullopt;
  }

  Step value(Capture captured) {
    switch (captured) {
      case Capture::whole:
      case Capture::list:
        return Step::element;
      case Capture::open_text:
        return refuse(lines_.line(), "json-syntax", "a text is not closed on its line",
                      "put a quote behind it, and a backslash before each quote inside it; what follows was not read");
      case Capture::too_long:
        return refuse_long(
            fmt::format("people are looked for in a list, or in a list under {}; look for a bracket "
                        "that never closes",
                        fmt::join(lists_, " or ")));
      case Capture::truncated:
        return refuse_truncated(fmt::format("the element that begins on line {}", line_));
    }
    return Step::end;
  }

  Step refuse_truncated(std::string_view what) {
    return refuse(lines_.line(), "json-truncated", fmt::format("the file ends within {}", what),
                  "it was cut off, or a bracket is missing; get the whole of it");
  }

  Step refuse_sign(std::string_view why) {
    return refuse(lines_.line(), "json-syntax", std::string(why),
                  "often a comma or a bracket too few or too many; what follows was not read");
  }

  void take(std::size_t count) {
    text_.append(rest_.substr(0, count));
    rest_.remove_prefix(count);
  }

  /// Goes on to where the brackets that are open are closed; with `watches`, to a list under one of the keys.
  Capture capture_nested(bool watches) {
    while (fill()) {
      const auto stop = scan(watches);
      take(stop);
      if (text_.size() > Limits::kRowBytes) return Capture::too_long;
      if (depth_ == 0) return Capture::whole;
      if (!rest_.empty()) {
        if (is_list_of_people()) return Capture::list;
        ++depth_;
        take(1);
      } else if (in_text_ && ends_line_) {
        return Capture::open_text;
      }
    }
    return Capture::truncated;
  }

  /// How far to go in what is there: all of it, behind the last bracket, or with `watches`, up to a list that may be
  /// the one.
  std::size_t scan(bool watches) {
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (in_text_) {
        if (is_escaped_)
          is_escaped_ = false;
        else if (c == '\\')
          is_escaped_ = true;
        else
          in_text_ = c != '"';
      } else if (c == '"') {
        in_text_ = true;
      } else if (c == '{' || c == '[') {
        if (watches && c == '[' && depth_ == 1) return i;
        ++depth_;
      } else if ((c == '}' || c == ']') && --depth_ == 0) {
        return i + 1;
      }
    }
    return rest_.size();
  }

  bool is_list_of_people() const {
    return std::ranges::any_of(lists_, [&](std::string_view key) { return ends_with_key(text_, key); });
  }

  Capture capture_text() {
    take(1);
    in_text_ = true;
    while (fill()) {
      std::size_t end = 0;
      while (end < rest_.size() && in_text_) {
        const char c = rest_[end++];
        in_text_ = c != '"' || is_escaped_;
        is_escaped_ = c == '\\' && !is_escaped_;
      }
      take(end);
      if (text_.size() > Limits::kRowBytes) return Capture::too_long;
      if (!in_text_) return Capture::whole;
      if (ends_line_) return Capture::open_text;
    }
    return Capture::truncated;
  }

  Capture capture_word() {
    constexpr std::string_view kEnds = ",]}[{\" \t\r\n";
    while (fill()) {
      const auto end = std::min(rest_.find_first_of(kEnds), rest_.size());
      const bool found = end < rest_.size();
      take(end);
      if (text_.size() > Limits::kRowBytes) return Capture::too_long;
      if (found) return Capture::whole;
    }
    return Capture::truncated;
  }

  TextLines lines_;
  std::span<const std::string_view> lists_;
  std::string_view rest_;           ///< of the piece of the file that is being read
  bool ends_line_ = false;          ///< whether that piece does
  const char* unpassed_ = nullptr;  ///< in that piece: up to where `passed_` counts
  std::uint64_t passed_ = 0;        ///< characters of the line
  bool is_first_on_line_ = true;    ///< whether these are blanks
  State state_ = State::objects;
  bool inside_wrapper_ = false;
  bool is_first_ = true;
  std::size_t depth_ = 0;
  bool in_text_ = false;
  bool is_escaped_ = false;
};

}  // namespace

std::unique_ptr<JsonElements> json_document(ByteSource& source, std::span<const std::string_view> lists) {
  return std::make_unique<Document>(source, lists);
}

}  // namespace pcadmin::interchange
