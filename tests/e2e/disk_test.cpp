#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

/// Runs out of space somewhere, or gets through: never anything between.
void check_all_or_nothing(const Site& site, const Outcome& outcome, std::size_t before, std::size_t more) {
  INFO(outcome.code << " " << outcome.signal << ": " << outcome.err);
  CHECK((outcome.code == 0 || outcome.code == 5 || outcome.code == 9));
  site.require_whole();
  CHECK(site.people() == before + (outcome.code == 0 ? more : 0));
}

TEST_CASE("no space in the middle of user add changes nothing") {
  const Site site;
  site.init();
  const auto size = fs::file_size(site.store());
  bool failed = false;
  int round = 0;
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1}, std::size_t{512}, std::size_t{4096},
                                  std::size_t{20000}, size / 2, size - 4096, size, size + 4096}) {
    const auto before = site.people();
    const auto file = "r" + std::to_string(round) + ".csv";
    auto add = site.spawn({"user", "add", "--name", "Ann Lee", "r" + std::to_string(round++) + "@contoso.example",
                           "--role", "helpdesk-agent", "--credentials", file});
    add.most_file_bytes = limit;
    const auto outcome = Site::run(add);
    INFO("at most " << limit << " bytes a file, the store has " << size);
    check_all_or_nothing(site, outcome, before, 1);
    CHECK(fs::exists(site.at(file)) == (outcome.code == 0));
    CHECK_FALSE(fs::exists(site.at(file + ".partial")));
    if (outcome.code == 5 || outcome.code == 9) failed = true;
    if (limit <= 4096) CHECK(outcome.code != 0);
  }
  CHECK(failed);
  site.add_person("after@contoso.example");
  site.require_whole();
}

TEST_CASE("no space in the middle of user import changes nothing") {
  const Site site;
  site.init();
  site.put("hires.csv", people_csv("hire", 1500));
  const auto size = fs::file_size(site.store());
  for (const std::size_t limit :
       {std::size_t{0}, std::size_t{4096}, std::size_t{30000}, size, size + 8192, size + 65536, size + 200000}) {
    const auto before = site.people();
    auto import = site.spawn({"user", "import", "hires.csv", "--credentials", "secret.csv"});
    import.most_file_bytes = limit;
    const auto outcome = Site::run(import);
    INFO("at most " << limit << " bytes a file, the store has " << size);
    check_all_or_nothing(site, outcome, before, 1500);
    CHECK(outcome.code != 0);
    CHECK_FALSE(fs::exists(site.at("secret.csv")));
    CHECK_FALSE(fs::exists(site.at("secret.csv.partial")));
  }
  site.get({"user", "import", "hires.csv", "--credentials", "secret.csv"});
  site.require_whole();
}

TEST_CASE("no space for the letters changes nothing and leaves nothing") {
  const Site site;
  site.init();
  site.put("hires.csv", people_csv("hire", 2000));
  const std::string place = GENERATE("letters", "letters.html");
  // A letter has more bytes than the first limit; all of them have more than the second, where the store has fewer.
  const std::size_t limit = place == "letters" ? 1024 : fs::file_size(site.store()) + 1'050'000;
  auto import = site.spawn({"user", "import", "hires.csv", "--letters", place, "--credentials", "secret.csv"});
  import.most_file_bytes = limit;
  const auto outcome = Site::run(import);
  INFO(outcome.err);
  if (place == "letters.html") CHECK(outcome.code == 5);
  CHECK(outcome.code != 0);
  CHECK(site.people() == 1);
  for (const auto& name : {place, std::string("secret.csv")}) {
    CHECK_FALSE(fs::exists(site.at(name)));
    CHECK_FALSE(fs::exists(site.at(name + ".partial")));
  }
  site.require_whole();
  site.get({"user", "import", "hires.csv", "--letters", place, "--credentials", "secret.csv"});
  CHECK(site.people() == 2001);
}

/// Every other row is wrong, and says so at length: the report and the rejects have more bytes than the store.
std::string half_wrong_csv(std::size_t count) {
  std::string text = "name,email,job_title\n";
  for (std::size_t i = 1; i <= count; ++i) {
    const auto number = std::to_string(i);
    text += "Ann Lee,ann" + number + (i % 2 == 0 ? "@contoso.example," : ",") + std::string(120, 'x') + "\n";
  }
  return text;
}

