#include "interchange/record_rows.hpp"

#include "pcadmin/interchange/people_format.hpp"

#include <algorithm>

namespace pcadmin::interchange {

namespace {

/// A source that was looked into, kept as long as what reads it.
class Peeked final : public RecordRows {
 public:
  Peeked(ByteSource& source, const RecordShape& shape) : source_(source), rows_(open(shape)) {}

  std::optional<Row> next() override { return rows_->next(); }
  std::uint64_t column_of(std::string_view field) const override { return rows_->column_of(field); }
  std::uint64_t column() const override { return rows_->column(); }

 private:
  std::unique_ptr<RecordRows> open(const RecordShape& shape) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    auto beginning = source_.beginning();
    if (beginning.starts_with(kMark)) beginning.remove_prefix(kMark.size());
    const auto first = trim(beginning).substr(0, 1);
    return first == "{" || first == "[" ? json_records(source_, shape) : csv_records(source_, shape);
  }

  PeekedSource source_;
  std::unique_ptr<RecordRows> rows_;
};

}  // namespace

std::optional<std::size_t> RecordShape::find(std::string_view name) const {
  const auto alias = std::ranges::find(aliases, name, &FieldAlias::name);
  const auto found = std::ranges::find(fields, alias == aliases.end() ? name : alias->field);
  if (found == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - fields.begin());
}

bool RecordShape::leaves_out(std::string_view name) const {
  return std::ranges::find(left_out, name) != left_out.end();
}

std::string RecordShape::known() const { return join_words(std::vector<std::string>(fields.begin(), fields.end())); }

std::unique_ptr<RecordRows> read_records(ByteSource& source, const RecordShape& shape) {
  return std::make_unique<Peeked>(source, shape);
}

}  // namespace pcadmin::interchange
