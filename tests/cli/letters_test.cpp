#include "cli/letters.hpp"

#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using namespace pcadmin::test;
using Catch::Contains;
namespace fs = std::filesystem;

constexpr std::string_view kPassword = "v5hb-w7jb-rxbz-fee3-6hzm-w1by";

ops::Temporary temporary(std::int64_t id, const std::string& name, const std::string& email) {
  return {.id = domain::UserId(id),
          .name = name,
          .email = email,
          .password = Secret(kPassword),
          .expires_at = *parse_rfc3339("2026-02-01T00:05:00Z")};
}

/// What `writer` wrote has its names now.
void finish(CredentialWriter& writer) {
  Report report;
  writer.seal(report);
  for (auto& file : report.files) file.publish();
  for (auto& folder : report.folders) folder.publish();
}

std::string letter_to(const fs::path& folder, const std::string& name, const std::string& email = "ann@b.example",
                      const std::string& organization = "Contoso") {
  const auto file = folder / "letter.html";
  fs::remove(file);
  const auto writer = write_letters({file.string()}, organization);
  writer->add(temporary(2, name, email));
  finish(*writer);
  return read_file(file);
}

std::ptrdiff_t count(const std::string& text, std::string_view what) {
  std::ptrdiff_t times = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++times;
  return times;
}

/// What a browser would take for markup: the names of all tags.
std::vector<std::string> tags_of(const std::string& page) {
  std::vector<std::string> tags;
  for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1))
    tags.push_back(page.substr(at, page.find_first_of(" >", at) - at));
  return tags;
}

TEST_CASE("a letter says who, by what name, with which password and until when", "[cli][letters]") {
  const TestWorld world;
  const auto page = letter_to(world.folder(), "Ann Lee");
  CHECK_THAT(page, Contains("<bdi>Contoso</bdi>") && Contains("<bdi>Ann Lee</bdi>") && Contains(">ann@b.example<"));
  CHECK_THAT(page, Contains(">" + std::string(kPassword) + "<") && Contains("1 February 2026, 00:05 UTC"));
  CHECK_THAT(page, Contains("pcadmin sign-in ann@b.example") && Contains("choose your own password"));
  CHECK(count(page, kPassword) == 1);
}

TEST_CASE("a letter needs nothing beside it and runs nothing", "[cli][letters]") {
  const TestWorld world;
  const auto page = letter_to(world.folder(), "Ann Lee");
  for (const auto* const outside : {"<script", "src=", "href=", "url(", "@import", "http:", "https:"}) {
    INFO(outside);
    CHECK_THAT(page, !Contains(outside));
  }
  CHECK_THAT(page, Contains("Content-Security-Policy") && Contains("default-src 'none'"));
}

TEST_CASE("no name can become markup in a letter", "[cli][letters]") {
  const TestWorld world;
  const auto plain = tags_of(letter_to(world.folder(), "Ann Lee"));
  for (const std::string name :
       {"<script>alert(1)</script>", "Ann & <b>\"Co\"</b>", "'><img src=x onerror=alert(1)>", "{password}", "{name}",
        "</style><script>x</script>", "</title>", "<!--", "&lt;", "\xD7\xA2\xD7\x93\xD7\x94 <i>", "{}"}) {
    INFO(name);
    CHECK(tags_of(letter_to(world.folder(), name)) == plain);
    CHECK(tags_of(letter_to(world.folder(), "Ann Lee", "ann@b.example", name)) == plain);
  }
  CHECK(tags_of(letter_to(world.folder(), "Ann Lee", "o'lee&co{}@b.example")) == plain);
}

TEST_CASE("a name of 256 characters stands in its letter as a whole", "[cli][letters]") {
  const TestWorld world;
  const std::string name(256, 'x');
  CHECK_THAT(letter_to(world.folder(), name), Contains("<bdi>" + name + "</bdi>"));
}

