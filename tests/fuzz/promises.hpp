#pragma once

#include "../interchange/people_reading.hpp"

#include <cstddef>
#include <cstdlib>
#include <string_view>

/// What every reader promises of every file, whatever its bytes. A promise that is broken ends the process, which is
/// how libFuzzer knows of it.
namespace pcadmin::fuzz {

inline void promise(bool kept) {
  if (!kept) std::abort();
}

inline std::string_view text_of(const unsigned char* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void check_failure(const Failure& failure) {
  promise(failure.kind == FailureKind::invalid);
  promise(!failure.code.empty() && !failure.message.empty());
}

/// A fault names its line, its code and what is wrong; a person their line; and all of it is the same however the bytes
/// come in.
inline void check_people(const test::Opening& open, std::string_view text) {
  const auto reading = test::read_people(open, text);
  if (reading.failure) check_failure(*reading.failure);
  for (const auto& person : reading.people) promise(person.line >= 1);
  for (const auto& fault : reading.faults) promise(fault.line >= 1 && !fault.code.empty() && !fault.message.empty());
  promise(test::whole_text(test::read_people(open, text, 1 + text.size() % 7)) == test::whole_text(reading));
}

}  // namespace pcadmin::fuzz
