#include "interchange/json_elements.hpp"
#include "interchange/json_tree.hpp"
#include "interchange/record_rows.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace pcadmin::interchange {
namespace {

using Kind = JsonValue::Kind;
using Faults = std::vector<domain::RowFault>;

class JsonRecords final : public RecordRows {
 public:
  JsonRecords(ByteSource& source, const RecordShape& shape)
      : shape_(shape), lists_{shape.list}, elements_(json_document(source, lists_)) {}

  std::optional<Row> next() override {
    if (ended_) return std::nullopt;
    switch (elements_->next()) {
      case JsonElements::Step::element:
        return read_element();
      case JsonElements::Step::fault:
        ended_ = true;
        return tl::unexpected(Faults{elements_->fault()});
      case JsonElements::Step::end:
        break;
    }
    ended_ = true;
    return read_wrapper();
  }

  std::uint64_t column_of(std::string_view /*field*/) const override { return 0; }
  std::uint64_t column() const override { return elements_->column(); }

 private:
  Row read_element() {
    auto faults = tree_.parse(elements_->text(), elements_->line());
    ended_ = tree_.is_broken();
    if (ended_) faults.front().hint += "; what follows was not read";
    if (faults.empty()) return read_record();
    for (auto& fault : faults) fault.column = ended_ || fault.line != elements_->line() ? 0 : column();
    return tl::unexpected(std::move(faults));
  }

  Row read_record() {
    const auto line = elements_->line();
    CellFaults faults;
    const Cell whole{.line = line, .column = column()};
    std::vector<Cell> cells;
    for (const auto name : shape_.fields)
      cells.push_back({.line = line, .column = column(), .field = name, .text = {}});
    const auto record = tree_.root();
    if (!record.is(Kind::object))
      faults.add(whole, {.code = "not-an-object",
                         .kind = FailureKind::invalid,
                         .message = "a record is an object, and this is none",
                         .hint = "its keys are " + shape_.known()});
    for (auto value = record.first(); record.is(Kind::object) && value.exists(); value = value.next())
      put(value, cells, faults);
    if (!faults.empty()) return tl::unexpected(faults.take());
    return cells;
  }

  void put(JsonValue value, std::vector<Cell>& cells, CellFaults& faults) const {
    const auto key = to_ascii_lower(value.key());
    const auto field = shape_.find(key);
    if (!field) {
      if (!shape_.leaves_out(key)) refuse_unknown(value, faults);
      return;
    }
    auto& cell = cells[*field];
    if (value.is(Kind::text) || value.is(Kind::number)) {
      cell.text = value.text();
    } else if (value.given()) {
      faults.add(cell, {.code = "wrong-type",
                        .kind = FailureKind::invalid,
                        .message = fmt::format("{} is neither a text nor a number", cell.field),
                        .hint = "put it in quotes, or leave it out"});
    }
  }

  void refuse_unknown(JsonValue value, CellFaults& faults) const {
    const std::vector<std::string> names(shape_.fields.begin(), shape_.fields.end());
    const auto near = nearest(to_ascii_lower(value.key()), names);
    const auto hint = near.empty() ? std::string() : fmt::format("did you mean \"{}\"? ", near.front());
    faults.add({.line = elements_->line(), .column = column(), .field = value.key(), .text = {}},
               {.code = "unknown-field",
                .kind = FailureKind::invalid,
                .message = fmt::format("no field is called \"{}\"", excerpt(value.key())),
                .hint = hint + "the fields there are: " + shape_.known()});
  }

  /// The object around the list is read when it is whole, which is at the end.
  std::optional<Row> read_wrapper() {
    const auto& wrapper = elements_->wrapper();
    if (wrapper.text.empty()) return std::nullopt;
    auto faults = tree_.parse(wrapper.text, wrapper.line);
    if (tree_.is_broken()) faults.front().line = wrapper.line_at(tree_.broken_at());
    if (faults.empty()) return std::nullopt;
    return tl::unexpected(std::move(faults));
  }

  const RecordShape& shape_;
  std::array<std::string_view, 1> lists_;
  std::unique_ptr<JsonElements> elements_;
  JsonTree tree_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<RecordRows> json_records(ByteSource& source, const RecordShape& shape) {
  return std::make_unique<JsonRecords>(source, shape);
}

}  // namespace pcadmin::interchange
