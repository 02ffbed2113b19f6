#include "credentials_file.hpp"

#include "common_args.hpp"

#include "pcadmin/interchange/csv.hpp"

namespace pcadmin::cli {

namespace {

const std::string& no_stream(const FileName& file) {
  if (file.text != "-") return file.text;
  throw Error({.code = "invalid-file-name",
               .kind = FailureKind::usage,
               .message = "--credentials: \"-\" is no file",
               .hint = "name a new file; where no file is wanted, leave the flag out"});
}

}  // namespace

CredentialsFile::CredentialsFile(const FileName& file) : file_(no_stream(file), Replace::no) {
  file_.write("email,name,temporary_password,expires_at,id\r\n");
}

void CredentialsFile::add(const ops::Temporary& temporary) {
  std::string line;
  interchange::append_safe_csv_cell(line, temporary.email.text());
  line += ',';
  interchange::append_safe_csv_cell(line, temporary.name.text());
  line += ',';
  file_.write(line);
  file_.write(temporary.password.reveal());
  file_.write("," + to_rfc3339(temporary.expires_at) + "," + temporary.id.text() + "\r\n");
}

StagedFile CredentialsFile::seal() {
  file_.seal();
  return std::move(file_);
}

void put_credential(Report& report, Row& row, Context& context, const ops::Temporary& temporary) {
  const auto file = context.args.find(flags::kCredentials);
  if (!file) {
    row.push_back(secret_value(temporary.password));
  } else {
    row.emplace_back();
    if (!context.dry_run) {
      CredentialsFile credentials(*file);
      credentials.add(temporary);
      report.files.push_back(credentials.seal());
      report.said += "; the temporary password is in " + file->text;
    }
  }
  row.emplace_back(to_rfc3339(temporary.expires_at));
}

void require_credentials_file(const Context& context) {
  if (context.dry_run || context.args.has(flags::kCredentials.spec)) return;
  throw Error({.code = "credentials-file-needed",
               .kind = FailureKind::usage,
               .message = "an import makes temporary passwords, and they need a file to go to",
               .hint = "add --credentials FILE, or look first with --dry-run"});
}

}  // namespace pcadmin::cli
