#include "cli/render/render.hpp"

#include "cli/render/cells.hpp"
#include "cli/render/table.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using pcadmin::test::StringSink;
using pcadmin::test::TestWorld;

constexpr std::array<Column, 3> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "roles", .title = "ROLES", .nothing = "no role"}}};

Row row(std::string id, std::string name, std::vector<std::string> roles = {}) {
  return {std::move(id), std::move(name), std::move(roles)};
}

/// What a list of these rows looks like.
std::string printed(const std::vector<Row>& rows, const Output& output) {
  TestWorld world;
  const Report report{.body = ListBody{"things", kColumns, [&](const std::function<bool(const Row&)>& each) {
                                         for (const auto& one : rows) each(one);
                                       }}};
  render(report, std::nullopt, output, world.world());
  return world.out.text();
}

std::string printed_record(const Row& one, const Output& output) {
  TestWorld world;
  render({.body = RecordBody{"thing", kColumns, one}}, std::nullopt, output, world.world());
  return world.out.text();
}

/// Strings that break what is not careful.
const std::vector<std::string> kHostile = {"",
                                           "\"",
                                           "\\",
                                           "\\\"",
                                           "a\nb\r\tc",
                                           std::string("a\0b", 3),
                                           "\x1b[31mred\x1b[0m",
                                           "\x7f",
                                           "\u0085\u009b31m",
                                           "\u202egnp.exe",
                                           "\u2028\u2029",
                                           "漢字",
                                           "e\u0301",
                                           "👩‍👩‍👧",
                                           "</script>",
                                           "{\"a\":[1,2",
                                           "null",
                                           "=1+1",
                                           "\xff\xfe",
                                           "a\xc3",
                                           "\xed\xa0\x80",
                                           "\xc0\xaf",
                                           "\xf4\x90\x80\x80"};

/// The lines of a text, without their ends.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

bool drives_terminal(std::string_view text) { return has_control_characters(text); }

}  // namespace

TEST_CASE("a table is as wide as its widest cells, wide letters counted twice", "[cli][render]") {
  CHECK(printed({row("1", "Ann", {"a", "b"}), row("2", "漢字", {}), row("3", "e\u0301e\u0301e\u0301e\u0301", {"c"})},
                {}) ==
        "NAME  ROLES\n"
        "Ann   a, b\n"
        "漢字  no role\n"
        "e\u0301e\u0301e\u0301e\u0301  c\n");
}

TEST_CASE("an empty list is an empty table, an empty array, only a header, nothing, zero", "[cli][render]") {
  CHECK(printed({}, {}).empty());
  CHECK(printed({}, {.format = Format::json}) == "{\"things\":[]}\n");
  CHECK(printed({}, {.format = Format::ndjson}).empty());
  CHECK(printed({}, {.format = Format::csv}) == "id,name,roles\r\n");
  CHECK(printed({}, {.format = Format::csv, .header = false}).empty());
  CHECK(printed({}, {.format = Format::ids}).empty());
  CHECK(printed({}, {.format = Format::count}) == "0\n");
}

TEST_CASE("a table is cut to the width of a terminal, and only there", "[cli][render]") {
  const auto rows = std::vector<Row>{row("1", std::string(60, 'n'), {std::string(60, 'r')})};
  CHECK(printed(rows, {}).find("…") == std::string::npos);
  const auto cut = printed(rows, {.width = 40});
  for (const auto& line : lines_of(cut)) CHECK(display_width(line) <= 40);
  CHECK(cut.find("…") != std::string::npos);
  CHECK(printed(rows, {.width = 200}).find("…") == std::string::npos);
}

