#include "promises.hpp"

#include "pcadmin/interchange/people_format.hpp"

using namespace pcadmin;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  fuzz::check_people(
      [](interchange::ByteSource& source) {
        return interchange::read_people(source, interchange::PeopleFormat::FUZZED_FORMAT);
      },
      fuzz::text_of(data, size));
  return 0;
}
