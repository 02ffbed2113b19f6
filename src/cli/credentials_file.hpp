#pragma once

#include "command.hpp"
#include "credential_writer.hpp"
#include "own_places.hpp"

#include "pcadmin/ops/identity.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pcadmin::cli {

/// A new private file of temporary passwords, a line a person: `email,name,temporary_password,expires_at,id`; or
/// objects of these keys where the name ends in `.ndjson` or `.jsonl`. Throws as `StagedFile`.
std::unique_ptr<CredentialWriter> write_credentials(const FileName& file);

/// What --credentials and --letters name.
std::vector<Place> credential_places(const Args& args);

/// What --credentials and --letters ask for, both, or neither. On disk before the commit, as `NAME.partial`; it gets
/// its names after.
class CredentialFiles {
 public:
  /// None on a dry run, which only looks whether they could be made. Throws as `require_own_places`, `StagedFile` and
  /// `StagedFolder`.
  CredentialFiles(const ops::Unit& unit, const Context& context);
  bool none() const { return writers_.empty(); }
  void add(const ops::Temporary& temporary);
  /// Once everybody is in: puts the files into the report. What they are: `hires.csv and the letters of hires.html`.
  std::string hand_over(Report& report);

 private:
  std::vector<std::unique_ptr<CredentialWriter>> writers_;
};

/// One person's temporary password, where the operator wants it: in files, or else at the end of `row`, followed by
/// when it expires. With files, `row` gets nothing for the password.
void put_credential(const ops::Unit& unit, Report& report, Row& row, Context& context, const ops::Temporary& temporary);

/// For commands that make many passwords: without a file for them they would be lost. Throws `credentials-file-needed`,
/// kind usage, unless it is a dry run.
void require_credentials_file(const Context& context);

}  // namespace pcadmin::cli
