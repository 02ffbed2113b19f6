#include "columns.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

namespace {

/// What was said to it. An approval without a word of its own carries the reason of whoever asked.
Value answer_to(const store::Request& request) {
  if (!request.decided || request.decided->reason == request.opened.reason) return {};
  return text_or_nothing(request.decided->reason);
}

}  // namespace

Row request_values(const store::Request& request) {
  const auto& decided = request.decided;
  return make_row(request.id.text(), request.email.text(), request.name.text(), std::string(request.role.text()),
                  request.location ? Value(request.location->partner_id.text()) : Value(), value_of(request.wanted_end),
                  text_or_nothing(request.opened.reason), text_or_nothing(request.opened.ticket),
                  to_rfc3339(request.opened.at), std::string(to_string(request.state)),
                  decided ? Value(to_rfc3339(decided->at)) : Value(), decided ? text_or_nothing(decided->by) : Value(),
                  answer_to(request), decided ? decided->change.number : request.opened.change.number);
}

std::string request_words(const store::Request& request) {
  return fmt::format("{} ({}, {}{})", request.id.text(), request.email.text(), request.role.text(),
                     request.location ? " for location " + request.location->partner_id.text() : "");
}

Report decision_report(const ops::Decision& decision) {
  return {.body = RecordBody{"request", kRequestColumns, request_values(decision.request), true},
          .changed = true,
          .undoable = true};
}

}  // namespace pcadmin::cli
