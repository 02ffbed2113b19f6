#include "e2e/site.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace pcadmin::e2e {

namespace fs = std::filesystem;

namespace {

fs::path make_folder() {
  auto pattern = (fs::temp_directory_path() / "pcadmin-e2e-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  return pattern;
}

}  // namespace

Site::Site() : folder_(make_folder()) {
  env = {{"HOME", folder_.string()},
         {"XDG_DATA_HOME", at("data").string()},
         {"XDG_STATE_HOME", at("state").string()},
         {"PATH", "/usr/bin:/bin"},
         {"LC_ALL", "C.UTF-8"},
         {"TERM", "xterm-256color"},
         {"PCADMIN_BUSY_TIMEOUT", "100"}};
}

Site::~Site() {
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder_, ignored)) {
    if (entry.is_directory(ignored)) fs::permissions(entry, fs::perms::owner_all, ignored);
  }
  fs::remove_all(folder_, ignored);
}

Spawn Site::spawn(Words words, std::string in) const {
  Spawn spawn{.words = {PCADMIN_BINARY}, .env = env, .folder = folder_, .in = std::move(in)};
  spawn.words.insert(spawn.words.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
  return spawn;
}

Outcome Site::run(const Spawn& spawn) {
  auto outcome = e2e::run(spawn);
  CHECK(outcome.both().find('\x1b') == std::string::npos);
  return outcome;
}

Outcome Site::run(Words words, std::string in) const { return run(spawn(std::move(words), std::move(in))); }

std::string Site::get(Words words, std::string in) const {
  const auto outcome = run(std::move(words), std::move(in));
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return outcome.out;
}

void Site::init() const {
  get({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada Lovelace", "--email",
       "ada@contoso.example", "--password-stdin"},
      std::string(kAdaPassword) + "\n");
}

std::string Site::add_person(const std::string& email, Words roles) const {
  Words words{"user", "add", "--name", "Ann Lee", email, "--field", "temporary_password"};
  for (auto& role : roles) {
    words.emplace_back("--role");
    words.push_back(std::move(role));
  }
  auto password = get(std::move(words));
  if (password.ends_with('\n')) password.pop_back();
  return password;
}

std::size_t Site::people() const { return std::stoul(get({"user", "list", "-o", "count"})); }

void Site::require_whole() const {
  auto look = spawn({"audit", "verify", "--field", "whole"});
  look.env["PCADMIN_BUSY_TIMEOUT"] = "0";
  const auto outcome = run(look);
  INFO(outcome.both());
  REQUIRE(outcome.code == 0);
  REQUIRE(outcome.out == "true\n");
}

void Site::put(std::string_view name, std::string_view text) const { write_file(at(name), text); }

void Site::give_to(uid_t owner) const {
  REQUIRE(::lchown(folder_.c_str(), owner, owner) == 0);
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    REQUIRE(::lchown(entry.path().c_str(), owner, owner) == 0);
  }
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

mode_t mode_of(const fs::path& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) throw std::runtime_error("cannot see " + file.string());
  return status.st_mode & 07777U;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

std::string people_csv(const std::string& prefix, std::size_t count) {
  return "name,email,roles\n" + people_rows(prefix, 1, count);
}

std::string people_rows(const std::string& prefix, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) {
    const auto number = std::to_string(i);
    text += "Person " + number + "," + prefix + number + "@contoso.example,helpdesk-agent;referrals-user\n";
  }
  return text;
}

SlowFile::SlowFile(const fs::path& file) {
  if (::mkfifo(file.c_str(), 0600) != 0) throw std::runtime_error("no FIFO can be made");
  descriptor_ = ::open(file.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);  // both ways: it waits for nobody
}

SlowFile::~SlowFile() { end(); }

void SlowFile::write(std::string_view text) const {
  wait_until("the file to be read", [&] {
    const auto put = ::write(descriptor_, text.data(), text.size());
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
    return text.empty();
  });
}

void SlowFile::end() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

struct HeldLock::Connection {
  explicit Connection(const fs::path& file) : database(file.string(), SQLite::OPEN_READWRITE) {}
  SQLite::Database database;
};

HeldLock::HeldLock(const fs::path& store, KeepsOut whom) : connection_(std::make_unique<Connection>(store)) {
  connection_->database.exec(whom == KeepsOut::writers ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE");
}

HeldLock::~HeldLock() = default;

void run_sql(const fs::path& file, const std::string& sql) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

std::int64_t failures_in(const fs::path& store) {
  constexpr int kPatience = 5000;
  SQLite::Database db(store.string(), SQLite::OPEN_READONLY, kPatience);
  return db.execAndGet("SELECT coalesce(sum(total), 0) FROM failed_sign_in").getInt64();
}

void skip_loudly(std::string_view what, std::string_view why) {
  std::cerr << "\n*** SKIPPED: " << what << ": " << why << " ***\n";
  WARN("SKIPPED: " << what << ": " << why);
}

}  // namespace pcadmin::e2e
