#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::domain {

struct LocationNameField;
/// A location's name: 256 code points.
using LocationName = Line<LocationNameField>;

/// A country of ISO 3166-1 by its two letters, kept in upper case.
class Country {
 public:
  /// Any letter case. Fails with code `invalid-country`, kind `invalid`, where `UsageLocation::parse` would.
  static Result<Country> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const Country&, const Country&) = default;

 private:
  explicit Country(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Where an organisation works: an account of its own in the partner programme, below the organisation's.
struct Location {
  PartnerId id;
  LocationName name;
  Country country;
  PartnerId parent;  ///< the organisation it belongs to

  friend bool operator==(const Location&, const Location&) = default;
};

}  // namespace pcadmin::domain
