#include "people_export.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {
namespace {

constexpr std::size_t kPart = std::size_t{64} * 1024;

std::string counted(std::uint64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

PeopleExport::PeopleExport(interchange::PeopleFormat format, const TextSink& sink)
    : format_(format), writer_(interchange::write_people(format)), sink_(sink) {
  buffer_.reserve(2 * kPart);
  writer_->begin(buffer_);
}

void PeopleExport::add(const domain::PersonTexts& person, std::int64_t roles_left_out) {
  writer_->person(buffer_, person);
  ++people_;
  guests_ += person.kind == "guest" ? 1 : 0;
  roles_left_out_ += static_cast<std::uint64_t>(roles_left_out);
  if (buffer_.size() >= kPart) drain();
}

void PeopleExport::end() {
  writer_->end(buffer_);
  drain();
}

std::vector<std::string> PeopleExport::warnings() const {
  std::vector<std::string> all;
  if (roles_left_out_ > 0)
    all.push_back(fmt::format("{} that a file cannot hold {} left out: for one location, or with an end",
                              counted(roles_left_out_, "role"), roles_left_out_ == 1 ? "was" : "were"));
  if (guests_ > 0 && !interchange::has_kind(format_))
    all.push_back(fmt::format("{} has no place for who is a guest: {} would be read as {}",
                              interchange::to_string(format_), counted(guests_, "guest"),
                              guests_ == 1 ? "a member" : "members"));
  return all;
}

void PeopleExport::drain() {
  sink_(buffer_);
  buffer_.clear();
}

}  // namespace pcadmin::cli
