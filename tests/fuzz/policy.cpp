#include "promises.hpp"

#include "pcadmin/interchange/policy_file.hpp"

using namespace pcadmin;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  try {
    test::TextSource source(fuzz::text_of(data, size));
    fuzz::promise(!interchange::read_policy(source).empty());
  } catch (const Error& error) {
    fuzz::check_failure(error.failure());
  }
  return 0;
}
