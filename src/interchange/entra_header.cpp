#include "interchange/entra_header.hpp"

#include "interchange/people_header.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::interchange {
namespace {

using enum EntraColumn;

/// As the template titles what has to be there, in the order of `EntraColumn`.
constexpr std::array<std::string_view, 4> kRequiredTitles = {
    "Name [displayName] Required", "User name [userPrincipalName] Required",
    "Initial password [passwordProfile] Required", "Block sign in (Yes/No) [accountEnabled] Required"};

/// Of the template too, and not kept.
constexpr std::array<std::string_view, 6> kNotKept = {
    "streetAddress", "state", "country", "physicalDeliveryOfficeName", "city", "postalCode"};

[[noreturn]] void refuse(std::string code, std::string message, std::string hint, std::uint64_t line) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = std::move(message),
               .hint = std::move(hint),
               .details = {{"line", static_cast<std::int64_t>(line)}}});
}

bool has_brackets(std::string_view title) {
  const auto open = title.find('[');
  return open != std::string_view::npos && title.find(']', open) != std::string_view::npos;
}

/// What stands in brackets, or all of it where nothing does.
std::string_view word_of(std::string_view title) {
  if (!has_brackets(title)) return trim(title);
  title.remove_prefix(title.find('[') + 1);
  return trim(title.substr(0, title.find(']')));
}

template <class Words>
auto find_word(const Words& words, std::string_view word) {
  const auto key = to_ascii_lower(word);
  return std::ranges::find_if(words, [&](std::string_view known) { return to_ascii_lower(known) == key; });
}

std::string near_word(std::string_view word) {
  const std::vector<std::string> known(kEntraColumns.begin(), kEntraColumns.end());
  const auto near = nearest(word, known);
  return near.empty() ? std::string() : near.front();
}

}  // namespace

EntraHeader::EntraHeader(const CsvRows& rows) : size_(rows.size()) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    titles_.emplace_back(rows.cell(i));
    take(rows.cell(i), i + 1, rows.line());
  }
  require(rows.line());
  if (!near_miss_.empty())
    refuse("unknown-column", "a column of the header is not of Entra's template", near_miss_, rows.line());
}

void EntraHeader::take(std::string_view title, std::size_t ordinal, std::uint64_t line) {
  const auto word = word_of(title);
  if (word.empty() || find_word(kNotKept, word) != kNotKept.end() || is_reject_column(word)) return;
  const auto* const found = find_word(kEntraColumns, word);
  if (found == kEntraColumns.end()) {
    const auto near = has_brackets(title) ? near_word(word) : std::string();
    if (near.empty())
      unknown_.push_back(fmt::format("\"{}\"", excerpt(title)));
    else if (near_miss_.empty())
      near_miss_ = fmt::format("rename [{}] to [{}]", excerpt(word), near);
    return;
  }
  auto& known = ordinals_[static_cast<std::size_t>(found - kEntraColumns.begin())];
  if (known != 0)
    refuse("duplicate-column", fmt::format("columns {} and {} are both [{}]", known, ordinal, *found),
           "keep one of them", line);
  known = ordinal;
}

void EntraHeader::require(std::uint64_t line) const {
  for (const auto column : {display_name, user_principal_name, account_enabled}) {
    if (has(column) || (column == account_enabled && !has(password_profile))) continue;
    refuse("missing-column",
           fmt::format("the file has no column \"{}\"", kRequiredTitles[static_cast<std::size_t>(column)]),
           near_miss_.empty() ? "keep the first two lines of Entra's template as they are" : near_miss_, line);
  }
}

std::string_view EntraHeader::word_at(std::uint64_t ordinal) const {
  if (ordinal == 0) return {};
  const auto* const found = std::ranges::find(ordinals_, ordinal);
  return found == ordinals_.end() ? std::string_view()
                                  : kEntraColumns[static_cast<std::size_t>(found - ordinals_.begin())];
}

}  // namespace pcadmin::interchange
