#include "render.hpp"

#include "cells.hpp"
#include "fault_lines.hpp"
#include "pointer.hpp"
#include "table.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pcadmin::cli {

namespace {

/// In TSV a tab, line end or backslash inside a value is written as \t, \n, \r and \\ (the IANA form has no quotes).
void append_tsv_cell(std::string& line, std::string_view cell) {
  for (const char c : cell) {
    if (c == '\t')
      line += "\\t";
    else if (c == '\n')
      line += "\\n";
    else if (c == '\r')
      line += "\\r";
    else if (c == '\\')
      line += "\\\\";
    else
      line += c;
  }
}

/// Controls beyond tab and line ends, for which both formats have a way of their own.
bool drives_terminal(std::string_view cell) {
  if (!has_control_characters(cell)) return false;
  std::string rest(cell);
  std::erase_if(rest, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return has_control_characters(rest);
}

/// A CSV or TSV line, a cell at a time.
class DelimitedLine {
 public:
  explicit DelimitedLine(Format format) : csv_(format == Format::csv) {}

  void add(std::string_view cell) {
    begin_cell();
    // Nothing pcadmin keeps holds controls; what a tampered store holds must not drive a terminal.
    if (drives_terminal(cell)) return append(escape_controls(cell));
    append(cell);
  }
  void append(std::string_view cell) {
    csv_ ? interchange::append_safe_csv_cell(line_, cell) : append_tsv_cell(line_, cell);
  }
  void add(const Value& value, Sink& out) {
    if (const auto* const text = std::get_if<std::string>(&value)) return add(std::string_view(*text));
    if (const auto* const records = std::get_if<RecordStream>(&value)) return add_stream(*records, out);
    add(std::string_view(cell_text(value)));
  }
  void write_to(Sink& out) {
    line_ += csv_ ? "\r\n" : "\n";
    out.write(line_);
    line_.clear();
    first_ = true;
  }

 private:
  void begin_cell() {
    if (!std::exchange(first_, false)) line_ += csv_ ? ',' : '\t';
  }

  /// A cell of records: like any other while it is short. A long one goes to `out` part by part, and in CSV is quoted
  /// whatever it will hold.
  void add_stream(const RecordStream& records, Sink& out) {
    constexpr std::size_t kLong = std::size_t{64} * 1024;
    std::string part;
    bool is_long = false;
    const auto hand_on = [&] {
      if (!std::exchange(is_long, true)) begin_long(part);
      append_part(part);
      out.write(std::exchange(line_, {}));
      part.clear();
    };
    records.produce([&](const Fields& record) {
      if (is_long || !part.empty()) part += ';';
      part += cell_record(record);
      if (part.size() >= kLong) hand_on();
    });
    if (!is_long) return add(std::string_view(part));
    hand_on();
    if (csv_) line_ += '"';
  }
  void begin_long(std::string& part) {
    begin_cell();
    if (!csv_) return;
    line_ += '"';
    part = interchange::neutralise_cell(part);
  }
  void append_part(std::string_view part) {
    const auto text = drives_terminal(part) ? escape_controls(part) : std::string(part);
    if (!csv_) return append_tsv_cell(line_, text);
    for (const char c : text) line_.append(c == '"' ? 2 : 1, c);
  }

  bool csv_;
  bool first_ = true;
  std::string line_;
};

/// Writes rows of one body in the format asked for, as they come.
class RowWriter {
 public:
  RowWriter(std::span<const Column> columns, std::string_view key, const Output& output, World& world)
      : columns_(columns),
        key_(key),
        chosen_(chosen_columns(columns, output)),
        output_(output),
        world_(world),
        table_(columns, chosen_, output, world.out),
        line_(output.format) {}

  /// `front`: members of the JSON object before the list, a comma behind each.
  void begin(std::string_view front = {}) {
    if (output_.bare) return;
    if (output_.format == Format::json) world_.out.write(fmt::format("{{{}\"{}\":[", front, key_));
    if ((output_.format == Format::csv || output_.format == Format::tsv) && output_.header) {
      for (const auto i : chosen_) line_.add(columns_[i].key);
      line_.write_to(world_.out);
    }
  }

  void add(const Row& row) {
    ++count_;
    if (output_.bare) return add_bare(row[chosen_.front()]);
    switch (output_.format) {
      case Format::table:
        return add_to_table(row);
      case Format::json:
      case Format::ndjson:
        return add_json(row);
      case Format::csv:
      case Format::tsv:
        return add_delimited(row);
      case Format::ids:
        return add_id(row[id_column(columns_)]);
      case Format::count:
      case Format::own:  // its command has made text of it
        return;
    }
  }

  /// `back`: members of the JSON object behind the list, a comma before each.
  void end(std::string_view back = {}) {
    if (output_.bare) return;
    if (output_.format == Format::json) world_.out.write(fmt::format("]{}}}\n", back));
    if (output_.format == Format::count) world_.out.write(fmt::format("{}\n", count_));
    if (output_.format == Format::table) end_table();
    if (output_.format == Format::table && count_ == 0) say("", "there is nothing to show", output_, world_);
  }

 private:
  void end_table() {
    table_.finish();
    const auto& left_out = table_.left_out();
    if (!left_out.empty())
      say("", "left out for want of room: " + join_words(left_out) + "; --fields names the columns to show", output_,
          world_);
  }

  /// A bare value on a line of its own: its line ends cannot be taken for ours.
  static std::string line_of(const Value& value) { return escape_controls(cell_text(value)); }

  void add_bare(const Value& value) {
    const auto* const records = std::get_if<RecordStream>(&value);
    if (records == nullptr) return world_.out.write(line_of(value) + "\n");
    std::string_view separator;
    records->produce([&](const Fields& record) {
      world_.out.write(std::string(separator) + escape_controls(cell_record(record)));
      separator = ";";
    });
    world_.out.write("\n");
  }

  void add_id(const Value& id) {
    if (!std::holds_alternative<std::monostate>(id)) world_.out.write(line_of(id) + "\n");
  }

  void add_to_table(const Row& row) {
    if (!output_.accessible) return table_.add(row);
    if (count_ > 1) world_.out.write("\n");
    print_record(columns_, row, chosen_, output_, world_.out);
  }

  void add_json(const Row& row) {
    std::string line;
    if (output_.format == Format::json && count_ > 1) line += ',';
    append_json(line, columns_, row, chosen_);
    if (output_.format == Format::ndjson) line += '\n';
    world_.out.write(line);
  }

  void add_delimited(const Row& row) {
    for (const auto i : chosen_) line_.add(row[i], world_.out);
    line_.write_to(world_.out);
  }

  std::span<const Column> columns_;
  std::string_view key_;
  std::vector<std::size_t> chosen_;
  const Output& output_;
  World& world_;
  Table table_;
  DelimitedLine line_;
  std::size_t count_ = 0;
};

std::string change_json(const std::optional<ChangeInfo>& change) {
  if (!change) return {};
  const auto number = change->number ? fmt::format("{}", *change->number) : "null";
  return fmt::format("\"changed\":{},\"change\":{},{}", change->changed, number,
                     change->dry_run ? "\"dry_run\":true," : "");
}

/// What programs are told besides, where there is something: warnings, and the way back of a change that was made.
std::string talk_json(const Report& report, const Output& output) {
  if (output.format != Format::json) return {};
  std::string text;
  if (!report.warnings.empty()) {
    text += ",\"warnings\":";
    append_json(text, Value(report.warnings));
  }
  return text;
}

void render_list(const ListBody& body, const std::optional<ChangeInfo>& change, const Report& talk,
                 const Output& output, World& world) {
  if (output.format == Format::table && body.quiet_in_table && output.fields.empty() && !output.porcelain) return;
  auto wanted = output;
  if (output.format == Format::table && body.lines_in_table) wanted.format = Format::ndjson;
  if (output.porcelain) {
    wanted.format = Format::ids;
    wanted.bare = false;
  }
  RowWriter writer(body.columns, body.key, wanted, world);
  writer.begin(change_json(change) + (body.sum ? to_member(*body.sum) : ""));
  constexpr int kSoon = 32;  // a reader need not wait for the next thousand; a short list that fails prints nothing
  int count = 0;
  body.produce([&](const Row& row) {
    writer.add(row);
    if (count < kSoon && ++count == kSoon) world.out.flush();
    return true;
  });
  writer.end(talk_json(talk, output));
}

void render_record(const RecordBody& body, const std::optional<ChangeInfo>& change, const Report& talk,
                   const Output& output, World& world) {
  const auto chosen = chosen_columns(body.columns, output);
  if (body.nobody && (output.porcelain || output.format == Format::ids)) return;
  if (body.nobody && output.format == Format::count) return world.out.write("0\n");
  if (output.porcelain) return world.out.write(cell_text(body.row[id_column(body.columns)]) + "\n");
  if (output.json() && !output.bare) {
    std::string line = fmt::format("{{{}\"{}\":", change_json(change), body.key);
    append_json(line, body.columns, body.row, chosen, &world.out);
    return world.out.write(line + talk_json(talk, output) + "}\n");
  }
  if (output.format == Format::table && body.quiet_in_table && output.fields.empty()) return;
  if (output.format == Format::table && !output.bare)
    return print_record(body.columns, body.row, chosen, output, world.out);
  RowWriter writer(body.columns, body.key, output, world);
  writer.begin();
  writer.add(body.row);
  writer.end();
}

std::string painted(std::string_view text, std::string_view code, bool color) {
  return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

void append_details(std::string& out, const Failure& failure) {
  out += '{';
  for (const auto& [name, value] : failure.details) {
    if (&name != &failure.details.front().first) out += ',';
    append_json(out, std::string_view(name));
    out += ':';
    if (const auto* const text = std::get_if<std::string>(&value))
      append_json(out, std::string_view(*text));
    else if (const auto* const number = std::get_if<std::int64_t>(&value))
      append_json(out, Value(*number));
    else if (const auto* const words = std::get_if<std::vector<std::string>>(&value))
      append_json(out, Value(*words));
    else {
      std::vector<Fields> records;
      for (const auto& row : std::get<std::vector<DetailRow>>(value)) {
        Fields fields;
        for (const auto& [key, cell] : row) {
          fields.push_back({key, std::visit([](const auto& known) { return Value(known); }, cell)});
        }
        records.push_back(std::move(fields));
      }
      append_json(out, Value(std::move(records)));
    }
  }
  out += '}';
}

}  // namespace

std::string to_json(const Failure& failure) {
  std::string line = "{\"code\":";
  append_json(line, std::string_view(failure.code));
  line += fmt::format(",\"exit\":{},\"message\":", exit_code(failure.kind));
  append_json(line, std::string_view(failure.message));
  line += ",\"hint\":";
  failure.hint.empty() ? append_json(line, Value()) : append_json(line, std::string_view(failure.hint));
  line += ",\"details\":";
  append_details(line, failure);
  return line + "}";
}

void render(const Report& report, const std::optional<ChangeInfo>& change, const Output& output, World& world) {
  if (const auto* const list = std::get_if<ListBody>(&report.body)) render_list(*list, change, report, output, world);
  if (const auto* const record = std::get_if<RecordBody>(&report.body))
    render_record(*record, change, report, output, world);
  if (const auto* const text = std::get_if<TextBody>(&report.body)) world.out.write(text->text);
  std::vector<std::string> warnings;
  if (const auto* const stream = std::get_if<StreamBody>(&report.body))
    warnings = stream->produce([&](std::string_view text) { world.out.write(text); });
  if (std::holds_alternative<std::monostate>(report.body) && change && output.json() && !report.verdict) {
    auto line = change_json(change);
    line.back() = '}';  // no record follows the comma
    world.out.write("{" + line + "\n");
  }
  world.out.flush();
  for (const auto& warning : warnings) say("warning", warning, output, world);
  if (output.json()) return;  // machine formats say everything on standard output
  const bool dry_run = change && change->dry_run;
  if (!report.said.empty() && !dry_run) say("", report.said, output, world);
  if (report.undoable && change && change->number)
    say("undo", fmt::format("pcadmin undo {}", *change->number), output, world);
  for (const auto& warning : report.warnings) say("warning", warning, output, world);
  if (output.format == Format::table && output.fields.empty()) {
    for (const auto& command : report.helps) say("would help", command, output, world);
  }
  if (dry_run)
    say("dry run", report.said.empty() ? "nothing was changed" : "nothing was changed; it would say: " + report.said,
        output, world);
}

void say(std::string_view label, std::string_view text, const Output& output, World& world) {
  if (output.quiet) return;
  const auto front = label.empty() ? std::string() : painted(label, "2", output.color_err) + ": ";
  world.err.write(front + escape_controls(text) + "\n");
  world.err.flush();
}

void render_failure(const Failure& failure, const Output& output, World& world) {
  if (failure.kind == FailureKind::closed_output) return;
  // A question that is answered with no is no error, nor is one for differences.
  const bool pending = failure.kind == FailureKind::pending;
  const bool answer = failure.kind == FailureKind::answer_no || pending;
  if (answer && output.quiet) return;
  if (output.json()) {
    world.err.write("{\"error\":" + to_json(failure) + "}\n");
  } else {
    // An import lists its faults first, and an undo what is in its way, a line each, so that the sum stands last where
    // the eye is.
    for (const auto& [name, value] : failure.details) {
      const auto* const rows = std::get_if<std::vector<DetailRow>>(&value);
      if (rows == nullptr) continue;
      write_fault_lines(failure, *rows, world);
    }
    world.err.write(fmt::format("{} {} [{}]\n",
                                painted(pending  ? "changes:"
                                        : answer ? "no:"
                                                 : "error:",
                                        "1;31", output.color_err),
                                escape_controls(failure.message), failure.code));
    world.err.write(pointed_at(failure));
    if (!failure.hint.empty())
      world.err.write(fmt::format("{} {}\n", painted("hint:", "1", output.color_err), escape_controls(failure.hint)));
  }
  world.err.flush();
}

}  // namespace pcadmin::cli
