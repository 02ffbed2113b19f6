#pragma once

#include "command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

/// What a filter expression that is being typed could become: the whole of it, its last word completed.
struct FilterOffer {
  std::string expression;
  std::string says{};  ///< the explanation, or nothing
};
std::vector<FilterOffer> filter_offers(const Command& command, std::string_view typed);

}  // namespace pcadmin::cli
