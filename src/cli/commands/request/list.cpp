#include "../../common_args.hpp"
#include "columns.hpp"
#include "request.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::string_view, 5> kStates = {"open", "approved", "denied", "withdrawn", "all"};
constexpr Arg<Word> kState{{.name = "--state",
                            .help = "only requests in this state, or all",
                            .value = "STATE",
                            .fallback = "open",
                            .words = kStates,
                            .completes = Completes::word}};
constexpr Switch kMine{{.name = "--mine", .help = "only your own"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kState.spec, &kMine.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin request list", "what waits for you, and what you wait for"},
    {"pcadmin request list --mine --state all", "everything you ever asked for, and what became of it"},
    {"pcadmin request list --state denied -o json", "for a program"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto state = context.args.get(kState, Word{"open"}).text;
  ops::RequestQuery query{.mine = context.args.on(kMine)};
  if (state != "all") query.state = value_or_throw(domain::parse_request_state(state));
  return {.body =
              ListBody{"requests", kListedRequestColumns, [&unit, query](const std::function<bool(const Row&)>& each) {
                         ops::list_requests(
                             unit, query, [&](const store::Request& request) { return each(request_values(request)); });
                       }}};
}

}  // namespace

constinit const Command kRequestList{
    .noun = "request",
    .verb = "list",
    .summary = "List requests that wait for you, and your own",
    .details =
        "In the order in which they were made: your own, and those for roles that you may grant. Decide with pcadmin "
        "request approve and pcadmin request deny.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_requests,
    .run = run,
    .columns = kListedRequestColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
