#include "credentials_file.hpp"

#include "common_args.hpp"
#include "letters.hpp"
#include "render/cells.hpp"
#include "staged_file.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <string_view>

namespace pcadmin::cli {

namespace {

class CsvWriter : public CredentialWriter {
 public:
  explicit CsvWriter(const FileName& file) : file_(file.text, Replace::no) {
    file_.write("email,name,temporary_password,expires_at,id\r\n");
  }

  void add(const ops::Temporary& temporary) override {
    std::string line;
    interchange::append_safe_csv_cell(line, temporary.email);
    line += ',';
    interchange::append_safe_csv_cell(line, temporary.name);
    line += ',';
    file_.write(line);
    file_.write(temporary.password.reveal());
    file_.write("," + to_rfc3339(temporary.expires_at) + "," + temporary.id.text() + "\r\n");
  }

  void seal(Report& report) override {
    file_.seal();
    report.files.push_back(std::move(file_));
  }

  std::string what() const override { return file_.file().string(); }

 private:
  StagedFile file_;
};

class JsonLinesWriter : public CredentialWriter {
 public:
  explicit JsonLinesWriter(const FileName& file) : file_(file.text, Replace::no) {}

  void add(const ops::Temporary& temporary) override {
    std::string line = R"({"email":)";
    append_json(line, std::string_view(temporary.email));
    line += R"(,"name":)";
    append_json(line, std::string_view(temporary.name));
    line += R"(,"temporary_password":")";
    file_.write(line);
    file_.write(temporary.password.reveal());  // letters, digits and hyphens: nothing to escape
    file_.write(R"(","expires_at":")" + to_rfc3339(temporary.expires_at) + R"(","id":")" + temporary.id.text() +
                "\"}\n");
  }

  void seal(Report& report) override {
    file_.seal();
    report.files.push_back(std::move(file_));
  }

  std::string what() const override { return file_.file().string(); }

 private:
  StagedFile file_;
};

}  // namespace

std::unique_ptr<CredentialWriter> write_credentials(const FileName& file) {
  const auto name = to_ascii_lower(file.text);
  if (name.ends_with(".ndjson") || name.ends_with(".jsonl")) return std::make_unique<JsonLinesWriter>(file);
  return std::make_unique<CsvWriter>(file);
}

std::vector<Place> credential_places(const Args& args) {
  std::vector<Place> places;
  for (const auto* const flag : {&flags::kCredentials, &flags::kLetters})
    if (const auto file = args.find(*flag)) places.push_back({&flag->spec, file->text});
  return places;
}

CredentialFiles::CredentialFiles(const ops::Unit& unit, const Context& context) {
  const auto credentials = context.args.find(flags::kCredentials);
  const auto letters = context.args.find(flags::kLetters);
  require_own_places(credential_places(context.args));
  if (credentials) writers_.push_back(write_credentials(*credentials));
  if (letters) writers_.push_back(write_letters(*letters, ops::who_am_i(unit).organization));
  if (context.dry_run) writers_.clear();  // they could be made: a run would come this far
}

void CredentialFiles::add(const ops::Temporary& temporary) {
  for (const auto& writer : writers_) writer->add(temporary);
}

std::string CredentialFiles::hand_over(Report& report) {
  std::string all;
  for (const auto& writer : writers_) {
    all += (all.empty() ? "" : " and ") + writer->what();
    writer->seal(report);
  }
  return all;
}

void put_credential(const ops::Unit& unit, Report& report, Row& row, Context& context,
                    const ops::Temporary& temporary) {
  if (!context.args.has(flags::kCredentials.spec) && !context.args.has(flags::kLetters.spec)) {
    row.push_back(secret_value(temporary.password));
  } else {
    row.emplace_back();
    CredentialFiles files(unit, context);
    files.add(temporary);
    if (!files.none()) report.said += "; the temporary password is in " + files.hand_over(report);
  }
  row.emplace_back(to_rfc3339(temporary.expires_at));
}

void require_credentials_file(const Context& context) {
  if (context.dry_run || context.args.has(flags::kCredentials.spec) || context.args.has(flags::kLetters.spec)) return;
  throw Error({.code = "credentials-file-needed",
               .kind = FailureKind::usage,
               .message = "temporary passwords need a file to go to",
               .hint = "add --credentials FILE, or --letters FILE.html to print them, or look first with --dry-run"});
}

}  // namespace pcadmin::cli
