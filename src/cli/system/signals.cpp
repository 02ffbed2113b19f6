#include "signals.hpp"

#include "pcadmin/base/result.hpp"

#include <csignal>

namespace pcadmin::cli {

namespace {

volatile std::sig_atomic_t noted_signal = 0;
bool noting = false;

extern "C" void note_signal(int signal) { noted_signal = signal; }

void install(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  // No SA_RESTART: a read from the terminal must come back. SA_RESETHAND: the second one ends the program.
  action.sa_flags = handler == SIG_DFL ? 0 : static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGHUP, &action, nullptr);
}

}  // namespace

NotedSignals::NotedSignals() : before_(noting) { note_signals_from_now_on(); }

NotedSignals::~NotedSignals() {
  noting = before_;
  if (!before_) install(SIG_DFL);
}

void note_signals_from_now_on() {
  if (!noting) install(note_signal);
  noting = true;
}

void throw_if_signalled() {
  if (noted_signal == 0) return;
  throw Error({.code = "interrupted",
               .kind = noted_signal != SIGINT ? FailureKind::terminated : FailureKind::interrupted,
               .message = "interrupted: nothing was changed",
               .hint = "to have it done, run it again"});
}

}  // namespace pcadmin::cli
