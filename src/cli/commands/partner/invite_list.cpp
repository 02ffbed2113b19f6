#include "invite_list.hpp"

#include "pcadmin/interchange/address_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kMostTold = 1'000;

DetailRow row_of(std::int64_t line, const std::string& address, const Failure& failure) {
  DetailRow row;
  if (line != 0) row.emplace_back("line", line);
  if (!address.empty()) row.emplace_back("address", address);
  row.emplace_back("code", failure.code);
  row.emplace_back("message", failure.message);
  row.emplace_back("hint", failure.hint);
  return row;
}

std::int64_t line_of(const DetailRow& row) {
  return row.front().first == "line" ? std::get<std::int64_t>(row.front().second) : 0;
}

}  // namespace

InviteList::InviteList(Context& context, std::vector<domain::Email> words)
    : addresses_(std::move(words)), lines_(addresses_.size(), 0), from_file_(context.input != nullptr) {
  if (!from_file_) return;
  interchange::AddressList list(*context.input);
  while (auto line = list.next()) {
    context.world.check_interrupted();
    const auto number = static_cast<std::int64_t>(line->number);
    if (!line->address) {
      broken_.push_back(row_of(number, {}, line->address.error()));
      continue;
    }
    addresses_.push_back(std::move(*line->address));
    lines_.push_back(number);
  }
}

void InviteList::require_no_faults(const std::vector<ops::InvitationFault>& faults) const {
  if (faults.empty() && broken_.empty()) return;
  if (!from_file_ && addresses_.size() == 1) throw Error(faults.front().failure);
  auto rows = broken_;
  for (const auto& [place, failure] : faults) rows.push_back(row_of(lines_[place], addresses_[place].text(), failure));
  std::ranges::stable_sort(rows, {}, line_of);
  const auto count = std::ssize(rows);
  if (rows.size() > kMostTold) rows.resize(kMostTold);
  throw Error({.code = "invitations-refused",
               .kind = FailureKind::invalid,
               .message = fmt::format("{} of {} addresses cannot be invited: nobody was", count,
                                      addresses_.size() + broken_.size()),
               .hint = "mend or leave out those above, and invite them again",
               .details = {{"count", count}, {"faults", std::move(rows)}}});
}

}  // namespace pcadmin::cli
