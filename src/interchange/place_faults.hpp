#pragma once

#include "interchange/policy_node.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/policy_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// What is wrong with a file, as far as it was found, with the place of each.
class PlaceFaults {
 public:
  static constexpr std::size_t kMost = PolicyLimits::kFaults;

  void add(const Place& place, std::string field, std::string code, std::string_view value, std::string message,
           std::string hint);
  std::size_t count() const { return count_; }
  /// Throws `Error`, kind invalid, with `code`, everything in the details `count` and `faults` with `line`, `column`,
  /// `field`, `code`, `value`, `message` and `hint` of each, by place. `3 things are wrong with the policy: nothing was
  /// checked`, where `file` is the policy and `so` what was not done.
  void throw_if_any(std::string_view code, std::string_view file, std::string_view so);

 private:
  std::size_t count_ = 0;
  std::vector<DetailRow> rows_{};
};

}  // namespace pcadmin::interchange
