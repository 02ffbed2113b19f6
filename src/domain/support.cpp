#include "pcadmin/domain/support.hpp"

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

bool is_web_page(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  constexpr std::size_t kMost = 1000;
  const auto shows = [](char c) { return c > ' ' && c < '\x7f'; };
  return text.starts_with(kScheme) && text.size() > kScheme.size() && text.size() <= kMost &&
         std::ranges::all_of(text, shows) && text[kScheme.size()] != '/';
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
  if (const auto email = Email::parse(text)) return SupportPlace(email->text());
  if (const auto phone = Phone::parse(text)) return SupportPlace(phone->text());
  return fail({.code = "invalid-support-place",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no place to turn to", shorten(text, 60)),
               .hint = "give a web page that begins with https://, an e-mail address or a telephone number"});
}

std::span<const ShippedSupport> shipped_support() { return kShipped; }

}  // namespace pcadmin::domain
