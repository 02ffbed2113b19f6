#include "cli/progress.hpp"

#include "cli/output.hpp"
#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

/// What is seen of long work while it lasts.
namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using namespace std::chrono_literals;
using Catch::Contains;
using pcadmin::test::TestWorld;
using pcadmin::test::write_file;

/// Somebody at a terminal of that width, and a line.
struct Desk {
  explicit Desk(std::size_t width = 80, Output output = {}) : output_(std::move(output)) {
    world.terminal.width = width;
  }

  /// What the terminal was sent since it was last asked.
  std::string seen() {
    auto text = world.err.text();
    world.err.clear();
    return text;
  }
  void pass(std::chrono::milliseconds time) { world.clock.running += time; }
  /// So many units, evenly in that time.
  void work(ProgressLine& line, int units, std::chrono::milliseconds time) {
    for (int i = 0; i < units; ++i) {
      pass(time / units);
      line.step();
    }
  }

  TestWorld world;
  Output output_;
};

TEST_CASE("nothing is said of work that lasts half a second", "[cli][progress]") {
  Desk desk;
  {
    ProgressLine line(desk.output_, desk.world.world());
    line.begin({.doing = "reading"});
    desk.work(line, 48, 480ms);
    line.then("committing");
  }
  CHECK(desk.seen().empty());
}

TEST_CASE("longer work is one line with rows, rate and time left, repainted and in the end taken away",
          "[cli][progress]") {
  Desk desk;
  ProgressLine line(desk.output_, desk.world.world());
  line.begin({.doing = "reading", .whole = 4000});
  line.add_bytes(1000);
  desk.work(line, 160, 800ms);
  const auto first = desk.seen();
  CHECK_THAT(first, Contains("\rreading: 112 rows, 200 a second, 2 s left"));
  CHECK_THAT(first, Contains("\rreading: 160 rows, 200 a second, 3 s left"));
  CHECK(first.find('\n') == std::string::npos);
  line.hide();
  CHECK(desk.seen() == "\r" + std::string(41, ' ') + "\r");
  line.hide();
  CHECK(desk.seen().empty());
}

TEST_CASE("a shorter line leaves nothing of the longer one behind it", "[cli][progress]") {
  Desk desk;
  ProgressLine line(desk.output_, desk.world.world());
  line.begin({.doing = "reading"});
  desk.work(line, 16, 1600ms);
  desk.seen();
  line.then("committing");
  CHECK(desk.seen() == "\rcommitting" + std::string(std::string("reading: 16 rows, 10 a second").size() - 10, ' '));
  desk.pass(95s);
  line.tick();
  CHECK_THAT(desk.seen(), Contains("\rcommitting, 2 min so far"));
}

TEST_CASE("without a known whole nothing is said of the time left", "[cli][progress]") {
  Desk desk;
  ProgressLine line(desk.output_, desk.world.world());
  line.begin({.doing = "writing", .unit = "people"});
  desk.work(line, 16, 3200ms);
  CHECK_THAT(desk.seen(), Contains("\rwriting: 16 people, 5.0 a second"));
}

TEST_CASE("a line never wraps, and holds no escape sequence", "[cli][progress]") {
  Desk desk(20);
  ProgressLine line(desk.output_, desk.world.world());
  line.begin({.doing = "reading"});
  desk.work(line, 160, 1600ms);
  line.hide();
  const auto seen = desk.seen();
  CHECK_THAT(seen, Contains("\rreading: 160 rows,…"));
  CHECK(seen.find('\x1b') == std::string::npos);
}

TEST_CASE("nothing is said in a pipe, or to those who want it quiet", "[cli][progress]") {
  const auto quiet = GENERATE(false, true);
  Desk desk(80, {.quiet = quiet});
  if (!quiet) desk.world.terminal.width.reset();
  ProgressLine line(desk.output_, desk.world.world());
  line.begin({.doing = "reading"});
  desk.work(line, 160, 10s);
  line.then("committing");
  line.hide();
  CHECK(desk.seen().empty());
}

TEST_CASE("with --accessible, and on a dumb terminal, there are plain lines some seconds apart", "[cli][progress]") {
  const auto dumb = GENERATE(false, true);
  Desk desk(80, {.accessible = !dumb});
  if (dumb) desk.world.env["TERM"] = "dumb";
  ProgressLine line(desk.output_, desk.world.world());
  line.begin({.doing = "reading"});
  desk.work(line, 1200, 12s);
  line.then("committing");
  line.hide();
  CHECK(desk.seen() == "reading: 512 rows, 100 a second\nreading: 1024 rows, 100 a second\ncommitting\n");
}

TEST_CASE("when nobody can read the line any more the work goes on", "[cli][progress]") {
  Desk desk;
  ProgressLine line(desk.output_, desk.world.world());
  desk.world.err.broken = Failure{.code = "closed-output", .kind = FailureKind::closed_output, .message = "gone"};
  line.begin({.doing = "reading"});
  CHECK_NOTHROW(desk.work(line, 160, 1600ms));
  desk.world.err.broken.reset();
  CHECK(desk.seen().empty());
}

TEST_CASE("an import that takes long is followed on a terminal and leaves no trace there", "[cli][progress]") {
  TestWorld world;
  world.init();
  std::string csv = "name,email\n";
  for (int i = 0; i < 64; ++i) csv += "P" + std::to_string(i) + ",p" + std::to_string(i) + "@contoso.example\n";
  write_file(world.folder() / "f.csv", csv);
  world.terminal.width = 80;
  world.world().check_interrupted = [&] { world.clock.running += 20ms; };
  const auto ran = world.run("user import '" + (world.folder() / "f.csv").string() + "' --dry-run --color never");
  CHECK(ran.code == 0);
  CHECK_THAT(ran.err, Contains("\rreading: 32 rows, 50 a second"));
  CHECK_THAT(ran.err, Contains("\rchecking"));
  CHECK_THAT(ran.err, Contains(" \rdry run: nothing was changed\n"));
  const auto quiet = world.run("user import '" + (world.folder() / "f.csv").string() + "' --dry-run -q");
  CHECK(quiet.err.empty());
}

}  // namespace
