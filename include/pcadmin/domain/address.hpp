#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::domain {

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

struct LegalNameField;
struct AddressLineField;
struct CityField;
struct StateOrProvinceField;
struct PostalCodeField;
/// The name of a legal entity: 256 code points.
using LegalName = Line<LegalNameField>;
/// 256 code points. The other lengths are those that Microsoft Graph gives a user's address.
using AddressLine = Line<AddressLineField>;
using City = Line<CityField>;                        ///< 128 code points
using StateOrProvince = Line<StateOrProvinceField>;  ///< 128 code points
using PostalCode = Line<PostalCodeField>;            ///< 40 code points

/// A postal address but for its country.
struct Address {
  std::optional<AddressLine> line1{};
  std::optional<AddressLine> line2{};
  std::optional<City> city{};
  std::optional<StateOrProvince> state_or_province{};
  std::optional<PostalCode> postal_code{};

  friend bool operator==(const Address&, const Address&) = default;
};

/// What is not there stays; an inner nullopt clears.
struct AddressEdit {
  std::optional<std::optional<AddressLine>> line1{};
  std::optional<std::optional<AddressLine>> line2{};
  std::optional<std::optional<City>> city{};
  std::optional<std::optional<StateOrProvince>> state_or_province{};
  std::optional<std::optional<PostalCode>> postal_code{};

  Address applied_to(Address address) const;
};

}  // namespace pcadmin::domain
