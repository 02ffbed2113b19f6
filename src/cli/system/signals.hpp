#pragma once

namespace pcadmin::cli {

/// While one of these lives, SIGINT, SIGTERM and SIGHUP do not end the program but are noted, so that work in hand can
/// be taken back in order. A second one ends it at once.
class NotedSignals {
 public:
  NotedSignals();
  /// Back to what was before this one.
  ~NotedSignals();
  NotedSignals(const NotedSignals&) = delete;
  NotedSignals& operator=(const NotedSignals&) = delete;

 private:
  bool before_;
};

/// The same for the rest of the program's life.
void note_signals_from_now_on();

/// Throws `Error` `interrupted` (kind interrupted or terminated) when a signal was noted.
void throw_if_signalled();

}  // namespace pcadmin::cli
