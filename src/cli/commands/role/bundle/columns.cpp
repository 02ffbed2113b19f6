#include "columns.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

Row bundle_values(const store::Bundle& bundle) {
  std::vector<std::string> roles;
  for (const auto role : bundle.record.roles) roles.emplace_back(role.text());
  return make_row(bundle.record.name.text(), std::move(roles), value_of(bundle.record.summary));
}

std::string untouched_sentence(std::int64_t assignments) {
  if (assignments == 0) return "no assignment came by it";
  if (assignments == 1) return "1 assignment came by it and stays as it is";
  return fmt::format("{} assignments came by it and stay as they are", assignments);
}

}  // namespace pcadmin::cli
