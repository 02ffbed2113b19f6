#include "pcadmin/domain/support.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::domain {
namespace {

constexpr std::array<ShippedSupport, 2> kShipped = {{
    {.name = "vendor",
     .place = "https://support.microsoft.com/contactus/",
     .note = "the vendor's products: accounts and signing in, where no admin can help",
     .source = "github.com/MicrosoftDocs/entra-docs @704b8ee0, docs/identity/hybrid/connect/tutorial-phs-backup.md"},
    {.name = "programme",
     .place = "https://partner.microsoft.com/support",
     .note = "the partner programme and its portal: membership, Partner IDs, access that is lost",
     .source = "github.com/MicrosoftDocs/partner-center-pr.es-es @03b6a3c6, "
               "partner-center/partner-security-requirements-faq.md, with the English beside"},
}};

constexpr std::string_view kScheme = "https://";

/// What follows a host: nothing, or a port there can be.
bool is_port(std::string_view text) {
  constexpr std::int64_t kHighest = 65535;
  return text.empty() || (text.front() == ':' && number_in(text.substr(1), 1, kHighest).has_value());
}

/// A host, by name or address, with or without a port. Nobody's name and password: who reads the page would have them.
bool is_authority(std::string_view text) {
  if (text.find('@') != std::string_view::npos) return false;
  const auto bracket = text.rfind(']');
  const auto port = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const auto host = text.substr(0, port);
  return !host.empty() && is_port(port == std::string_view::npos ? "" : text.substr(port));
}

bool is_web_page(std::string_view text) {
  constexpr std::size_t kMost = 1000;
  constexpr std::string_view kNeverInUrls = "<>\"'`\\^{|}";  // what would end or begin something in a page of HTML
  const auto allowed = [&](char c) { return c > ' ' && c < '\x7f' && kNeverInUrls.find(c) == std::string_view::npos; };
  if (text.size() > kMost || !text.starts_with(kScheme) || !std::ranges::all_of(text, allowed)) return false;
  const auto rest = text.substr(kScheme.size());
  return is_authority(rest.substr(0, rest.find_first_of("/?#")));
}

}  // namespace

Result<SupportName> SupportName::parse(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  auto name = to_ascii_lower(text);
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (!name.empty() && name.size() <= kLongest && name.front() != '-' && std::ranges::all_of(name, allowed))
    return SupportName(std::move(name));
  return fail({.code = "invalid-support-name",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" cannot be the name of an entry", shorten(text, 60)),
               .hint = fmt::format("1 to {} letters, digits and -, such as helpdesk", kLongest)});
}

Result<SupportPlace> SupportPlace::parse(std::string_view text) {
  if (is_web_page(text)) return SupportPlace(std::string(text));
  if (text.starts_with(kScheme))
    return fail({.code = "invalid-support-place",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("\"{}\" is no web page to turn to", shorten(text, 60)),
                 .hint =
                     "https://, a host, at most a port up to 65535 and a path; no name or password, spaces, quotes or "
                     "angle brackets: write those as %20, %27 and the like"});
  if (const auto email = Email::parse(text)) return SupportPlace(email->text());
  if (const auto phone = Phone::parse(text)) return SupportPlace(phone->text());
  return fail({.code = "invalid-support-place",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no place to turn to", shorten(text, 60)),
               .hint = "give a web page that begins with https://, an e-mail address or a telephone number"});
}

Result<SupportPlace> SupportPlace::recall(std::string_view text) {
  const bool shows = std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
  if (text.starts_with(kScheme) && shows) return SupportPlace(std::string(text));
  return parse(text);
}

std::span<const ShippedSupport> shipped_support() { return kShipped; }

}  // namespace pcadmin::domain