TEST_CASE("sentences go on in further lines on a terminal where others are cut", "[cli][render]") {
  constexpr std::array<Column, 3> kSentences = {{{.key = "id", .title = "ID", .whole = true},
                                                 {.key = "says", .title = "SAYS", .wraps = true},
                                                 {.key = "name", .title = "NAME"}}};
  const auto told = [&](const std::string& says, std::optional<std::size_t> width) {
    StringSink sink;
    const Output output{.width = width};
    Table table(kSentences, {0, 1, 2}, output, sink);
    table.add(make_row(std::string("first"), says, std::string("Ann Lee of Contoso")));
    table.add(make_row(std::string("second"), std::string("short"), std::string("Bob")));
    table.finish();
    sink.flush();
    return sink.text();
  };
  CHECK(told("seven grey herons stand at dawn", 32) ==
        "ID      SAYS         NAME\n"
        "first   seven grey   Ann Lee of…\n"
        "        herons\n"
        "        stand at\n"
        "        dawn\n"
        "second  short        Bob\n");
  CHECK(lines_of(told("seven grey herons stand at dawn", std::nullopt)).size() == 4);
  const auto word = told(std::string(30, 'w') + " end", 32);  // too long for any line
  CHECK(word.find("…\n") != std::string::npos);
  CHECK(std::ranges::count(word, 'w') == 30);
  const auto much = told(std::string(10'000, 'w'), 32);
  CHECK(lines_of(much).size() == 23);  // twenty of it, the title, the other row, and after the end
  for (const auto& line : lines_of(much)) CHECK(display_width(line) <= 32);
}

TEST_CASE("no machine format is ever cut", "[cli][render]") {
  for (const auto format : {Format::json, Format::ndjson, Format::csv, Format::tsv}) {
    const auto text = printed({row("1", std::string(500, 'n'))}, {.format = format, .width = 20});
    CHECK(text.find(std::string(500, 'n')) != std::string::npos);
  }
}

TEST_CASE("a terminal narrower than a table can be still gets one", "[cli][render]") {
  const auto text = printed({row("1", "Ann Lee of Contoso", {"helpdesk-agent"})}, {.width = 1});
  CHECK(text.find("Ann") != std::string::npos);
}

TEST_CASE("no line of a table ends with blanks", "[cli][render]") {
  for (const auto& line : lines_of(printed({row("1", "Ann"), row("2", "B", {"x"})}, {})))
    CHECK_FALSE(line.ends_with(' '));
}

TEST_CASE("a table takes its widths from the first rows and then prints each row as it comes", "[cli][render]") {
  StringSink sink;
  const Output output;
  Table table(kColumns, {1}, output, sink);
  for (int i = 0; i < 1000; ++i) {
    table.add(row("1", fmt::format("person {}", i)));
    sink.flush();
    // 200 rows are looked at; from then on nothing waits.
    if (i >= 199) CHECK(sink.text().ends_with(fmt::format("person {}\n", i)));
  }
  const auto before = sink.text();
  table.finish();
  sink.flush();
  CHECK(sink.text() == before);
  CHECK(split(before, '\n').size() == 1002);  // title, rows, the end
}

TEST_CASE("a later row that is wider than the first ones is printed whole where there is no terminal",
          "[cli][render]") {
  std::vector<Row> rows(300, row("1", "n", {"r"}));
  rows.push_back(row("2", std::string(50, 'w'), {"r"}));
  const auto text = printed(rows, {});
  CHECK(text.ends_with(std::string(50, 'w') + "  r\n"));
}

TEST_CASE("rows of a machine format are handed on one by one", "[cli][render]") {
  TestWorld world;
  std::size_t least = 0;
  const Report report{.body = ListBody{"things", kColumns, [&](const std::function<bool(const Row&)>& each) {
                                         for (int i = 0; i < 1000; ++i) each(row(std::to_string(i), "x"));
                                         world.out.flush();
                                         least = world.out.text().size();
                                       }}};
  render(report, std::nullopt, {.format = Format::ndjson}, world.world());
  CHECK(least == world.out.text().size());
  CHECK(split(world.out.text(), '\n').size() == 1001);
}

TEST_CASE("the first rows of a long list are there before the next is made", "[cli][render]") {
  for (const auto format : {Format::json, Format::ndjson, Format::csv, Format::tsv, Format::ids}) {
    TestWorld world;
    std::string early;
    const Report report{.body = ListBody{"things", kColumns, [&](const std::function<bool(const Row&)>& each) {
                                           for (int i = 0; i < 31; ++i) each(row("usr_1", "Ann"));
                                           CHECK(world.out.text().empty());  // a short list that fails prints nothing
                                           each(row("usr_1", "Ann"));
                                           early = world.out.text();
                                           each(row("usr_2", "Bob"));
                                         }}};
    render(report, std::nullopt, {.format = format}, world.world());
    CHECK(early.find("usr_1") != std::string::npos);
    CHECK(world.out.text().starts_with(early));
  }
}

TEST_CASE("the rows a table takes its widths from are there before the next is made", "[cli][render]") {
  TestWorld world;
  std::string early;
  const Report report{.body = ListBody{"things", kColumns, [&](const std::function<bool(const Row&)>& each) {
                                         for (int i = 0; i < 200; ++i) each(row("1", "Ann"));
                                         early = world.out.text();
                                         each(row("2", "Bob"));
                                       }}};
  render(report, std::nullopt, {}, world.world());
  CHECK(split(early, '\n').size() == 202);  // title, rows, the end
  CHECK(world.out.text().starts_with(early));
}

TEST_CASE("the title is bold where there are colours, and only it", "[cli][render]") {
  const auto text = printed({row("1", "Ann")}, {.color_out = true});
  CHECK(text == "\x1b[1mNAME  ROLES\x1b[0m\nAnn   no role\n");
}

TEST_CASE("the accessible form is a labelled line a field, rows apart by an empty line", "[cli][render]") {
  CHECK(printed({row("1", "Ann", {"a"}), row("2", "Bob")}, {.accessible = true}) ==
        "NAME: Ann\nROLES: a\n\nNAME: Bob\nROLES: no role\n");
}

TEST_CASE("text for people has nothing in it that drives a terminal", "[cli][render]") {
  for (const auto& hostile : kHostile) {
    INFO(escape_controls(hostile));
    for (const Output& output : {Output{}, Output{.accessible = true}, Output{.width = 60},
                                 Output{.fields = {"name"}, .bare = true}, Output{.format = Format::ids}}) {
      for (const auto& line : lines_of(printed({row(hostile, hostile, {hostile, "x"})}, output)))
        CHECK_FALSE(drives_terminal(line));
      for (const auto& line : lines_of(printed_record(row(hostile, hostile, {hostile}), output)))
        CHECK_FALSE(drives_terminal(line));
    }
  }
}

TEST_CASE("JSON is well-formed and gives every text back", "[cli][render]") {
  for (const auto& hostile : kHostile) {
    INFO(escape_controls(hostile));
    const auto text = printed({row("1", hostile, {hostile, hostile})}, {.format = Format::json});
    CHECK_FALSE(drives_terminal(std::string_view(text).substr(0, text.size() - 1)));
    const auto json = nlohmann::json::parse(text);
    if (is_utf8(hostile)) {
      CHECK(json["things"][0]["name"] == hostile);
      CHECK(json["things"][0]["roles"][1] == hostile);
    } else {
      CHECK(json["things"][0]["name"].get<std::string>().find("\ufffd") != std::string::npos);
    }
    const auto record = nlohmann::json::parse(printed_record(row("1", hostile), {.format = Format::ndjson}));
    CHECK(record["thing"]["roles"] == nlohmann::json::array());
  }
}

TEST_CASE("JSON of random bytes is well-formed", "[cli][render]") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 12, ' ');
    for (auto& byte : bytes) byte = static_cast<char>(random() & 0xffU);
    std::string json;
    append_json(json, std::string_view(bytes));
    CHECK(is_utf8(json));
    CHECK(nlohmann::json::accept(json));
  }
}

