#include "../interchange/skill_reading.hpp"
#include "promises.hpp"

using namespace pcadmin;

namespace {

template <class Read>
void check_records(const Read& read, std::string_view text) {
  const auto reading = read(text, text.size() + 1);
  if (reading.failure) fuzz::check_failure(*reading.failure);
  for (const auto& row : reading.rows) fuzz::promise(row.line >= 1);
  for (const auto& fault : reading.faults)
    fuzz::promise(fault.line >= 1 && !fault.code.empty() && !fault.message.empty());
  fuzz::promise(test::whole_text(read(text, 1 + text.size() % 7)) == test::whole_text(reading));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  check_records(test::read_skills, text);
  check_records(test::read_known_skills, text);
  return 0;
}
