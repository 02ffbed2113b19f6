#include "pcadmin/domain/address.hpp"

#include "pcadmin/base/edit.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::domain {

Result<Country> Country::parse(std::string_view text) {
  const auto letters = UsageLocation::parse(text);
  if (letters) return Country(letters->text());
  return fail({.code = "invalid-country",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a country by its two letters", shorten(text, 60)),
               .hint = letters.error().hint});
}

Address AddressEdit::applied_to(Address address) const {
  put(address.line1, line1);
  put(address.line2, line2);
  put(address.city, city);
  put(address.state_or_province, state_or_province);
  put(address.postal_code, postal_code);
  return address;
}

}  // namespace pcadmin::domain