TEST_CASE("every kind of value has its form in JSON", "[cli][render]") {
  std::string json;
  append_json(json, Value(std::vector<Fields>{{{"a", {}}, {"b", true}, {"c", std::int64_t{-5}}},
                                              {{"d", std::string("x")}, {"e", std::vector<std::string>{}}}}));
  CHECK(json == R"([{"a":null,"b":true,"c":-5},{"d":"x","e":[]}])");
  CHECK(nlohmann::json::accept(json));
}

TEST_CASE("every kind of value has its form in a cell and for people", "[cli][render]") {
  const Value records = std::vector<Fields>{{{"role", std::string("a")}, {"by_whom", std::string("b")}, {"x", {}}}};
  CHECK(cell_text({}).empty());
  CHECK(cell_text(Value(true)) == "true");
  CHECK(cell_text(Value(std::int64_t{7})) == "7");
  CHECK(cell_text(Value(std::vector<std::string>{"a", "b"})) == "a;b");
  CHECK(cell_text(records) == "role=a by_whom=b");
  CHECK(human_text({}) == "-");
  CHECK(human_text(Value(std::vector<std::string>{}), "none") == "none");
  CHECK(human_text(Value(false)) == "no");
  CHECK(human_text(records) == "a (by whom b)");
}

TEST_CASE("a cell that a spreadsheet would run is neutralised in CSV, and nowhere else", "[cli][render]") {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    const auto value = start + "cmd|' /C calc'!A0";
    const auto csv = printed({row("1", value)}, {.format = Format::csv, .header = false});
    INFO(csv);
    CHECK((csv.find("'" + start) != std::string::npos));
    const auto json = nlohmann::json::parse(printed({row("1", value)}, {.format = Format::json}));
    CHECK(json["things"][0]["name"] == value);
  }
  CHECK(printed({row("1", "=1")}, {.format = Format::tsv, .header = false}) == "1\t=1\t\n");
  CHECK(printed({row("1", "=1")}, {.fields = {"name"}, .bare = true}) == "=1\n");
}

