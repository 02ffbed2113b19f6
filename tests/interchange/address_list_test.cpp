#include "pcadmin/interchange/address_list.hpp"

#include "interchange/text_source.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin::interchange;  // NOLINT(google-build-using-namespace)
using pcadmin::test::TextSource;

/// `3 ann@contoso.example`, or the code of what is wrong in place of the address.
std::vector<std::string> read(std::string_view text, std::size_t chunk = 64 * 1024) {
  TextSource source(text, chunk);
  AddressList list(source);
  std::vector<std::string> lines;
  while (const auto line = list.next())
    lines.push_back(std::to_string(line->number) + " " +
                    (line->address ? line->address->text() : line->address.error().code));
  return lines;
}

TEST_CASE("a list of addresses has one a line, whatever ends the lines", "[interchange][addresses]") {
  const std::vector<std::string> expected = {"1 ann@contoso.example", "4 bob@contoso.example"};
  for (const std::size_t chunk : {1, 3, 65536}) {
    CHECK(read("ann@contoso.example\n\n# the new ones\n bob@contoso.example\t", chunk) == expected);
    CHECK(read("\xEF\xBB\xBF"
               "ann@contoso.example\r\n \r\n#\r\nbob@contoso.example\r\n",
               chunk) == expected);
  }
  CHECK(read("").empty());
}

TEST_CASE("each line that holds no address says so and the next are read", "[interchange][addresses]") {
  CHECK(read("ann\nann@contoso.example, bob@contoso.example\nbob@contoso.example\n\xff@contoso.example\n") ==
        std::vector<std::string>{"1 invalid-email", "2 invalid-email", "3 bob@contoso.example", "4 not-utf8"});
}

TEST_CASE("a line that never ends is no address and is not kept", "[interchange][addresses]") {
  const auto lines = read(std::string(1'000'000, 'a') + "\nann@contoso.example\n");
  CHECK(lines == std::vector<std::string>{"1 invalid-email", "2 ann@contoso.example"});
}

}  // namespace
