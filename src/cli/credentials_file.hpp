#pragma once

#include "command.hpp"
#include "report.hpp"
#include "staged_file.hpp"

#include "pcadmin/ops/identity.hpp"

namespace pcadmin::cli {

/// A new private CSV file of temporary passwords: `email,name,temporary_password,expires_at,id`. On disk before the
/// commit, as `FILE.partial`; it gets its name after.
class CredentialsFile {
 public:
  /// Throws as `StagedFile`.
  explicit CredentialsFile(const FileName& file);
  void add(const ops::Temporary& temporary);
  /// On disk, ready to be part of a report.
  StagedFile seal();

 private:
  StagedFile file_;
};

/// One person's temporary password, where the operator wants it: in the file of --credentials, or else at the end of
/// `row`, followed by when it expires. With the file, `row` gets nothing for the password.
void put_credential(Report& report, Row& row, Context& context, const ops::Temporary& temporary);

/// For commands that make many passwords: without a file for them they would be lost. Throws `credentials-file-needed`,
/// kind usage, unless it is a dry run.
void require_credentials_file(const Context& context);

}  // namespace pcadmin::cli
