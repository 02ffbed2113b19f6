#include "cli/output.hpp"

#include "cli/parser.hpp"
#include "cli/registry.hpp"
#include "cli/render/cells.hpp"
#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using pcadmin::test::TestWorld;

/// How `pcadmin version FLAGS` would print in this world.
Output chosen(TestWorld& world, std::string_view flags = "") {
  const auto words = test::shell_words("user list " + std::string(flags));
  return output_of(parse_args(find_invocation(words)), world.world());
}

Failure failure_of(std::string_view line) {
  TestWorld world;
  const auto found = find_invocation(test::shell_words(line));
  try {
    const auto args = parse_args(found);
    check_output(output_of(args, world.world()), *found.command, args, false);
  } catch (const Error& error) {
    return error.failure();
  }
  return {};
}

constexpr std::array<Column, 3> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "roles", .title = "ROLES"}}};

}  // namespace

TEST_CASE("the format is the flag's, else the environment's, else table", "[cli][output]") {
  TestWorld world;
  CHECK(chosen(world).format == Format::table);
  world.env["PCADMIN_OUTPUT"] = "";
  CHECK(chosen(world).format == Format::table);
  world.env["PCADMIN_OUTPUT"] = "CSV";
  CHECK(chosen(world).format == Format::csv);
  CHECK(chosen(world, "-o ndjson").format == Format::ndjson);
  CHECK(chosen(world, "-o table").format == Format::table);
}

TEST_CASE("a bad PCADMIN_OUTPUT is usage, and the variable is named", "[cli][output]") {
  TestWorld world;
  world.env["PCADMIN_OUTPUT"] = "xml";
  const auto ran = world.run("version");
  CHECK(ran.code == 2);
  CHECK(ran.err.find("PCADMIN_OUTPUT: \"xml\"") != std::string::npos);
}

TEST_CASE("fields come in the order asked for, in any letter case", "[cli][output]") {
  TestWorld world;
  CHECK(chosen(world, "--fields EMAIL,name --fields id").fields == std::vector<std::string>{"email", "name", "id"});
  const auto bare = chosen(world, "--field Email");
  CHECK(bare.fields == std::vector<std::string>{"email"});
  CHECK(bare.bare);
}

TEST_CASE("a field the command does not have is usage, with the nearest and all", "[cli][output]") {
  const auto failure = failure_of("user list --fields name,emial");
  CHECK(failure.code == "unknown-field");
  CHECK(failure.kind == FailureKind::usage);
  CHECK(failure.hint.find("nearest: email") == 0);
  CHECK(failure.hint.find("usage_location") != std::string::npos);
  CHECK(failure_of("sign-out --fields id").hint == "it has no fields to choose from");
  CHECK(failure_of("user list --fields ''").code == "unknown-field");
}

TEST_CASE("the flags --field and --fields exclude each other", "[cli][output]") {
  TestWorld world;
  CHECK(world.run("version --field name --fields version").err.find("[field-and-fields]") != std::string::npos);
}

TEST_CASE("what is shown only once is never left out without a file for it", "[cli][output]") {
  for (const std::string_view flags : {"-o ids", "-o count", "--porcelain", "--fields id", "--field email"}) {
    INFO(flags);
    const auto failure = failure_of("user add --name A a@b.example " + std::string(flags));
    CHECK(failure.code == "once-hidden");
    CHECK(failure.kind == FailureKind::usage);
    CHECK(failure_of("user add --name A a@b.example --credentials f.csv " + std::string(flags)).code.empty());
  }
  for (const std::string_view flags : {"", "-o json", "-o csv", "--field temporary_password"}) {
    INFO(flags);
    CHECK(failure_of("user add --name A a@b.example " + std::string(flags)).code.empty());
  }
}

TEST_CASE("colours are for a terminal, unless somebody says otherwise", "[cli][output]") {
  TestWorld world;
  CHECK_FALSE(chosen(world).color_out);
  CHECK(chosen(world, "--color always").color_out);
  world.terminal.width = 80;
  CHECK(chosen(world).color_out);
  CHECK(chosen(world).color_err);
  CHECK_FALSE(chosen(world, "--color never").color_out);
  world.env["NO_COLOR"] = "";
  CHECK(chosen(world).color_out);  // no-color.org: only when not empty
  world.env["NO_COLOR"] = "1";
  CHECK_FALSE(chosen(world).color_out);
  CHECK(chosen(world, "--color always").color_out);
  world.env.erase("NO_COLOR");
  world.env["TERM"] = "dumb";
  CHECK_FALSE(chosen(world).color_out);
}

TEST_CASE("FORCE_COLOR colours a pipe, and NO_COLOR wins over it", "[cli][output]") {
  TestWorld world;
  world.env["FORCE_COLOR"] = "1";
  CHECK(chosen(world).color_out);
  world.env["NO_COLOR"] = "1";
  CHECK_FALSE(chosen(world).color_out);
}

TEST_CASE("the accessible form is the flag's or the environment's", "[cli][output]") {
  TestWorld world;
  CHECK_FALSE(chosen(world).accessible);
  CHECK(chosen(world, "--accessible").accessible);
  world.env["ACCESSIBLE"] = "1";
  CHECK(chosen(world).accessible);
  world.env["ACCESSIBLE"] = "0";
  CHECK_FALSE(chosen(world).accessible);
}

TEST_CASE("the width is the terminal's; without one there is none", "[cli][output]") {
  TestWorld world;
  CHECK_FALSE(chosen(world).width);
  world.terminal.width = 50;
  CHECK(chosen(world).width == 50U);
}

TEST_CASE("the format of a failure is guessed from raw words, however they are", "[cli][output]") {
  TestWorld world;
  const auto guessed = [&](const std::vector<std::string>& words) { return guess_output(words, world.world()).format; };
  CHECK(guessed({}) == Format::table);
  CHECK(guessed({"-o", "json"}) == Format::json);
  CHECK(guessed({"-ojson", "nonsense"}) == Format::json);
  CHECK(guessed({"x", "--output=NDJSON"}) == Format::ndjson);
  CHECK(guessed({"--output", "json", "--lmit"}) == Format::json);
  CHECK(guessed({"-o"}) == Format::table);
  CHECK(guessed({"-o", "xml"}) == Format::table);
  world.env["PCADMIN_OUTPUT"] = "json";
  CHECK(guessed({"x"}) == Format::json);
}

TEST_CASE("a failure is one line of JSON where JSON was asked for, whatever was wrong", "[cli][output]") {
  TestWorld world;
  for (const std::string_view line : {"nonsense -o json", "-o json user lsit", "user list --lmit -ojson",
                                      "user list --output=json", "--output ndjson whoami"}) {
    INFO(line);
    const auto ran = world.run(line);
    CHECK(ran.code != 0);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("{\"error\":{\"code\":\""));
    CHECK(ran.err.find('\n') == ran.err.size() - 1);
  }
}

TEST_CASE("a table shows some columns, a machine format all, and --fields those asked for", "[cli][output]") {
  Output output;
  CHECK(chosen_columns(kColumns, output) == std::vector<std::size_t>{1, 2});
  output.format = Format::csv;
  CHECK(chosen_columns(kColumns, output) == std::vector<std::size_t>{0, 1, 2});
  output.fields = {"roles", "id", "roles"};
  CHECK(chosen_columns(kColumns, output) == std::vector<std::size_t>{2, 0, 2});
  CHECK(id_column(kColumns) == 0);
}
