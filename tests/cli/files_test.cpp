#include "cli/input_file.hpp"
#include "cli/session_file.hpp"
#include "cli/staged_file.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using pcadmin::test::mode_of;
using pcadmin::test::read_file;
using pcadmin::test::TestWorld;
using pcadmin::test::write_file;

/// A umask for as long as this lives.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

std::size_t count_files(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

template <class Act>
Failure failure_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.failure();
  }
  return {};
}

std::string all_of(interchange::ByteSource& source) {
  std::string text;
  std::array<char, 100> part{};
  while (const auto got = source.read(part)) text.append(part.data(), got);
  return text;
}

}  // namespace

TEST_CASE("a staged file gets its name last, and is whole then", "[cli][files]") {
  const TestWorld world;
  const auto file = world.folder() / "secret.csv";
  StagedFile staged(file, Replace::no);
  staged.write("one\n");
  staged.write("two\n");
  staged.seal();
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK(read_file(world.folder() / "secret.csv.partial") == "one\ntwo\n");
  staged.publish();
  CHECK(read_file(file) == "one\ntwo\n");
  CHECK(count_files(world.folder()) == 1);
}

TEST_CASE("a staged file that is never published is gone without a trace", "[cli][files]") {
  const TestWorld world;
  {
    StagedFile staged(world.folder() / "a", Replace::no);
    staged.write("x");
  }
  {
    StagedFile staged(world.folder() / "b", Replace::no);
    staged.seal();
    const StagedFile moved(std::move(staged));
  }
  CHECK(count_files(world.folder()) == 0);
}

TEST_CASE("what can be made anew is, whatever a run that was cut short has left, and takes no name that is taken",
          "[cli][files][report]") {
  const TestWorld world;
  const auto page = world.folder() / "k.html";
  write_file(world.folder() / "k.html.partial", "half");
  write_file(world.folder() / "k.html.1.partial", "half");
  {
    StagedFile staged(page, Replace::remade);
    staged.write("whole");
    staged.seal();
    staged.publish();
  }
  CHECK(read_file(page) == "whole");
  CHECK(read_file(world.folder() / "k.html.partial") == "half");
  CHECK(failure_of([&] { StagedFile(page, Replace::remade); }).code == "file-exists");
  const auto other = world.folder() / "l.html";
  StagedFile late(other, Replace::remade);
  late.seal();
  write_file(other, "mine");
  CHECK(failure_of([&] { late.publish(); }).code == "file-exists");
  CHECK(read_file(other) == "mine");
}

TEST_CASE("a staged file is 0600 whatever the umask", "[cli][files]") {
  for (const mode_t mask : {0U, 022U, 0777U}) {
    const TestWorld world;
    const Umask umask(mask);
    StagedFile staged(world.folder() / "a", Replace::no);
    staged.write("x");
    staged.seal();
    CHECK(mode_of(world.folder() / "a.partial") == 0600);
    staged.publish();
    CHECK(mode_of(world.folder() / "a") == 0600);
  }
}

TEST_CASE("a file that is there is never overwritten", "[cli][files]") {
  const TestWorld world;
  write_file(world.folder() / "a", "mine");
  const auto failure = failure_of([&] { StagedFile(world.folder() / "a", Replace::no); });
  CHECK(failure.code == "file-exists");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(read_file(world.folder() / "a") == "mine");
  CHECK(count_files(world.folder()) == 1);
}

TEST_CASE("the partial file of another run is never overwritten, nor removed", "[cli][files]") {
  const TestWorld world;
  write_file(world.folder() / "a.partial", "theirs");
  CHECK(failure_of([&] { StagedFile(world.folder() / "a", Replace::no); }).code == "file-exists");
  CHECK(read_file(world.folder() / "a.partial") == "theirs");
}

TEST_CASE("a staged file follows no link", "[cli][files]") {
  const TestWorld world;
  write_file(world.folder() / "target", "theirs");
  std::filesystem::create_symlink(world.folder() / "target", world.folder() / "a");
  std::filesystem::create_symlink(world.folder() / "target", world.folder() / "b.partial");
  std::filesystem::create_symlink(world.folder() / "nowhere", world.folder() / "c");
  for (const auto* const name : {"a", "b", "c"})
    CHECK(failure_of([&] { StagedFile(world.folder() / name, Replace::no); }).code == "file-exists");
  CHECK(read_file(world.folder() / "target") == "theirs");
  CHECK_FALSE(std::filesystem::exists(world.folder() / "nowhere"));
}

