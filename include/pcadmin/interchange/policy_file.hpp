#pragma once

#include "pcadmin/domain/policy.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Policy files: assertions with names, for `access check`.
namespace pcadmin::interchange {

/// What it means when an assertion does not hold.
enum class Severity { error, warning };

struct PolicyCheck {
  std::string name;     ///< as given, or the sentence as it is written
  std::string written;  ///< the sentence as it stands in the file, on one line
  domain::Assertion assertion;
  Severity severity = Severity::error;
};

struct PolicyLimits {
  static constexpr std::size_t kBytes = std::size_t{1024} * 1024;
  static constexpr std::size_t kChecks = 10'000;
  static constexpr std::size_t kDepth = 8;  ///< lists and mappings within one another
  static constexpr std::size_t kNameCharacters = 200;
  static constexpr std::size_t kFaults = 100;  ///< told of one file
};

/// Reads a policy of YAML or JSON, in UTF-8: JSON where the first character is `{` or `[`, else YAML.
///
///   version: 1
///   checks:
///     - at least 2 global-admin 30d from now
///     - name: two pairs of eyes
///       assert: nobody holds account-admin and incentives-admin
///       severity: warning
///
/// A list of sentences alone is a policy too. Of YAML the plain part is read: anchors, aliases, tags and a second
/// document are refused, so that a small file cannot become a large one.
///
/// Throws `Error`, kind invalid: `empty-file`, `not-utf8`, `nul-byte`, `file-too-long`; and `policy-faults` with
/// everything that is wrong, in the details `count` and `faults` with `line`, `column` (in characters, from 1),
/// `field`, `code`, `value`, `message` and `hint` of each: `policy-syntax`, `policy-structure`, `unknown-field`,
/// `duplicate-field`, `missing-field`, `policy-version`, `too-many-checks`, `empty-policy`, `invalid-assertion`,
/// `invalid-severity`, `invalid-check-name`.
std::vector<PolicyCheck> read_policy(ByteSource& source);

}  // namespace pcadmin::interchange
