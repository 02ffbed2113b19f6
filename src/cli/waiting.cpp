#include "waiting.hpp"

#include "render/render.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string>

namespace pcadmin::cli {

std::chrono::milliseconds busy_timeout(const Command& command, const World& world) {
  constexpr double kUsual = 10;
  constexpr double kPatient = 300;
  constexpr double kMost = 3600;
  double seconds = command.patient || !command.writes() ? kPatient : kUsual;
  if (const auto text = world.env("PCADMIN_BUSY_TIMEOUT"); text && !text->empty()) {
    const auto [rest, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (error != std::errc{} || rest != text->data() + text->size() || !(seconds >= 0) || seconds > kMost) {
      throw Error(
          {.code = "invalid-number",
           .kind = FailureKind::usage,
           .message = fmt::format("PCADMIN_BUSY_TIMEOUT: \"{}\" is not a number of seconds from 0 to 3600", *text),
           .hint = "for example PCADMIN_BUSY_TIMEOUT=30"});
    }
  }
  return std::chrono::milliseconds(std::llround(seconds * 1000));
}

store::OpenOptions Waiting::options(store::Access access) {
  return {.access = access,
          .busy_timeout = busy_timeout(command_, world_),
          .while_waiting = [this](std::chrono::milliseconds waited) { wait(waited); },
          .while_working =
              [this] {
                progress_.tick();
                world_.check_interrupted();
              }};
}

void Waiting::wait(std::chrono::milliseconds waited) {
  if (!watch_) watch_ = world_.watch_meanwhile();
  world_.check_interrupted();
  if (said_ || waited < std::chrono::seconds(1)) return;
  said_ = true;
  progress_.hide();
  say("",
      for_readers_ ? "waiting for another pcadmin that is reading the store"
                   : "waiting for another pcadmin that is changing the store",
      output_, world_);
}

void Waiting::over() {
  if (!watch_) return;
  watch_.reset();
  world_.check_interrupted();
}

}  // namespace pcadmin::cli