TEST_CASE("CSV quotes what has a comma, a quote or a line end", "[cli][render]") {
  CHECK(printed({row("1", "a,\"b\"\nc", {"x", "y"})}, {.format = Format::csv}) ==
        "id,name,roles\r\n1,\"a,\"\"b\"\"\nc\",x;y\r\n");
}

TEST_CASE("TSV writes tab, line end and backslash as escapes, so that a line is a row", "[cli][render]") {
  CHECK(printed({row("1", "a\tb\nc\rd\\e")}, {.format = Format::tsv, .header = false}) == "1\ta\\tb\\nc\\rd\\\\e\t\n");
}

TEST_CASE("the header is left out of csv, tsv and table alone", "[cli][render]") {
  CHECK(printed({row("1", "Ann")}, {.header = false}) == "Ann  no role\n");
  CHECK(printed({row("1", "Ann")}, {.format = Format::csv, .header = false}) == "1,Ann,\r\n");
  CHECK(printed({row("1", "Ann")}, {.format = Format::json, .header = false}) ==
        printed({row("1", "Ann")}, {.format = Format::json}));
}

TEST_CASE("a record is labelled lines, and records in it get a line each", "[cli][render]") {
  static constexpr std::array<Column, 2> kTwo = {
      {{.key = "name", .title = "NAME"}, {.key = "held", .title = "ASSIGNMENTS"}}};
  TestWorld world;
  const Value held = std::vector<Fields>{{{"role", std::string("a")}, {"reason", std::string("why")}},
                                         {{"role", std::string("b")}, {"reason", {}}}};
  render({.body = RecordBody{"thing", kTwo, {std::string("Ann"), held}}}, std::nullopt, {}, world.world());
  CHECK(world.out.text() ==
        "NAME         Ann\n"
        "ASSIGNMENTS  a (reason why)\n"
        "             b\n");
}

constexpr std::array<Column, 3> kStreaming = {
    {{.key = "id", .title = "ID", .is_id = true}, {.key = "held", .title = "HELD"}, {.key = "name", .title = "NAME"}}};

std::string printed_streaming(Value records, const Output& output) {
  TestWorld world;
  render({.body = RecordBody{"thing", kStreaming, {std::string("1"), std::move(records), std::string("Ann")}}},
         std::nullopt, output, world.world());
  return world.out.text();
}

RecordStream streaming(const std::vector<Fields>& records) {
  return {[&records](const std::function<void(const Fields&)>& each) { std::ranges::for_each(records, each); }};
}

std::vector<Output> outputs_of_records() {
  std::vector<Output> outputs;
  for (const auto format : {Format::table, Format::json, Format::ndjson, Format::csv, Format::tsv}) {
    outputs.push_back({.format = format});
    outputs.push_back({.format = format, .fields = {"held"}});
    outputs.push_back({.format = format, .fields = {"held"}, .bare = true});
  }
  outputs.push_back({.accessible = true});
  return outputs;
}

