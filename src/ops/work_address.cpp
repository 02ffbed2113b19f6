#include "work_address.hpp"

#include "pcadmin/domain/domain_name.hpp"
#include "pcadmin/domain/near_domain.hpp"
#include "pcadmin/store/domains.hpp"

#include <fmt/format.h>

#include <string>

namespace pcadmin::ops {

using domain::DomainName;

bool is_of_organization(const Unit& unit, const domain::Email& address) {
  return store::has_domain(unit.db(), DomainName::of(address));
}

void require_work_address(const Unit& unit, const domain::Email& address, std::string_view hint) {
  const auto of = DomainName::of(address);
  if (!of.anybodys() || store::has_domain(unit.db(), of)) return;
  throw Error({.code = "personal-address",
               .kind = FailureKind::invalid,
               .message = fmt::format("{} is a personal address: {} gives them to anybody", address.text(), of.text()),
               .hint = std::string(hint)});
}

void require_own_domain(const Unit& unit, const domain::Email& address) {
  if (is_of_organization(unit, address)) return;
  const auto of = DomainName::of(address);
  const auto near = domain::near_domain(of.key(), store::domain_names(unit.db()));
  throw Error({.code = "address-elsewhere",
               .kind = FailureKind::refused,
               .message = fmt::format("{} is an address of another organisation: {} is none of this one's domains",
                                      address.text(), of.text()),
               .hint = fmt::format(
                   "{}if the domain is the organisation's: pcadmin domain add {}; if only they are: --any-domain",
                   near ? fmt::format("did you mean {}? ", *near) : "", of.text()),
               .details = {{"address", address.text()}, {"domain", of.text()}}});
}

}  // namespace pcadmin::ops
