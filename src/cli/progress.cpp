#include "progress.hpp"

#include "output.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace pcadmin::cli {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds kLong = 500ms;
constexpr milliseconds kRepaint = 200ms;
constexpr milliseconds kPlain = 5s;
/// Units between two looks at the clock.
constexpr std::uint64_t kLook = 16;

std::string told(std::chrono::seconds time) {
  constexpr auto kMany = 90;
  if (time.count() < kMany) return fmt::format("{} s", time.count());
  const auto minutes = std::chrono::round<std::chrono::minutes>(time);
  if (minutes.count() < kMany) return fmt::format("{} min", minutes.count());
  return fmt::format("{} h", std::chrono::round<std::chrono::hours>(time).count());
}

std::string rate(std::uint64_t units, milliseconds time) {
  const auto a_second = static_cast<double>(units) / std::chrono::duration<double>(time).count();
  return a_second < 10 ? fmt::format("{:.1f}", a_second) : fmt::format("{:.0f}", a_second);
}

}  // namespace

ProgressLine::ProgressLine(const Output& output, World& world)
    : world_(output.quiet || !world.terminal.shows_errors() ? nullptr : &world),
      plain_(output.accessible || world.env("TERM") == "dumb") {}

void ProgressLine::begin(const Stage& stage) {
  if (world_ == nullptr) return;
  began_ = world_->clock.elapsed();
  stage_ = stage;
  units_ = 0;
  bytes_ = 0;
  if (!due_) due_ = began_ + (plain_ ? kPlain : kLong);
}

void ProgressLine::then(std::string_view doing) {
  if (world_ == nullptr || !due_) return;
  begin({.doing = doing});
  if (shown_ || began_ >= *due_) show(began_);
}

void ProgressLine::step() {
  if (world_ != nullptr && ++units_ % kLook == 0) tick();
}

void ProgressLine::reach(std::uint64_t units) {
  units_ = units;
  tick();
}

void ProgressLine::tick() {
  if (world_ == nullptr || !due_) return;
  const auto now = world_->clock.elapsed();
  if (now >= *due_) show(now);
}

void ProgressLine::hide() {
  const auto columns = std::exchange(painted_, 0);
  if (columns > 0) write("\r" + std::string(columns, ' ') + "\r");
}

std::string ProgressLine::text(Moment now) const {
  const auto passed = now - began_;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(passed);
  if (units_ == 0 || passed == 0ms)
    return seconds < 1s ? std::string(stage_.doing) : fmt::format("{}, {} so far", stage_.doing, told(seconds));
  auto line = fmt::format("{}: {} {}, {} a second", stage_.doing, units_, stage_.unit, rate(units_, passed));
  const auto done = bytes_ > 0 ? bytes_ : units_;
  if (stage_.whole && done < *stage_.whole) {
    const std::chrono::duration<double> left =
        std::chrono::duration<double>(passed) * (static_cast<double>(*stage_.whole - done) / static_cast<double>(done));
    line += fmt::format(", {} left", told(std::chrono::ceil<std::chrono::seconds>(left)));
  }
  return line;
}

void ProgressLine::show(Moment now) {
  shown_ = true;
  due_ = now + (plain_ ? kPlain : kRepaint);
  if (plain_) return write(text(now) + "\n");
  // No escape sequence: every terminal knows how to begin a line anew. The last column stays free, so that none wraps.
  const auto line = fit_width(text(now), world_->terminal.columns() - 1);
  const auto columns = display_width(line);
  const auto before = std::exchange(painted_, columns);
  write("\r" + line + std::string(before > columns ? before - columns : 0, ' '));
}

void ProgressLine::write(const std::string& text) {
  try {
    world_->err.write(text);
    world_->err.flush();
  } catch (const Error&) {
    world_ = nullptr;
    painted_ = 0;
  }
}

}  // namespace pcadmin::cli