TEST_CASE("records that stream are printed as records that are held", "[cli][render]") {
  std::vector<std::vector<Fields>> lists{{}, {{{"role", std::string("a")}, {"reason", {}}}}};
  for (const auto& hostile : kHostile) {
    lists.push_back({{{"role", hostile}, {"reason", std::string("why")}}, {{"role", std::string("b")}}});
    lists.push_back({{{hostile, std::string("=1")}}});
  }
  for (const auto& output : outputs_of_records()) {
    for (const auto& list : lists) CHECK(printed_streaming(streaming(list), output) == printed_streaming(list, output));
  }
}

TEST_CASE("records that stream are written as they come", "[cli][render]") {
  constexpr int kCount = 5000;
  for (const auto& output : outputs_of_records()) {
    TestWorld world;
    std::size_t halfway = 0;
    const RecordStream records{[&](const std::function<void(const Fields&)>& each) {
      for (int i = 0; i < kCount; ++i) {
        each({{"role", std::string("report-viewer")}, {"row", std::int64_t{i}}});
        if (i != kCount / 2) continue;
        world.out.flush();
        halfway = world.out.text().size();
      }
    }};
    render({.body = RecordBody{"thing", kStreaming, {std::string("1"), records, std::string("Ann")}}}, std::nullopt,
           output, world.world());
    CHECK(halfway > world.out.text().size() / 4);
  }
}

TEST_CASE("who wants no records has none made", "[cli][render]") {
  const RecordStream never{[](const auto&) { FAIL("nobody asked for them"); }};
  CHECK(printed_streaming(never, {.format = Format::count}) == "1\n");
  CHECK(printed_streaming(never, {.format = Format::ids}) == "1\n");
  CHECK(printed_streaming(never, {.porcelain = true}) == "1\n");
  CHECK(printed_streaming(never, {.format = Format::csv, .fields = {"id", "name"}, .header = false}) == "1,Ann\r\n");
}

TEST_CASE("a cell of more records than are held is the same cell", "[cli][render]") {
  std::vector<Fields> records;
  for (int i = 0; i < 5000; ++i) records.push_back({{i == 0 ? "=x" : "x", fmt::format("a \"b\"\tc\\, number {}", i)}});
  const auto whole = cell_text(Value(records));
  std::string quoted;
  for (const char c : whole) quoted.append(c == '"' ? 2 : 1, c);
  CHECK(printed_streaming(streaming(records), {.format = Format::csv, .header = false}) ==
        "1,\"'" + quoted + "\",Ann\r\n");
  CHECK(printed_streaming(streaming(records), {.format = Format::tsv, .header = false}) ==
        printed_streaming(records, {.format = Format::tsv, .header = false}));

  // One whose text holds nothing to quote is quoted too: nobody knows yet what is to come.
  const std::vector<Fields> plain(5000, {{"role", std::string("report-viewer")}});
  CHECK(printed_streaming(streaming(plain), {.format = Format::csv, .header = false}) ==
        "1,\"" + cell_text(Value(plain)) + "\",Ann\r\n");
}

TEST_CASE("a change answers in JSON whether and as which change-set it was made", "[cli][render]") {
  const auto answer = [](const ChangeInfo& change) {
    TestWorld world;
    render({.body = RecordBody{"thing", kColumns, row("1", "Ann")}, .changed = true}, change, {.format = Format::json},
           world.world());
    return nlohmann::json::parse(world.out.text());
  };
  const auto done = answer({.changed = true, .number = 7, .dry_run = false});
  CHECK(done["changed"] == true);
  CHECK(done["change"] == 7);
  CHECK_FALSE(done.contains("dry_run"));
  const auto dry = answer({.changed = true, .number = std::nullopt, .dry_run = true});
  CHECK(dry["change"].is_null());
  CHECK(dry["dry_run"] == true);
}

TEST_CASE("with --porcelain a change prints the id and nothing else", "[cli][render]") {
  CHECK(printed_record(row("usr_2", "Ann"), {.porcelain = true}) == "usr_2\n");
}

