#include "cli/render/pointer.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin;

std::string pointed(std::string expression, std::int64_t column) {
  return cli::pointed_at({.code = "invalid-filter",
                          .kind = FailureKind::invalid,
                          .message = "column",
                          .details = {{"expression", std::move(expression)}, {"column", column}}});
}

}  // namespace

TEST_CASE("a place in an expression is shown by a caret under it", "[cli][render]") {
  CHECK(pointed("state = x", 9) == "  state = x\n          ^\n");
  CHECK(pointed("state", 1) == "  state\n  ^\n");
  CHECK(pointed("state", 6) == "  state\n       ^\n");  // behind the end
  CHECK(pointed("", 1) == "  \n  ^\n");
}

TEST_CASE("a caret counts what the terminal shows", "[cli][render]") {
  CHECK(pointed("名 = x", 5) == "  名 = x\n       ^\n");                 // wide
  CHECK(pointed("Zoe\u0308 = x", 8) == "  Zoe\u0308 = x\n        ^\n");  // a mark takes no column
  CHECK(pointed("a\x1b = x", 6) == "  a\\x1b = x\n          ^\n");
}

TEST_CASE("of a long expression only what is around the place is shown", "[cli][render]") {
  const auto lines = pointed(std::string(200, 'a') + "b" + std::string(200, 'c'), 201);
  CHECK(lines == "  …" + std::string(50, 'a') + "b" + std::string(28, 'c') + "…\n" + std::string(53, ' ') + "^\n");
}

TEST_CASE("a failure that is about no expression has no caret", "[cli][render]") {
  CHECK(cli::pointed_at({.code = "x", .message = "y"}).empty());
}
