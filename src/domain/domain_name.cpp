#include "pcadmin/domain/domain_name.hpp"

#include "host_name.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::domain {
namespace {

Checked<Host> parse_readable_host(std::string_view text) {
  if (auto read = check_readable(text); !read) return broken(std::move(read.error()));
  if (text.find('@') != std::string_view::npos) return broken("a domain stands behind the @, without it");
  return parse_host(text);
}

}  // namespace

Result<DomainName> DomainName::parse(std::string_view text) {
  auto host = parse_readable_host(text);
  if (host) return DomainName(std::move(host->unicode), std::move(host->ascii));
  return fail({.code = "invalid-domain",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a domain: {}", shorten(text, 60), host.error()),
               .hint = "a domain looks like contoso.example"});
}

DomainName DomainName::of(const Email& email) { return value_or_throw(parse(email.domain())); }

bool DomainName::anybodys() const {
  constexpr std::array<std::string_view, 3> kProviders = {"gmail", "hotmail", "yahoo"};
  const auto owner = std::string_view(key_).substr(0, key_.find('.'));
  return std::ranges::find(kProviders, owner) != kProviders.end();
}

}  // namespace pcadmin::domain