TEST_CASE("talk goes to standard error, escaped, and not with --quiet nor in JSON", "[cli][render]") {
  const Report report{.said = "done with \x1b[31m", .undoable = true};
  const ChangeInfo change{.changed = true, .number = 3, .dry_run = false};
  TestWorld world;
  render(report, change, {}, world.world());
  CHECK(world.out.text().empty());
  CHECK(world.err.text() == "done with \\x1b[31m\nundo: pcadmin undo 3\n");
  TestWorld quiet;
  render(report, change, {.quiet = true}, quiet.world());
  render(report, change, {.format = Format::json}, quiet.world());
  CHECK(quiet.err.text().empty());
}

TEST_CASE("a failure is error: with its code, hint: below, and both escaped", "[cli][render]") {
  TestWorld world;
  const Failure failure{.code = "some-code", .kind = FailureKind::refused, .message = "no \x1b[2J", .hint = "try \n"};
  render_failure(failure, {}, world.world());
  CHECK(world.err.text() == "error: no \\x1b[2J [some-code]\nhint: try \\n\n");
  world.err.clear();
  render_failure(failure, {.color_err = true}, world.world());
  CHECK(world.err.text() == "\x1b[1;31merror:\x1b[0m no \\x1b[2J [some-code]\n\x1b[1mhint:\x1b[0m try \\n\n");
}

TEST_CASE("a failure is shown with --quiet too", "[cli][render]") {
  TestWorld world;
  render_failure({.code = "c", .message = "m"}, {.quiet = true}, world.world());
  CHECK(world.err.text() == "error: m [c]\n");
}

TEST_CASE("a change of several answers with changed, its number and a list", "[cli][render]") {
  const auto answer = [](const Output& output, bool quiet) {
    TestWorld world;
    const Report report{.body = ListBody{"things", kColumns,
                                         [](const std::function<bool(const Row&)>& each) {
                                           each(row("1", "Ann"));
                                           each(row("2", "Bob"));
                                         },
                                         quiet},
                        .changed = true};
    render(report, ChangeInfo{.changed = true, .number = 3, .dry_run = false}, output, world.world());
    return world.out.text();
  };
  const auto json = nlohmann::json::parse(answer({.format = Format::json}, true));
  CHECK(json["changed"] == true);
  CHECK(json["change"] == 3);
  CHECK(json["things"].size() == 2);
  CHECK(json["things"][1]["name"] == "Bob");
  CHECK(answer({.porcelain = true}, true) == "1\n2\n");
  CHECK(answer({}, true).empty());
  CHECK_FALSE(answer({}, false).empty());
  CHECK(answer({.fields = {"name"}, .bare = true}, true) == "Ann\nBob\n");
}

TEST_CASE("a failure in JSON has code, exit, message, hint and details", "[cli][render]") {
  TestWorld world;
  render_failure(
      {.code = "some-code",
       .kind = FailureKind::refused,
       .message = "no \"way\" \x1b",
       .hint = "",
       .details = {{"word", std::string("w\n")},
                   {"number", std::int64_t{3}},
                   {"words", std::vector<std::string>{"a", "b"}},
                   {"rows", std::vector<DetailRow>{{{"line", std::int64_t{2}}, {"code", std::string("x")}}}}}},
      {.format = Format::json}, world.world());
  const auto json = nlohmann::json::parse(world.err.text())["error"];
  CHECK(json["code"] == "some-code");
  CHECK(json["exit"] == 6);
  CHECK(json["message"] == "no \"way\" \x1b");
  CHECK(json["hint"].is_null());
  CHECK(json["details"]["word"] == "w\n");
  CHECK(json["details"]["number"] == 3);
  CHECK(json["details"]["words"] == std::vector<std::string>{"a", "b"});
  CHECK(json["details"]["rows"][0]["line"] == 2);
}

TEST_CASE("a closed pipe is not worth a word", "[cli][render]") {
  TestWorld world;
  render_failure({.code = "closed-output", .kind = FailureKind::closed_output, .message = "m"}, {}, world.world());
  CHECK(world.err.text().empty());
}
