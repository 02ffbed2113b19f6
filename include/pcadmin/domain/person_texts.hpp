#pragma once

#include <cstdint>
#include <string_view>

namespace pcadmin::domain {

/// A person in plain texts, as files have them; empty where there is nothing. The texts are somebody else's and good as
/// long as that says.
struct PersonTexts {
  std::int64_t id = 0;
  std::string_view name{};
  std::string_view email{};
  std::string_view roles{};  ///< ids with `;` between
  std::string_view given_name{};
  std::string_view family_name{};
  std::string_view kind{};  ///< `member` or `guest`
  std::string_view job_title{};
  std::string_view department{};
  std::string_view phone{};
  std::string_view usage_location{};
  std::string_view state{};  ///< `active` or `disabled`
};

}  // namespace pcadmin::domain
