#include "host_name.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>
#include <idn2.h>

#include <algorithm>
#include <memory>

namespace pcadmin::domain {
namespace {

constexpr std::size_t kMostBytes = 254;
constexpr std::size_t kMostHostBytes = 253;
constexpr std::size_t kMostLabelBytes = 63;
// An address of 254 bytes can be longer as it is typed: with its domain in Unicode, with decomposed letters.
// Beyond this it cannot, and is not worth reading.
constexpr std::size_t kMostTypedBytes = 4096;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Checked<std::string_view> check_blanks(std::string_view text) {
  if (text.empty()) return broken("it is empty");
  if (text.starts_with(' ')) return broken("a blank at the beginning");
  if (text.ends_with(' ')) return broken("a blank at the end");
  return text;
}

Checked<std::string_view> check_label(std::string_view label) {
  if (label.size() > kMostLabelBytes) return broken("a label of the domain is longer than 63 bytes");
  for (const char c : label) {
    if (c == ' ') return broken("a blank in the domain");
    if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '-') {
      return broken(fmt::format("the domain may not contain {}", c));
    }
  }
  if (label.starts_with('-')) return broken("a label of the domain begins with a hyphen");
  if (label.ends_with('-')) return broken("a label of the domain ends with a hyphen");
  return label;
}

/// A host name in its ASCII form.
Checked<std::string_view> check_host(std::string_view host) {
  if (auto read = check_dots(host, "domain"); !read) return read;
  const std::size_t last_dot = host.rfind('.');
  if (host.size() > kMostHostBytes) return broken("the domain is longer than 253 bytes");
  for (std::string_view rest = host; !rest.empty();) {
    const std::string_view label = rest.substr(0, rest.find('.'));
    if (auto read = check_label(label); !read) return read;
    rest.remove_prefix(std::min(label.size() + 1, rest.size()));
  }
  if (last_dot == std::string_view::npos) return broken("no dot in the domain");
  if (std::ranges::all_of(host.substr(last_dot + 1), is_ascii_digit)) {
    return broken("the last label of the domain is a number");
  }
  return host;
}

struct Idn2Free {
  void operator()(char* text) const { idn2_free(text); }
};
using Idn2Text = std::unique_ptr<char, Idn2Free>;

std::string describe_idn2(int code) {
  switch (code) {
    case IDN2_TOO_BIG_LABEL:
    case IDN2_PUNYCODE_BIG_OUTPUT:
      return "a label of the domain is longer than 63 bytes";
    case IDN2_TOO_BIG_DOMAIN:
      return "the domain is longer than 253 bytes";
    case IDN2_LEADING_COMBINING:
      return "a label of the domain begins with a combining mark";
    case IDN2_BIDI:
      return "a label of the domain mixes writing directions";
    case IDN2_2HYPHEN:
    case IDN2_HYPHEN_STARTEND:
      return "hyphens in the domain where an international name has none";
    default:
      return "the domain is not a name that international domain names (IDNA 2008) allow";
  }
}

Checked<std::string> to_idn_ascii(const std::string& domain, int flags) {
  char* out = nullptr;
  const int code = idn2_to_ascii_8z(domain.c_str(), &out, flags);
  const Idn2Text owned(out);
  if (code != IDN2_OK) return broken(describe_idn2(code));
  return to_ascii_lower(out);
}

Checked<std::string> to_idn_unicode(const std::string& ascii) {
  char* out = nullptr;
  const int code = idn2_to_unicode_8z8z(ascii.c_str(), &out, 0);
  const Idn2Text owned(out);
  if (code != IDN2_OK) return broken(describe_idn2(code));
  return std::string(out);
}

Checked<Host> parse_international_host(const std::string& typed) {
  // Without IDN2_USE_STD3_ASCII_RULES, which drops the signs it forbids: `bü_cher.example` would become another domain.
  // `check_host` refuses them instead.
  constexpr int kMapping = IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT;
  constexpr int kStrict = IDN2_NO_TR46 | IDN2_NFC_INPUT;
  auto ascii = to_idn_ascii(typed, kMapping);
  if (!ascii) return broken(std::move(ascii.error()));
  auto unicode = to_idn_unicode(*ascii);
  if (!unicode) return broken(std::move(unicode.error()));
  // The mapping lets through symbols that IDNA 2008 itself does not, and `xn--` labels that mean nothing.
  auto again = to_idn_ascii(*unicode, kStrict);
  if (!again) return broken(std::move(again.error()));
  if (*again != *ascii || has_control_characters(*unicode)) return broken(describe_idn2(IDN2_DISALLOWED));
  return Host{.unicode = std::move(*unicode), .ascii = std::move(*ascii)};
}

bool is_plain_host(std::string_view lower) {
  return is_ascii(lower) && !lower.starts_with("xn--") && lower.find(".xn--") == std::string_view::npos;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

Checked<std::string_view> check_dots(std::string_view text, std::string_view part) {
  if (text.starts_with('.')) return broken(fmt::format("a dot at the beginning of the {}", part));
  if (text.ends_with('.')) return broken(fmt::format("a dot at the end of the {}", part));
  if (text.find("..") != std::string_view::npos) return broken(fmt::format("two dots in a row in the {}", part));
  return text;
}

Checked<std::string_view> check_readable(std::string_view text) {
  if (text.size() > kMostTypedBytes) return broken(fmt::format("longer than {} bytes", kMostBytes));
  if (!is_utf8(text)) return broken("bytes that are not UTF-8");
  if (has_control_characters(text)) return broken("a control character");
  return check_blanks(text);
}

Checked<Host> parse_host(std::string_view typed) {
  if (typed.empty()) return broken("nothing behind the @");
  if (typed.starts_with('[')) return broken("an address in brackets instead of a domain");
  if (auto read = check_dots(typed, "domain"); !read) return broken(std::move(read.error()));
  std::string lower = to_ascii_lower(typed);
  Host host{.unicode = lower, .ascii = lower};
  if (!is_plain_host(lower)) {
    auto international = parse_international_host(lower);
    if (!international) return international;
    host = std::move(*international);
  }
  if (auto read = check_host(host.ascii); !read) return broken(std::move(read.error()));
  return host;
}

}  // namespace pcadmin::domain
