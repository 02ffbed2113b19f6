#include "pcadmin/interchange/people_ldif.hpp"

#include "interchange/ldif_lines.hpp"
#include "interchange/ldif_record.hpp"
#include "interchange/reader_notes.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace pcadmin::interchange {
namespace {

using Step = LdifLines::Step;

[[noreturn]] void refuse(std::string code, std::string message, std::string hint, std::uint64_t line) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = std::move(message),
               .hint = std::move(hint),
               .details = {{"line", static_cast<std::int64_t>(line)}}});
}

class PeopleLdif final : public PeopleReader {
 public:
  explicit PeopleLdif(ByteSource& source) : lines_(source, LdifRecord::wants, LdifRecord::is_password) {
    step_ = lines_.next();
    if (step_ == Step::end)
      refuse("empty-file", "the file is empty", "an LDIF file has entries, each beginning with its dn", 1);
    if (step_ == Step::attribute && lines_.attribute().key == "version") pass_version();
  }

  std::optional<Row> next() override {
    if (!keeps_raw_) lines_.keep_no_raw();  // the first line of the first record was read before anybody could ask
    while (step_ != Step::end) {
      LdifRecord record;
      read(record);
      if (auto row = finish(record)) return row;
    }
    return std::nullopt;
  }

  std::uint64_t column_of(std::string_view /*field*/) const override { return 0; }

  void keep_raw() override { keeps_raw_ = true; }
  RawRow raw() const override { return {.line = line_, .text = raw_ ? std::string_view(*raw_) : std::string_view()}; }
  bool breaks_off() const override { return breaks_off_ || !raw_; }

  std::vector<std::string> notes() const override {
    std::vector<std::string> all;
    if (passwords_ > 0) all.push_back(note_on_passwords(passwords_));
    if (skipped_ > 0) all.push_back(note_on_skipped());
    if (references_ > 0)
      all.push_back(fmt::format("{} reference{} to other servers {} not followed", references_,
                                references_ == 1 ? "" : "s", references_ == 1 ? "was" : "were"));
    return all;
  }

 private:
  void pass_version() {
    const auto& version = lines_.attribute();
    if (version.trouble != LdifLines::Trouble::none || trim(version.value) != "1")
      refuse("ldif-version", fmt::format("the file is LDIF of version \"{}\"", excerpt(version.value)),
             "version 1 is the only one there is (RFC 2849)", version.line);
    lines_.take_raw();
    step_ = lines_.next();
    if (step_ == Step::record_end) step_ = lines_.next();
  }

  void read(LdifRecord& record) {
    for (; step_ == Step::attribute || step_ == Step::malformed; step_ = lines_.next()) {
      step_ == Step::attribute ? record.take(lines_.attribute()) : record.take_malformed(lines_.line());
      if (!record.ends_file()) continue;
      step_ = Step::end;
      breaks_off_ = true;
      return;
    }
    line_ = record.line();
    raw_ = lines_.take_raw();
    if (step_ == Step::record_end) step_ = lines_.next();
  }

  std::optional<Row> finish(LdifRecord& record) {
    passwords_ += record.passwords();
    switch (record.kind()) {
      case LdifRecord::Kind::closing:
        breaks_off_ = true;  // unless all is well: what is missing is nowhere in the file
        return record.row();
      case LdifRecord::Kind::person:
        return record.row();
      case LdifRecord::Kind::reference:
        ++references_;
        break;
      case LdifRecord::Kind::other:
        skip(record.class_name());
        break;
    }
    return std::nullopt;
  }

  void skip(const std::string& object_class) {
    constexpr std::size_t kMostNames = 20;
    ++skipped_;
    if (const auto known = classes_.find(object_class); known != classes_.end())
      ++known->second;
    else if (classes_.size() < kMostNames)
      classes_.emplace(object_class, 1);
  }

  /// `3 entries are not people and were skipped: groupOfNames (2) and organizationalUnit (1)`.
  std::string note_on_skipped() const {
    std::vector<std::string> names;
    std::uint64_t named = 0;
    for (const auto& [name, count] : classes_) {
      names.push_back(classes_.size() == 1 ? name : fmt::format("{} ({})", name, count));
      named += count;
    }
    if (named < skipped_) names.push_back(fmt::format("others ({})", skipped_ - named));
    return fmt::format("{} skipped: {}",
                       skipped_ == 1 ? std::string("1 entry is not a person and was")
                                     : fmt::format("{} entries are not people and were", skipped_),
                       join_words(names));
  }

  LdifLines lines_;
  Step step_ = Step::end;
  bool keeps_raw_ = false;
  bool breaks_off_ = false;
  std::optional<std::string> raw_{};  ///< of the last record; none where it has too much
  std::uint64_t line_ = 0;
  std::uint64_t passwords_ = 0;
  std::uint64_t references_ = 0;
  std::uint64_t skipped_ = 0;
  std::map<std::string, std::uint64_t> classes_;
};

/// Whether `line` says `name:`, whatever follows, and what that is.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name) {
  if (to_ascii_lower(line.substr(0, name.size())) != name) return std::nullopt;
  line.remove_prefix(name.size());
  if (!line.starts_with(':')) return std::nullopt;
  return trim(line.substr(1));
}

}  // namespace

std::unique_ptr<PeopleReader> read_people_ldif(ByteSource& source) { return std::make_unique<PeopleLdif>(source); }

bool looks_like_ldif(std::string_view beginning) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (beginning.starts_with(kByteOrderMark)) beginning.remove_prefix(kByteOrderMark.size());
  bool comment = false;  // one may go on in the next line, behind a blank
  while (!beginning.empty()) {
    const auto end = std::min(beginning.find_first_of("\r\n"), beginning.size());
    const auto line = beginning.substr(0, end);
    beginning.remove_prefix(std::min(end + 1, beginning.size()));
    comment = line.starts_with('#') || (comment && line.starts_with(' '));
    if (comment || trim(line).empty()) continue;
    const auto version = value_of(line, "version");
    if (version && !version->empty())
      return std::ranges::all_of(*version, [](char digit) { return digit >= '0' && digit <= '9'; });
    return value_of(line, "dn").has_value();
  }
  return false;
}

}  // namespace pcadmin::interchange
