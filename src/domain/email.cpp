#include "pcadmin/domain/email.hpp"

#include "host_name.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::domain {
namespace {

constexpr std::size_t kMostBytes = 254;
constexpr std::size_t kMostLocalBytes = 64;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word_byte(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80; }
bool is_atext_sign(char c) { return std::string_view("!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos; }

std::string describe_sign_in_local(char sign) {
  switch (sign) {
    case ' ':
      return "a blank in the local part";
    case '@':
      return "more than one @";
    case '"':
      return "a quotation mark in the local part; quoted local parts are not accepted";
    case '(':
    case ')':
      return "a parenthesis in the local part; comments are not accepted";
    default:
      return fmt::format("the local part may not contain {}", sign);
  }
}

Checked<std::string_view> check_atext(std::string_view local) {
  std::size_t at = 0;
  while (at < local.size()) {
    const char sign = local[at];
    const auto* word_end = std::find_if_not(local.begin() + at, local.end(), is_word_byte);
    const auto end = static_cast<std::size_t>(word_end - local.begin());
    const std::string_view word = local.substr(at, end - at);
    if (!is_ascii(word) && !is_word(word)) {
      return broken("a character in the local part that is neither a letter nor a digit");
    }
    if (word.empty() && sign != '.' && !is_atext_sign(sign)) return broken(describe_sign_in_local(sign));
    at = std::max(end, at + 1);
  }
  return local;
}

/// In normal form C.
Checked<std::string> parse_local(std::string_view typed) {
  if (typed.empty()) return broken("nothing before the @");
  if (auto read = check_atext(typed); !read) return broken(std::move(read.error()));
  if (auto read = check_dots(typed, "local part"); !read) return broken(std::move(read.error()));
  std::string local = to_nfc(typed);
  if (local.size() > kMostLocalBytes) return broken("the local part is longer than 64 bytes");
  return local;
}

struct Parts {
  std::string local;
  Host host;
};

Checked<Parts> parse_parts(std::string_view text) {
  if (auto read = check_readable(text); !read) return broken(std::move(read.error()));
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return broken("no @");
  auto local = parse_local(text.substr(0, at));
  if (!local) return broken(std::move(local.error()));
  auto host = parse_host(text.substr(at + 1));
  if (!host) return broken(std::move(host.error()));
  if (local->size() + 1 + host->ascii.size() > kMostBytes) {
    return broken(fmt::format("longer than {} bytes", kMostBytes));
  }
  return Parts{.local = std::move(*local), .host = std::move(*host)};
}

}  // namespace

Result<Email> Email::parse(std::string_view text) {
  auto parts = parse_parts(text);
  if (!parts) {
    return fail({.code = "invalid-email",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("\"{}\" is not an e-mail address: {}", shorten(text, 60), parts.error()),
                 .hint = "an address looks like ann@contoso.example"});
  }
  std::string key = to_fold_key(parts->local).append(1, '@').append(parts->host.ascii);
  std::string written = std::move(parts->local.append(1, '@').append(parts->host.unicode));
  return Email(std::move(written), std::move(key));
}

std::string Email::domain() const { return key_.substr(key_.rfind('@') + 1); }

}  // namespace pcadmin::domain
