#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

/// Where a script's token comes from.
namespace {

using namespace pcadmin;
using namespace pcadmin::test;
using Catch::Contains;

/// Ada's machine with a token of hers.
struct Scripted {
  TestWorld world;
  std::string token;

  Scripted() {
    world.init();
    token = world.run("token create --name ci --porcelain").out;
    token.pop_back();
  }

  Ran with_file(std::string_view bytes) {
    const auto file = world.folder() / "ci.token";
    write_file(file, bytes);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    world.env["PCADMIN_TOKEN_FILE"] = file.string();
    return world.run("whoami --field by");
  }
};

/// A pipe with this in it, and nobody who writes any more.
class FilledPipe {
 public:
  explicit FilledPipe(std::string_view bytes) {
    REQUIRE(::pipe(ends_.data()) == 0);
    REQUIRE(::write(ends_[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(ends_[1]);
  }
  ~FilledPipe() { ::close(ends_[0]); }
  FilledPipe(const FilledPipe&) = delete;
  FilledPipe& operator=(const FilledPipe&) = delete;

  std::string number() const { return std::to_string(ends_[0]); }
  std::string rest() const {
    std::array<char, 64> bytes{};
    const auto size = ::read(ends_[0], bytes.data(), bytes.size());
    return {bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
  }

 private:
  std::array<int, 2> ends_{};
};

}  // namespace

TEST_CASE("a token is the first line of its file, however that ends", "[cli][token]") {
  Scripted ci;
  for (const std::string end : {"", "\n", "\r\n", "\nnot of the token\n"}) {
    INFO(end);
    CHECK(ci.with_file(ci.token + end).out == "token ci\n");
  }
}

TEST_CASE("a file without a token in it gives none, and no session takes its place", "[cli][token]") {
  Scripted ci;
  for (const std::string& bytes : {std::string(), std::string("\n"), std::string("\r\n"), std::string(257, 'x')}) {
    INFO(bytes);
    const auto ran = ci.with_file(bytes);
    CHECK(ran.code == 13);
    CHECK_THAT(ran.err, Contains("[token-unreadable]"));
  }
  for (const std::string& bytes : {std::string(256, 'x'), " " + ci.token, ci.token + " ", std::string(1, '\0')}) {
    INFO(bytes);
    const auto ran = ci.with_file(bytes);
    CHECK(ran.code == 13);
    CHECK_THAT(ran.err, Contains("[token-invalid]"));
  }
}

TEST_CASE("a FIFO is no file for a token, and nobody waits for it", "[cli][token]") {
  Scripted ci;
  const auto file = ci.world.folder() / "fifo";
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  ci.world.env["PCADMIN_TOKEN_FILE"] = file.string();
  CHECK_THAT(ci.world.run("whoami").err, Contains("is not a regular file [token-unreadable]"));
}

TEST_CASE("a link to a private file is followed", "[cli][token]") {
  Scripted ci;
  ci.with_file(ci.token);
  const auto link = ci.world.folder() / "link";
  std::filesystem::create_symlink(ci.world.env["PCADMIN_TOKEN_FILE"], link);
  ci.world.env["PCADMIN_TOKEN_FILE"] = link.string();
  CHECK(ci.world.run("whoami --field by").out == "token ci\n");
}

TEST_CASE("an empty PCADMIN_TOKEN_FILE is none", "[cli][token]") {
  Scripted ci;
  ci.world.env["PCADMIN_TOKEN_FILE"] = "";
  CHECK(ci.world.run("whoami --field by").out == "session\n");
}

TEST_CASE("a descriptor gives its next line, and what follows is left to others", "[cli][token]") {
  Scripted ci;
  ci.world.env["PCADMIN_TOKEN_FILE"] = "nowhere";  // the flag comes first
  const FilledPipe pipe(ci.token + "\nthe rest\n");
  CHECK(ci.world.run("whoami --field by --token-fd " + pipe.number()).out == "token ci\n");
  CHECK(pipe.rest() == "the rest\n");
}

TEST_CASE("a command that resumes nobody takes no notice of a token", "[cli][token]") {
  Scripted ci;
  ci.world.env["PCADMIN_TOKEN_FILE"] = "nowhere";
  ci.world.in.give(std::string(TestWorld::kAdasPassword) + "\n");
  CHECK(ci.world.run("sign-in ada@contoso.example --password-stdin").code == 0);
  CHECK(ci.world.run("version --token-fd 999").code == 0);
}
