#include "session.hpp"

#include "pcadmin/ops/identity.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 1> kExamples = {{{"pcadmin sign-out", "end the session of this store"}}};

Report run(ops::Unit& unit, Context&, const Answers&) {
  const bool was = ops::sign_out(unit);
  const auto* const who = unit.find_who();
  const auto instead = who != nullptr && who->via ? "there is no session to end: you act by " + *who->via
                                                  : std::string("nobody was signed in");
  return {.changed = was, .said = was ? "signed out" : instead, .ends_session = true};
}

}  // namespace

constinit const Command kSignOut{
    .noun = "",
    .verb = "sign-out",
    .summary = "End your session",
    .details = "Signing out when nobody is signed in succeeds. A token ends with pcadmin token revoke.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::identify,
    .run = run,
    .in_batch = InBatch::no,
};

}  // namespace pcadmin::cli
