#include "promises.hpp"

#include "pcadmin/interchange/command_lines.hpp"

#include <fmt/format.h>

#include <string>

using namespace pcadmin;

namespace {

/// Everything a file of commands comes to; a command has a word, and a fault says what is wrong.
std::string read_commands(std::string_view text, std::size_t chunk) {
  std::string all;
  try {
    test::TextSource source(text, chunk);
    interchange::CommandLines lines(source);
    while (const auto row = lines.next()) {
      if (*row) {
        fuzz::promise((*row)->line >= 1 && !(*row)->words.empty());
        all += fmt::format("{} {}", (*row)->line, (*row)->id.value_or("-"));
        for (const auto& word : (*row)->words) all += fmt::format(" {}:{}", word.column, word.text);
      } else {
        const auto& fault = row->error();
        fuzz::promise(fault.line >= 1 && fault.column >= 1 && !fault.code.empty() && !fault.message.empty());
        all += fmt::format("{}:{} {} {}", fault.line, fault.column, fault.code, fault.value);
      }
      all += '\n';
    }
    fuzz::promise(!lines.next());
  } catch (const Error& error) {
    fuzz::check_failure(error.failure());
    all += error.failure().message;
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  fuzz::promise(read_commands(text, 1 + size % 7) == read_commands(text, 64 * std::size_t{1024}));
  return 0;
}
