#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// What the kernel sees of secrets, as strace tells it: every argument of every system call, with the files that
/// descriptors stand for.
namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

constexpr std::string_view kStrace = "/usr/bin/strace";
constexpr mode_t kPrivateFile = 0600;

Words strace_words(const fs::path& trace) {
  // -v: the whole environment in execve; -y: what a descriptor stands for; -s: no string is cut short.
  return {std::string(kStrace), "-f", "-v", "-y", "-s", "1000000", "-o", trace.string()};
}

/// A container may forbid it.
bool can_trace(const Site& site) {
  Spawn look{.words = strace_words("/dev/null"), .env = site.env, .folder = site.folder()};
  look.words.emplace_back("/bin/true");
  return fs::exists(kStrace) && run(look).code == 0;
}

/// Runs commands under strace and keeps what they did, one system call a line.
class Watched {
 public:
  explicit Watched(const Site& site) : site_(site) {}

  /// Standard output of what has to succeed.
  std::string get(Words words, std::string in = {}, const Environment& more = {}) {
    auto spawn = site_.spawn(std::move(words), std::move(in));
    auto traced = strace_words(trace());
    spawn.words.insert(spawn.words.begin(), traced.begin(), traced.end());
    return get(std::move(spawn), more);
  }

  /// The same with a file open as descriptor 3.
  std::string get_with_descriptor(const Words& words, const std::string& file) {
    Spawn spawn{.words = {"/bin/sh", "-c", "file=$1; shift; exec \"$@\" 3< \"$file\"", "sh", file},
                .env = site_.env,
                .folder = site_.folder()};
    for (const auto& word : strace_words(trace())) spawn.words.push_back(word);
    for (const auto& word : site_.spawn(words).words) spawn.words.push_back(word);
    return get(std::move(spawn), {});
  }

  /// The system calls that hold `secret`, those left out that read it.
  std::vector<std::string> that_hold(std::string_view secret) const {
    std::vector<std::string> found;
    for (const auto& call : calls_) {
      const bool reads = call.find(" read(") != std::string::npos;
      if (!reads && call.find(secret) != std::string::npos) found.push_back(call);
    }
    return found;
  }
  const std::vector<std::string>& calls() const { return calls_; }

 private:
  fs::path trace() const { return site_.at("trace"); }

  std::string get(Spawn spawn, const Environment& more) {
    spawn.env.insert(more.begin(), more.end());
    spawn.env["ASAN_OPTIONS"] = "detect_leaks=0";  // it traces too, and only one can
    const auto outcome = Site::run(spawn);
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    take();
    return outcome.out;
  }

  void take() {
    const auto text = read_file(trace());
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.find('\n', begin), text.size());
      calls_.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    fs::remove(trace());
  }

  const Site& site_;
  std::vector<std::string> calls_;
};

std::string line(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

/// A secret left the process so many times, each time by a write to `where` and by nothing else.
void check_writes(const Watched& watched, std::string_view secret, std::string_view where, std::size_t times) {
  REQUIRE(secret.size() >= 15);
  const auto found = watched.that_hold(secret);
  CHECK(found.size() == times);
  for (const auto& call : found) {
    INFO(call.substr(0, 300));
    const auto at = call.find(" write(");
    REQUIRE(at != std::string::npos);
    CHECK(call.substr(at, call.find(", ", at) - at).find(where) != std::string::npos);
  }
}

constexpr std::string_view kStandardOutput = " write(1<pipe:";

}  // namespace

