#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace pcadmin::interchange {

/// E-mail addresses of a UTF-8 text file, one a line; blanks at both ends, empty lines and what begins with # are left
/// out.
class AddressList {
 public:
  static constexpr std::uint64_t kMostLines = 1'000'000;

  struct Line {
    std::uint64_t number;
    Result<domain::Email> address;  ///< fails as `Email::parse`, and with `not-utf8`, kind invalid
  };

  /// The source must outlive it. Throws `not-utf8`, kind invalid, for UTF-16 and UTF-32.
  explicit AddressList(ByteSource& source);
  ~AddressList();
  AddressList(const AddressList&) = delete;
  AddressList& operator=(const AddressList&) = delete;

  /// Nullopt at the end of the file. Throws `Error` `too-many-lines`, kind invalid, and what the source throws.
  std::optional<Line> next();

 private:
  class Lines;
  std::unique_ptr<Lines> lines_;
};

}  // namespace pcadmin::interchange
