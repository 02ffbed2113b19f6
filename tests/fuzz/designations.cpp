#include "promises.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <algorithm>
#include <optional>
#include <vector>

using namespace pcadmin;

namespace {

/// nullopt: refused, with a reason.
std::optional<std::vector<domain::Designation>> read(std::string_view text, std::size_t chunk) {
  try {
    test::TextSource source(text, chunk);
    return interchange::read_designations(source);
  } catch (const Error& error) {
    fuzz::check_failure(error.failure());
    return std::nullopt;
  }
}

}  // namespace

/// What is read fits together, is called by names that occur once, and is the same however the bytes come in.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  const auto designations = read(text, text.size() + 1);
  fuzz::promise(read(text, 1 + text.size() % 7) == designations);
  if (!designations) return 0;
  fuzz::promise(!designations->empty());
  std::vector<domain::RequirementName> names;
  for (const auto& designation : *designations) {
    fuzz::promise(domain::misfits_of(designation).empty());
    names.push_back(designation.name);
  }
  std::ranges::sort(names);
  fuzz::promise(std::ranges::adjacent_find(names) == names.end());
  return 0;
}
