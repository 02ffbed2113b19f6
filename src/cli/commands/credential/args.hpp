#pragma once

#include "../../args.hpp"

#include "pcadmin/ops/credentials.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

/// How temporary passwords are chosen.
namespace pcadmin::cli {

/// In the order of `ops::CredentialState`.
inline constexpr std::array<std::string_view, 3> kCredentialStates = {"unclaimed", "claimed", "expired"};

inline std::string_view to_string(ops::CredentialState state) {
  return kCredentialStates.at(static_cast<std::size_t>(state));
}

template <>
struct ArgValue<ops::CredentialState> {
  /// `text` is one of the argument's words.
  static Result<ops::CredentialState> parse(std::string_view text) {
    const auto* const found = std::ranges::find(kCredentialStates, text);
    return static_cast<ops::CredentialState>(found - kCredentialStates.begin());
  }
};

namespace flags {

inline constexpr Arg<Count> kOfChange{{.name = "--change",
                                       .help = "only people whom change-set N gave one: those an import added",
                                       .value = "N",
                                       .completes = Completes::change}};

}  // namespace flags

inline std::optional<store::ChangeId> change_of(const Args& args) {
  const auto number = args.find(flags::kOfChange);
  return number ? std::optional(store::ChangeId{number->number}) : std::nullopt;
}

}  // namespace pcadmin::cli
