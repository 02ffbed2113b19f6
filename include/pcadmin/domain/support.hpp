#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// Whom to turn to outside the organisation's own admins.
namespace pcadmin::domain {

/// What an entry is called: 1 to 64 lower-case ASCII letters, digits and `-`, a letter or digit in front.
class SupportName {
 public:
  /// Any letter case. Fails with code `invalid-support-name`, kind `invalid`.
  static Result<SupportName> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const SupportName&, const SupportName&) = default;

 private:
  explicit SupportName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Where support is found: a web page (https, at most 1000 bytes of ASCII), an e-mail address or a telephone number.
class SupportPlace {
 public:
  /// Fails with code `invalid-support-place`, kind `invalid`.
  static Result<SupportPlace> parse(std::string_view text);
  /// One that is kept: any web page of ASCII too, as they were taken before hosts and ports were looked at. Fails as
  /// `parse` does.
  static Result<SupportPlace> recall(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const SupportPlace&, const SupportPlace&) = default;

 private:
  explicit SupportPlace(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct SupportNoteField;
/// What support is for: 256 code points.
using SupportNote = Line<SupportNoteField>;

struct Support {
  SupportName name;
  SupportPlace place;
  std::optional<SupportNote> note{};

  friend bool operator==(const Support&, const Support&) = default;
};

/// An entry that every store has until another is set under its name.
struct ShippedSupport {
  std::string_view name;
  std::string_view place;
  std::string_view note;
  std::string_view source;  ///< where the vendor publishes it
};
/// In the order in which to turn to them.
std::span<const ShippedSupport> shipped_support();

}  // namespace pcadmin::domain