TEST_CASE("whoever loses the race for the name keeps the content in the partial file, and is told", "[cli][files]") {
  const TestWorld world;
  StagedFile staged(world.folder() / "a", Replace::no);
  staged.write("mine");
  staged.seal();
  write_file(world.folder() / "a", "theirs");
  const auto failure = failure_of([&] { staged.publish(); });
  CHECK(failure.code == "file-exists");
  CHECK(failure.hint.find("a.partial") != std::string::npos);
  CHECK(read_file(world.folder() / "a") == "theirs");
  CHECK(read_file(world.folder() / "a.partial") == "mine");
}

TEST_CASE("a folder that is not there cannot hold a staged file", "[cli][files]") {
  const TestWorld world;
  const auto failure = failure_of([&] { StagedFile(world.folder() / "no/such/file", Replace::no); });
  CHECK(failure.code == "file-not-writable");
  CHECK(failure.kind == FailureKind::invalid);
}

TEST_CASE("a staged file may be larger than its buffer", "[cli][files]") {
  const TestWorld world;
  StagedFile staged(world.folder() / "a", Replace::no);
  std::string whole;
  for (int i = 0; i < 20'000; ++i) {
    const auto line = "line " + std::to_string(i) + "\n";
    staged.write(line);
    whole += line;
  }
  staged.seal();
  staged.publish();
  CHECK((read_file(world.folder() / "a") == whole));
}

TEST_CASE("a failing command leaves neither the credentials file nor its partial", "[cli][files]") {
  TestWorld world;
  world.init();
  const auto file = (world.folder() / "c.csv").string();
  CHECK(world.run("user add --name Ada ada@contoso.example --credentials '" + file + "'").code == 4);
  CHECK(world.run("user add --name Bob bob@contoso.example --role zzz --credentials '" + file + "'").code != 0);
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK_FALSE(std::filesystem::exists(file + ".partial"));
  CHECK(world.run("user add --name Bob bob@contoso.example --credentials '" + file + "'").code == 0);
  CHECK(mode_of(file) == 0600);
}

TEST_CASE("a dry run makes no file", "[cli][files]") {
  TestWorld world;
  world.init();
  const auto file = (world.folder() / "c.csv").string();
  CHECK(world.run("user add --name Bob bob@contoso.example --dry-run --credentials '" + file + "'").code == 0);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a name that cannot be looked at is refused, and is nobody's bug", "[cli][files]") {
  TestWorld world;
  world.init();
  std::filesystem::create_symlink("loop", world.folder() / "loop");
  const auto name = GENERATE(as<std::string>{}, "loop/c.csv", std::string(300, 'x'));
  const auto flag = GENERATE(as<std::string>{}, "--credentials", "--letters");
  const auto told =
      world.run("user add --name Bob bob@contoso.example " + flag + " '" + (world.folder() / name).string() + "'");
  CHECK(told.code == 5);
  CHECK_THAT(told.err, Catch::Contains("[file-not-writable]"));
}

TEST_CASE("a folder of letters takes no name that is the database's", "[cli][files]") {
  TestWorld world;
  world.init();
  const auto end = GENERATE(as<std::string>{}, "-wal", "-shm");
  const auto told =
      world.run("user add --name Bob bob@contoso.example --letters '" + world.store().string() + end + "'");
  CHECK(told.code == 5);
  CHECK_THAT(told.err, Catch::Contains("[invalid-file-name]"));
  CHECK(world.run("user list").code == 0);
}

TEST_CASE("store, session and their folders are private under any umask", "[cli][files]") {
  for (const mode_t mask : {0U, 077U}) {
    const Umask umask(mask);
    TestWorld world;
    world.init();
    CHECK(mode_of(world.store()) == 0600);
    CHECK(mode_of(world.store().parent_path()) == 0700);
    CHECK(mode_of(world.session()) == 0600);
    CHECK(mode_of(world.session().parent_path()) == 0700);
  }
}

TEST_CASE("a session file that others can read is refused, and not in a history", "[cli][session]") {
  TestWorld world;
  world.init();
  for (const auto mode : {0640, 0604, 0620, 0677}) {
    ::chmod(world.session().c_str(), static_cast<mode_t>(mode));
    const auto ran = world.run("whoami");
    CHECK(ran.code == 13);
    CHECK(ran.err.find("[session-exposed]") != std::string::npos);
    CHECK(world.run("user add --name Bob bob@contoso.example").code == 13);
  }
  ::chmod(world.session().c_str(), 0600);
  CHECK(world.run("audit list -o count").out == "1\n");
}

