#pragma once

#include "interchange/text_lines.hpp"

#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// The attributes of an LDIF file (RFC 2849), record by record: folded lines joined, comments dropped, base64 decoded.
/// Constant memory: of an attribute nobody wants the value is passed over, however long, and is kept nowhere.
class LdifLines {
 public:
  enum class Step {
    attribute,   ///< `attribute()` is one
    malformed,   ///< the line is none; the reading goes on with the next
    record_end,  ///< the record is complete; never without an attribute or a malformed line before it
    end,
  };

  enum class Trouble {
    none,
    url,       ///< `name:< URL`
    too_long,  ///< more than `Limits::kFieldBytes`
    base64,    ///< no base64
    not_utf8,
    nul,
  };

  struct Attribute {
    std::uint64_t line = 0;    ///< on which it begins
    std::string name;          ///< as written, without its options
    std::string key;           ///< the name in lower case
    bool has_options = false;  ///< `cn;lang-de`
    bool is_base64 = false;
    Trouble trouble = Trouble::none;
    std::string
        value;  ///< UTF-8 unless that is the trouble; empty when it is not wanted, and where there is other trouble
  };

  /// Says something of an attribute by its key.
  using About = bool (*)(std::string_view key);

  /// Values are read of what is `wanted`; of what is `secret` not even the lines are kept. Throws as `TextLines` does.
  /// The source must outlive it.
  LdifLines(ByteSource& source, About wanted, About secret);

  /// From here on, nobody asks for `take_raw`.
  void keep_no_raw() { keeps_raw_ = false; }
  /// The lines since the last time, as they stand in the file, with comments; but without secrets and what a file of
  /// rejects says in comments. At most `Limits::kRowBytes`: what nobody wants is left out where it passes them, and
  /// where something wanted does, there is nothing.
  std::optional<std::string> take_raw();

  Step next();
  /// Valid until the next step.
  const Attribute& attribute() const { return attribute_; }
  /// The line of the last step.
  std::uint64_t line() const { return attribute_.line; }

 private:
  enum class Part { name, mark, blanks, value };

  Step read_attribute();
  void begin_attribute();
  /// Hands the content of this line and of those that continue it to `take`, and goes on to the next line.
  template <class Take>
  void unfold(Take take, bool keeps);
  void pass_comment();
  bool keep(std::string_view line);
  void take(std::string_view content);
  std::size_t take_name(std::string_view content);
  std::size_t take_mark(char c);
  void take_value(std::string_view content);
  bool name_is_well_formed() const;
  void split_options();
  void finish_value();
  void decode();

  TextLines lines_;
  About wanted_;
  About secret_;
  std::optional<TextLines::Piece> piece_;  ///< the beginning of the next line
  bool in_record_ = false;
  bool keeps_raw_ = true;
  bool raw_is_cut_ = false;
  std::string raw_;
  bool is_secret_ = false;
  Part part_ = Part::name;
  bool is_wanted_ = false;
  std::size_t most_ = 0;  ///< bytes of the value that may be there before it is decoded
  Attribute attribute_;
};

}  // namespace pcadmin::interchange
