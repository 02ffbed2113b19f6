#include "interchange/ldif_lines.hpp"

#include "pcadmin/base/text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::interchange {
namespace {

constexpr std::size_t kNameBytes = 512;  // with its options; the longest in use have some forty
/// How the comments begin that a file of rejects has.
constexpr std::array<std::string_view, 3> kRejectComments = {"# _line:", "# _code:", "# _message:"};
constexpr std::size_t kBase64Bytes = (Limits::kFieldBytes + 2) / 3 * 4;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// An attribute's name, a word or an OID, and its options: RFC 2849's AttributeDescription. Underscores are not in the
/// grammar and in many files.
bool may_be_in_name(char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == ';' || c == '_'; }

}  // namespace

LdifLines::LdifLines(ByteSource& source, About wanted, About secret)
    : lines_(source, "ldif"), wanted_(wanted), secret_(secret) {
  piece_ = lines_.next();
}

std::optional<std::string> LdifLines::take_raw() {
  auto raw = std::exchange(raw_, {});
  if (std::exchange(raw_is_cut_, false)) return std::nullopt;
  return raw;
}

LdifLines::Step LdifLines::next() {
  while (piece_) {
    const auto content = piece_->content();
    if (content.starts_with('#')) {
      pass_comment();
    } else if (content.size() > kNameBytes || !trim(content).empty()) {
      in_record_ = true;
      return read_attribute();
    } else {  // nothing can go on from an empty line: a blank in front of the next one is a fault of that
      piece_ = lines_.next();
      if (!in_record_) {
        raw_.clear();  // a comment that stands alone
        continue;
      }
      in_record_ = false;
      return Step::record_end;
    }
  }
  if (!in_record_) return Step::end;
  in_record_ = false;
  return Step::record_end;
}

template <class Take>
void LdifLines::unfold(Take take, bool keeps) {
  const auto begin = raw_.size();
  auto content = piece_->content();
  while (true) {
    take(content);
    keeps = keeps && keep(piece_->text);
    if (!keeps) raw_.resize(begin);
    const bool ended = piece_->ends_line();
    piece_ = lines_.next();
    if (!piece_ || (ended && !piece_->content().starts_with(' '))) return;
    content = piece_->content().substr(ended ? 1 : 0);
  }
}

void LdifLines::pass_comment() {
  is_secret_ = is_wanted_ = false;
  const bool is_ours = std::ranges::any_of(
      kRejectComments, [&](std::string_view words) { return piece_->content().starts_with(words); });
  unfold([](std::string_view) {}, keeps_raw_ && !is_ours);
}

/// Keeps a line of what is being read, whose name is known when it is a secret; false: none of its lines is kept.
bool LdifLines::keep(std::string_view line) {
  if (is_secret_) return false;
  if (raw_.size() + line.size() <= Limits::kRowBytes) return raw_ += line, true;
  raw_is_cut_ = raw_is_cut_ || is_wanted_;
  return false;
}

LdifLines::Step LdifLines::read_attribute() {
  begin_attribute();
  unfold([this](std::string_view content) { take(content); }, keeps_raw_);
  if (part_ == Part::name || !name_is_well_formed()) return Step::malformed;
  finish_value();
  return Step::attribute;
}

void LdifLines::begin_attribute() {
  attribute_.line = lines_.line();
  attribute_.name.clear();
  attribute_.key.clear();
  attribute_.value.clear();
  attribute_.has_options = false;
  attribute_.is_base64 = false;
  attribute_.trouble = Trouble::none;
  is_wanted_ = true;  // until its name says otherwise
  is_secret_ = false;
  part_ = Part::name;
}

void LdifLines::take(std::string_view content) {
  std::size_t at = 0;
  if (part_ == Part::name) at = take_name(content);
  if (part_ == Part::mark && at < content.size()) at += take_mark(content[at]);
  if (part_ == Part::blanks) {
    at = std::min(content.find_first_not_of(' ', at), content.size());
    if (at < content.size()) part_ = Part::value;
  }
  if (part_ == Part::value) take_value(content.substr(at));
}

/// How much of `content` is the name and its colon.
std::size_t LdifLines::take_name(std::string_view content) {
  const auto colon = content.find(':');
  const auto room = kNameBytes + 1 - attribute_.name.size();
  attribute_.name += content.substr(0, std::min(colon, room));
  if (colon == std::string_view::npos) return content.size();
  split_options();
  part_ = Part::mark;
  return colon + 1;
}

/// What stands behind the colon says how the value is written.
std::size_t LdifLines::take_mark(char c) {
  attribute_.is_base64 = c == ':';
  if (c == '<') attribute_.trouble = Trouble::url;
  most_ = attribute_.is_base64 ? kBase64Bytes : Limits::kFieldBytes;
  part_ = Part::blanks;
  return c == ':' || c == '<' ? 1 : 0;
}

void LdifLines::take_value(std::string_view content) {
  if (!is_wanted_ || attribute_.trouble != Trouble::none) return;
  if (attribute_.value.size() + content.size() > most_) {
    attribute_.trouble = Trouble::too_long;
  } else if (content.find('\0') != std::string_view::npos) {
    attribute_.trouble = Trouble::nul;
  } else {
    attribute_.value += content;
  }
}

bool LdifLines::name_is_well_formed() const {
  const auto& name = attribute_.name;
  return !name.empty() && name.size() <= kNameBytes && is_letter_or_digit(name.front()) &&
         std::ranges::all_of(name, may_be_in_name);
}

void LdifLines::split_options() {
  auto& name = attribute_.name;
  if (const auto options = name.find(';'); options != std::string::npos && name_is_well_formed()) {
    attribute_.has_options = true;
    name.resize(options);
  }
  attribute_.key = to_ascii_lower(name);
  is_wanted_ = wanted_(attribute_.key);
  is_secret_ = secret_(attribute_.key);
}

void LdifLines::finish_value() {
  if (attribute_.trouble == Trouble::none && attribute_.is_base64) decode();
  if (attribute_.trouble != Trouble::none)
    attribute_.value.clear();
  else if (!is_utf8(attribute_.value))
    attribute_.trouble = Trouble::not_utf8;
}

void LdifLines::decode() {
  auto& text = attribute_.value;
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), " ",
                        &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    attribute_.trouble = Trouble::base64;
    return;
  }
  bytes.resize(size);
  text = std::move(bytes);
}

}  // namespace pcadmin::interchange