TEST_CASE("a session file is no link to somewhere else", "[cli][session]") {
  TestWorld world;
  world.init();
  const auto session = world.session();
  std::filesystem::rename(session, world.folder() / "elsewhere");
  std::filesystem::create_symlink(world.folder() / "elsewhere", session);
  CHECK(world.run("whoami").code == 13);
}

TEST_CASE("whatever stands in a session file, it is no session, and no crash", "[cli][session]") {
  TestWorld world;
  world.init();
  const auto session = world.session();
  for (const std::string text : {"", "\n", "x", "\xff\xfe", "a\nb\n"}) {
    write_file(session, text);
    CHECK(world.run("whoami").code == 13);
  }
  write_file(session, std::string(100'000, 'x'));
  CHECK(world.run("whoami").code == 13);
  std::filesystem::remove(session);
  std::filesystem::create_directory(session);
  CHECK(world.run("whoami").code == 13);
}

TEST_CASE("each store has a session of its own", "[cli][session]") {
  TestWorld world;
  world.init();
  world.in.give("another walk along the river\n");
  CHECK(world
            .run("init --store '" + (world.folder() / "b.db").string() +
                 "' --org Fabrikam --partner-id 1234567 --name 'Bea Oh' --email bea@fabrikam.example --password-stdin")
            .code == 0);
  CHECK(count_files(world.session().parent_path()) == 2);
  CHECK(world.run("whoami --field email").out == "ada@contoso.example\n");
  CHECK(world.run("whoami --field email --store '" + (world.folder() / "b.db").string() + "'").out ==
        "bea@fabrikam.example\n");
}

TEST_CASE("signing out removes the session file; signing in replaces it", "[cli][session]") {
  TestWorld world;
  world.init();
  const auto first = read_file(world.session());
  world.in.give(std::string(TestWorld::kAdasPassword) + "\n");
  CHECK(world.run("sign-in ada@contoso.example --password-stdin").code == 0);
  CHECK(read_file(world.session()) != first);
  CHECK(count_files(world.session().parent_path()) == 1);
  CHECK(world.run("sign-out").code == 0);
  CHECK(world.session().empty());
}

TEST_CASE("XDG folders that are relative or empty are ignored for HOME's", "[cli][session]") {
  TestWorld world;
  world.env["HOME"] = (world.folder() / "home").string();
  for (const auto* const folder : {"", "relative"}) {
    world.env["XDG_STATE_HOME"] = folder;
    CHECK(session_file(world.world(), "abc") == world.folder() / "home/.local/state/pcadmin/session-abc");
  }
  world.env.erase("HOME");
  CHECK(failure_of([&] { session_file(world.world(), "abc"); }).code == "no-home");
  CHECK(failure_of([&] { session_file(world.world(), "abc"); }).kind == FailureKind::usage);
}

TEST_CASE("standard input is read to its end before anything else", "[cli][files]") {
  TestWorld world;
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "line " + std::to_string(i) + "\n";
  world.in.give(text);
  const auto source = open_input({"-"}, world.world());
  CHECK(world.in.rest().empty());
  CHECK((all_of(*source) == text));
  CHECK(count_files(world.folder()) == 0);  // it has no name
}

TEST_CASE("standard input that cannot be kept is refused with the folder's name", "[cli][files]") {
  TestWorld world;
  world.env["TMPDIR"] = (world.folder() / "nowhere").string();
  const auto failure = failure_of([&] { open_input({"-"}, world.world()); });
  CHECK(failure.code == "spool-failed");
  CHECK(failure.message.find("nowhere") != std::string::npos);
}

TEST_CASE("a file that cannot be read is refused with its name and why", "[cli][files]") {
  TestWorld world;
  const auto missing = failure_of([&] { open_input({"missing.csv"}, world.world()); });
  CHECK(missing.code == "file-not-readable");
  CHECK(missing.kind == FailureKind::invalid);
  CHECK(missing.message == "\"missing.csv\" cannot be read: No such file or directory");
  const auto folder = failure_of([&] { all_of(*open_input({world.folder().string()}, world.world())); });
  CHECK(folder.code == "file-not-readable");
  CHECK(folder.message.find("Is a directory") != std::string::npos);
}
