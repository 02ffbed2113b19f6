#include "import_reading.hpp"

#include "../../shell_word.hpp"
#include "import_args.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/near_domain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

/// How many slips are told, and how many lines of each.
constexpr std::size_t kMostSlips = 20;
constexpr std::size_t kMostLines = 5;

std::string lines_of(const std::vector<std::uint64_t>& first, std::uint64_t count) {
  std::vector<std::string> words;
  for (const auto line : first) words.push_back(fmt::format("{}", line));
  if (count > first.size()) words.push_back(fmt::format("{} more", count - first.size()));
  return fmt::format("{} {}", count == 1 ? "line" : "lines", join_words(words));
}

std::string with_name(std::string hint, const FileName& file) {
  constexpr std::string_view kFile = " FILE > FILE.utf8.";
  const auto at = hint.find(kFile);
  if (at == std::string::npos || file.text == "-") return hint;
  const auto name = file.text.starts_with('-') ? "./" + file.text : file.text;
  return hint.replace(at, kFile.size(), fmt::format(" {} > {}.", shell_word(name), shell_word(name + ".utf8")));
}

}  // namespace

interchange::PeopleFormat format_of(const Args& args, const interchange::PeekedSource& source) {
  if (const auto given = args.find(flags::kPeopleFormat)) return *given;
  return value_or_throw(interchange::detect_format(source.beginning()));
}

void rethrow_with_name(const Error& error, const FileName& file) {
  auto failure = error.failure();
  if (failure.code == "not-utf8") failure.hint = with_name(std::move(failure.hint), file);
  throw Error(std::move(failure));
}

std::optional<interchange::PeopleReader::Row> ImportReading::next() {
  finish_row();
  auto row = reader_.next();
  if (!row) return row;
  if (*row) {
    look_at_domain(**row);
    return row;
  }
  broke_off_ = broke_off_ || reader_.breaks_off();
  for (auto& fault : row->error()) hint_at_domain(fault);
  return row;
}

void ImportReading::note(domain::RowFault& fault) {
  if (fault.column == 0) fault.column = reader_.column_of(fault.field);
  if (fault.code == "not-utf8") fault.hint = with_name(std::move(fault.hint), file_);
  faults_.push_back(fault);
}

/// A row is done with when the next one is asked for.
void ImportReading::finish_row() {
  if (faults_.empty()) return;
  ++rows_with_faults_;
  files_.add(faults_, !broke_off_);
  faults_.clear();
}

void ImportReading::look_at_domain(const domain::PersonRow& row) {
  auto domain = row.email.domain();
  if (domain == right_domain_) return;
  auto known = slips_.find(domain);
  if (known == slips_.end()) {
    const auto meant = domain::near_domain(domain, domains_);
    if (!meant) {
      right_domain_ = std::move(domain);
      return;
    }
    if (slips_.size() == kMostSlips) return;
    known = slips_.emplace(std::move(domain), Slip{.meant = *meant}).first;
  }
  auto& slip = known->second;
  if (++slip.count <= kMostLines) slip.first_lines.push_back(row.line);
}

void ImportReading::hint_at_domain(domain::RowFault& fault) const {
  const auto at = fault.value.rfind('@');
  if (fault.code != "invalid-email" || at == std::string::npos) return;
  const auto meant = domain::near_domain(trim(std::string_view(fault.value).substr(at + 1)), domains_);
  if (!meant) return;
  const auto address = domain::Email::parse(fmt::format("{}@{}", trim(fault.value.substr(0, at)), *meant));
  if (address) fault.hint = fmt::format("did you mean {}? {}", address->text(), fault.hint);
}

std::vector<std::string> ImportReading::warnings() const {
  std::vector<std::string> sentences;
  for (const auto& [domain, slip] : slips_)
    sentences.push_back(
        fmt::format("{} at {}, which is nearly {}: {}",
                    slip.count == 1 ? std::string("1 address is") : fmt::format("{} addresses are", slip.count), domain,
                    slip.meant, lines_of(slip.first_lines, slip.count)));
  return sentences;
}

FaultCounts counts_of(const ops::ImportSummary& summary, const ImportReading& rows) {
  return {.rows = summary.rows, .faults = summary.fault_count, .rows_with_faults = rows.rows_with_faults()};
}

}  // namespace pcadmin::cli