TEST_CASE("no secret leaves the process but to standard output or the private file it is meant for", "[secrets]") {
  const Site site;
  if (!can_trace(site)) return skip_loudly("what the kernel sees of secrets", "strace cannot be run here");
  Watched watched(site);
  const std::string ada(kAdaPassword);
  const std::string other(kOtherPassword);
  const std::string third = "eleven quiet ferries at noon";

  watched.get({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada Lovelace", "--email",
               "ada@contoso.example", "--password-stdin"},
              ada + "\n");
  watched.get({"sign-in", "ada@contoso.example", "--password-stdin"}, ada + "\n");
  watched.get({"password", "change", "--password-stdin", "--new-password-stdin"}, ada + "\n" + other + "\n");
  const auto shown = line(watched.get({"user", "add", "--name", "Ann", "ann@contoso.example", "--role", "report-viewer",
                                       "--field", "temporary_password"}));
  watched.get({"user", "add", "--name", "Ben", "ben@contoso.example", "--credentials", "ben.csv"});
  watched.get({"token", "create", "--name", "filed", "--out", "filed.token"});
  const auto plain = line(watched.get({"token", "create", "--name", "plain", "--porcelain"}));
  const auto in_json = watched.get({"token", "create", "--name", "json", "-o", "json"});
  const auto filed = line(read_file(site.at("filed.token")));
  CHECK_THAT(watched.get({"whoami"}, {}, {{"PCADMIN_TOKEN_FILE", "filed.token"}}), Contains("token filed"));
  watched.get({"user", "add", "--name", "Cy", "cy@contoso.example", "--porcelain", "--credentials", "cy.csv"}, {},
              {{"PCADMIN_TOKEN_FILE", "filed.token"}});
  CHECK_THAT(watched.get_with_descriptor({"whoami", "--token-fd", "3"}, "filed.token"), Contains("token filed"));
  watched.get({"sign-in", "ann@contoso.example", "--password-stdin", "--new-password-stdin"},
              shown + "\n" + third + "\n");
  const auto session = [&] {
    for (const auto& entry : fs::directory_iterator(site.at("state/pcadmin"))) return entry.path();
    return fs::path();
  }();

  // The test sees what there is to be seen.
  CHECK(watched.calls().size() > 100);
  CHECK_FALSE(watched.that_hold("PCADMIN_TOKEN_FILE=filed.token").empty());
  CHECK_FALSE(watched.that_hold("ada@contoso.example").empty());

  for (const auto& password : {ada, other, third}) {
    INFO(password);
    CHECK(watched.that_hold(password).empty());
  }
  check_writes(watched, shown, kStandardOutput, 1);
  check_writes(watched, plain, kStandardOutput, 1);
  const auto at = in_json.find("pcat_");
  REQUIRE(at != std::string::npos);
  check_writes(watched, in_json.substr(at, plain.size()), kStandardOutput, 1);
  check_writes(watched, filed, "filed.token.partial>", 1);
  check_writes(watched, line(read_file(session)), "/state/pcadmin/" + session.filename().string(), 1);
  const auto csv = read_file(site.at("ben.csv"));
  const auto row = csv.find("Ben,");
  REQUIRE(row != std::string::npos);
  check_writes(watched, csv.substr(row + 4, shown.size()), "ben.csv.partial>", 1);
  for (const auto& file : {site.at("filed.token"), site.at("ben.csv"), session}) CHECK(mode_of(file) == kPrivateFile);
  site.get({"sign-in", "ada@contoso.example", "--password-stdin"}, other + "\n");
  site.require_whole();
}

TEST_CASE("a token that is not good is refused, and the session beside it does not count", "[secrets]") {
  Site site;
  site.init();
  site.get({"token", "create", "--name", "ci", "--out", "ci.token"});
  site.env["PCADMIN_TOKEN_FILE"] = "ci.token";
  CHECK(site.get({"whoami", "--field", "by"}) == "token ci\n");
  fs::permissions(site.at("ci.token"), fs::perms::group_read, fs::perm_options::add);
  CHECK_THAT(site.run({"whoami"}).err, Contains("[token-exposed]"));
  fs::permissions(site.at("ci.token"), fs::perms::owner_read);
  site.get({"token", "revoke", "ci"});
  const auto outcome = site.run({"user", "list"});
  CHECK(outcome.code == 13);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Contains("[token-invalid]"));
}

TEST_CASE("a token needs no home: neither HOME nor a folder for sessions", "[secrets]") {
  Site site;
  site.init();
  site.get({"token", "create", "--name", "ci", "--out", "ci.token"});
  site.env = {{"PCADMIN_TOKEN_FILE", "ci.token"}, {"PCADMIN_STORE", site.store().string()}};
  CHECK(site.get({"whoami", "--field", "by"}) == "token ci\n");
  CHECK(site.get({"user", "add", "--name", "Ann", "ann@contoso.example", "--porcelain", "--credentials", "ann.csv"}) ==
        "usr_2\n");
}
