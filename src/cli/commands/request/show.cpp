#include "../../common_args.hpp"
#include "columns.hpp"
#include "request.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kRequest.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin request show req_7", "who asks for what and why, and what became of it"},
    {"pcadmin request show 7 --field state", "one bare value"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto request = ops::show_request(unit, context.args.get(flags::kRequest));
  return {.body = RecordBody{"request", kRequestColumns, request_values(request)}};
}

}  // namespace

constinit const Command kRequestShow{
    .noun = "request",
    .verb = "show",
    .summary = "Show a request and what became of it",
    .details =
        "UNTIL is the end that is wished for, in the words of whoever asks; 30d counts from when it is granted. ANSWER "
        "is the reason given with the decision.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_requests,
    .run = run,
    .columns = kRequestColumns,
};

}  // namespace pcadmin::cli
