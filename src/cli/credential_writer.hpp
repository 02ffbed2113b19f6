#pragma once

#include "report.hpp"

#include "pcadmin/ops/identity.hpp"

#include <string>

namespace pcadmin::cli {

/// One form in which temporary passwords are written down: a line each, a letter each.
class CredentialWriter {
 public:
  virtual ~CredentialWriter() = default;
  /// Throws `Error` `file-not-writable`.
  virtual void add(const ops::Temporary& temporary) = 0;
  /// Once everybody is in: everything is on disk, and the report has it. Throws `file-not-writable`.
  virtual void seal(Report& report) = 0;
  /// What was written, as people are told: `hires.csv`, `the letters of hires.html`.
  virtual std::string what() const = 0;
};

}  // namespace pcadmin::cli