TEST_CASE("letters of many stand in one file a page each", "[cli][letters]") {
  const TestWorld world;
  const auto file = world.folder() / "all.HTML";
  const auto writer = write_letters({file.string()}, "Contoso");
  for (int i = 1; i <= 300; ++i) writer->add(temporary(i, "Ann", "ann" + std::to_string(i) + "@b.example"));
  CHECK_FALSE(fs::exists(file));
  CHECK(fs::exists(file.string() + ".partial"));
  finish(*writer);
  const auto page = read_file(file);
  CHECK(count(page, "<article>") == 300);
  CHECK(count(page, "</article>") == 300);
  CHECK(count(page, "<html") == 1);
  CHECK(page.ends_with("</body>\n</html>\n"));
  CHECK(mode_of(file) == 0600);
  CHECK_FALSE(fs::exists(file.string() + ".partial"));
}

TEST_CASE("letters of many stand in a folder a file each", "[cli][letters]") {
  const TestWorld world;
  const auto folder = world.folder() / "letters";
  const bool is_there = GENERATE(false, true);
  if (is_there) fs::create_directory(folder);
  const auto writer = write_letters({folder.string() + "/"}, "Contoso");
  writer->add(temporary(2, "Ann", "ann@b.example"));
  writer->add(temporary(17, "Bob", "bob@b.example"));
  CHECK(mode_of(folder.string() + ".partial") == 0700);
  CHECK((!fs::exists(folder) || fs::is_empty(folder)));
  finish(*writer);
  CHECK(mode_of(folder) == 0700);
  CHECK(mode_of(folder / "usr_2.html") == 0600);
  CHECK_THAT(read_file(folder / "usr_17.html"), Contains("bob@b.example") && Contains("</html>"));
  CHECK(std::distance(fs::directory_iterator(folder), {}) == 2);
  CHECK_FALSE(fs::exists(folder.string() + ".partial"));
}

TEST_CASE("letters that are not to be are gone with their folder", "[cli][letters]") {
  const TestWorld world;
  const auto folder = world.folder() / "letters";
  write_letters({folder.string()}, "Contoso")->add(temporary(2, "Ann", "ann@b.example"));
  CHECK_FALSE(fs::exists(folder));
  CHECK_FALSE(fs::exists(folder.string() + ".partial"));
}

TEST_CASE("a folder for letters is new or empty and no link", "[cli][letters]") {
  const TestWorld world;
  const auto at = [&](const char* name) { return (world.folder() / name).string(); };
  const auto code_for = [&](const std::string& name) -> std::string {
    try {
      write_letters({name}, "Contoso");
    } catch (const Error& error) {
      return error.failure().code;
    }
    return {};
  };
  fs::create_directories(world.folder() / "full/x");
  fs::create_directory(world.folder() / "empty");
  fs::create_directory_symlink("empty", world.folder() / "link");
  fs::create_directory(world.folder() / "left.partial");
  write_file(world.folder() / "file", "");
  CHECK(code_for(at("full")) == "file-exists");
  CHECK(code_for(at("link")) == "file-exists");
  CHECK(code_for(at("left")) == "file-exists");
  CHECK(code_for(at("file")) == "file-exists");
  CHECK(code_for(at("nowhere/letters")) == "file-not-writable");
  CHECK(code_for(at("empty")).empty());
  CHECK(fs::exists(world.folder() / "full/x"));
}

TEST_CASE("what came with a change stays under its other name where somebody took its name", "[cli][letters]") {
  const TestWorld world;
  const auto folder = world.folder() / "letters";
  const auto writer = write_letters({folder.string()}, "Contoso");
  writer->add(temporary(2, "Ann", "ann@b.example"));
  fs::create_directories(folder / "somebody's");
  CHECK_THROWS_AS(finish(*writer), Error);
  CHECK_THAT(read_file(folder.string() + ".partial/usr_2.html"), Contains(std::string(kPassword)));
}

TEST_CASE("a credentials file in the folder of the letters is refused before anything is changed", "[cli][letters]") {
  TestWorld world;
  world.init();
  const auto folder = (world.folder() / "letters").string();
  fs::create_directory(folder);
  const auto ran = world.run("user add --name Ann ann@contoso.example --letters '" + folder + "' --credentials '" +
                             folder + "/c.csv'");
  CHECK(ran.code == 4);
  CHECK(fs::is_empty(folder));
  CHECK(world.run("user exists ann@contoso.example").code == 10);
}

}  // namespace
