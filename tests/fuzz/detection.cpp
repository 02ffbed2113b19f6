#include "promises.hpp"

#include "pcadmin/interchange/people_format.hpp"

using namespace pcadmin;

/// A file without --format: what its beginning is taken for, read as that.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  const auto format = interchange::detect_format(text);
  if (format)
    fuzz::check_people([&](interchange::ByteSource& source) { return interchange::read_people(source, *format); },
                       text);
  else
    fuzz::check_failure(format.error());
  return 0;
}