TEST_CASE("no space for the rejects, the report or the store changes nothing and leaves nothing") {
  const Site site;
  site.init();
  site.put("hires.csv", half_wrong_csv(3000));
  const auto size = fs::file_size(site.store());
  const std::vector<std::string> words = {"user",     "import",        "hires.csv",    "--credentials", "secret.csv",
                                          "--report", "faults.ndjson", "--keep-going", "--rejects",     "again.csv"};
  for (const std::size_t limit : {std::size_t{0}, std::size_t{4096}, std::size_t{100'000}, size, size + 65536}) {
    auto import = site.spawn(words);
    import.most_file_bytes = limit;
    const auto outcome = Site::run(import);
    INFO("at most " << limit << " bytes a file, the store has " << size << ": " << outcome.err);
    CHECK((outcome.code == 5 || outcome.code == 9));
    CHECK(outcome.err.find("import-partial") == std::string::npos);
    CHECK_THAT(outcome.err, Contains("hint: "));
    CHECK(site.people() == 1);
    for (const std::string name : {"secret.csv", "faults.ndjson", "again.csv"}) {
      CHECK_FALSE(fs::exists(site.at(name)));
      CHECK_FALSE(fs::exists(site.at(name + ".partial")));
    }
    site.require_whole();
  }
  CHECK(site.run(words).code == 7);
  CHECK(site.people() == 1501);
  CHECK(count_of(read_file(site.at("faults.ndjson")), "\n") == 1500);
  CHECK(count_of(read_file(site.at("again.csv")), "\n") == 1501);
  CHECK(count_of(read_file(site.at("secret.csv")), "\n") == 1501);
  site.require_whole();
}

TEST_CASE("no space in the middle of init makes no store") {
  for (const std::size_t limit : {0, 100, 4096, 50000}) {
    const Site site;
    auto init = site.spawn({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada", "--email",
                            "ada@contoso.example", "--password-stdin"},
                           std::string(kAdaPassword) + "\n");
    init.most_file_bytes = limit;
    const auto outcome = Site::run(init);
    INFO("at most " << limit << " bytes a file: " << outcome.err);
    CHECK(outcome.code == 9);
    CHECK_FALSE(fs::exists(site.store()));
    if (fs::exists(site.store().parent_path())) CHECK(fs::is_empty(site.store().parent_path()));
    site.init();
    site.require_whole();
  }
}

/// A file system of its own, of one megabyte, seen by this test alone.
class SmallDisk {
 public:
  explicit SmallDisk(const Site& site) : folder_(site.at("data").string()) {
    fs::create_directory(folder_);
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("pcadmin-e2e", folder_.c_str(), "tmpfs", 0, "size=1m,mode=0700") != 0) {
      why_not_ = std::strerror(errno);
    }
  }
  ~SmallDisk() {
    if (why_not_.empty()) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  const std::string& why_not() const { return why_not_; }

  void fill() const {
    const int descriptor = ::open((folder_ + "/filler").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const std::string block(512, 'x');
    while (::write(descriptor, block.data(), block.size()) > 0) {
    }
    ::close(descriptor);
  }
  void empty() const { fs::remove(folder_ + "/filler"); }

 private:
  std::string folder_;
  std::string why_not_;
};

TEST_CASE("a disk that is full") {
  const Site site;
  const SmallDisk disk(site);
  if (!disk.why_not().empty())
    return skip_loudly("a disk that is full", "no file system can be mounted: " + disk.why_not());
  site.init();
  disk.fill();
  const auto bytes = read_file(site.store());

  const auto add = site.run({"user", "add", "--name", "Ann Lee", "ann@contoso.example"});
  CHECK(add.code == 9);
  CHECK_THAT(add.err, Contains("hint: ") && Contains("space"));
  CHECK(read_file(site.store()) == bytes);
  site.put("hires.csv", people_csv("hire", 3000));
  CHECK(site.run({"user", "import", "hires.csv", "--credentials", "secret.csv"}).code == 9);
  CHECK_FALSE(fs::exists(site.at("secret.csv")));
  CHECK(site.run({"user", "add", "--name", "Ann", "ann@contoso.example", "--credentials", "data/ann.csv"}).code != 0);
  CHECK_FALSE(fs::exists(site.at("data/ann.csv.partial")));
  const auto letters = site.run({"user", "add", "--name", "Ann", "ann@contoso.example", "--letters", "data/letters"});
  CHECK(letters.code != 0);
  CHECK_FALSE(fs::exists(site.at("data/letters.partial")));
  site.put("half.csv", half_wrong_csv(400));
  for (const std::string flag : {"--report", "--rejects"}) {
    const auto import = site.run(
        {"user", "import", "half.csv", "--credentials", "secret.csv", "--keep-going", flag, "data/faults.csv"});
    CHECK(import.code != 7);
    CHECK_THAT(import.err, Contains("hint: ") && Contains("space"));
    CHECK_FALSE(fs::exists(site.at("data/faults.csv")));
    CHECK_FALSE(fs::exists(site.at("data/faults.csv.partial")));
  }
  CHECK_FALSE(fs::exists(site.at("secret.csv")));
  CHECK(site.people() == 1);
  site.require_whole();

  disk.empty();  // a megabyte is enough for one, not for three thousand
  CHECK(site.run({"user", "import", "hires.csv", "--credentials", "secret.csv"}).code == 9);
  CHECK(site.people() == 1);
  CHECK(site.run({"user", "import", "half.csv", "--credentials", "secret.csv", "--keep-going", "--rejects",
                  "data/again.csv"})
            .code == 7);
  CHECK(site.people() == 201);
  site.add_person("ann@contoso.example");
  site.require_whole();
}

}  // namespace
