#include "people_arena.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace pcadmin::store {

namespace {

using domain::Catalogue;
using domain::RoleId;

template <class T>
std::string_view text_of(const std::optional<T>& value) {
  return value ? std::string_view(value->text()) : std::string_view();
}

std::uint8_t place_of(RoleId role) { return static_cast<std::uint8_t>(&role.role() - Catalogue::roles().data()); }

/// A person's key from `depth` on, eight bytes at most, so that numbers compare as the bytes do. No key has a NUL.
std::uint64_t part_of(std::string_view key, std::size_t depth) {
  std::uint64_t part = 0;
  const auto rest = key.substr(std::min(depth, key.size()), sizeof part);
  for (std::size_t i = 0; i < sizeof part; ++i)
    part = part << 8U | (i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U);
  return part;
}

struct Keyed {
  std::uint64_t part;
  std::uint32_t there;
};

/// Eight bytes at a time: comparing whole keys would go to memory for each of twenty million comparisons.
template <class KeyOf>
void sort_from(std::span<Keyed> people, std::size_t depth, KeyOf key_of) {
  for (auto& person : people) person.part = part_of(key_of(person.there), depth);
  std::ranges::sort(people, {}, &Keyed::part);
  for (auto begin = people.begin(); begin != people.end();) {
    const auto end = std::find_if(begin, people.end(), [&](const Keyed& other) { return other.part != begin->part; });
    const bool ended = (begin->part & 0xffU) == 0;  // then it is the whole key, and nobody else's
    if (end - begin > 1 && !ended) sort_from(std::span(begin, end), depth + sizeof begin->part, key_of);
    begin = end;
  }
}

}  // namespace

std::string_view WaitingPerson::text(PersonText which) const {
  if (which == PersonText::email_key && sizes[static_cast<std::size_t>(which)] == 0) which = PersonText::email;
  const auto* begin = reinterpret_cast<const char*>(this + 1);
  for (std::size_t i = 0; i < static_cast<std::size_t>(which); ++i) begin += sizes[i];
  return {begin, sizes[static_cast<std::size_t>(which)]};
}

std::span<const std::uint8_t> WaitingPerson::roles() const {
  const auto* begin = reinterpret_cast<const std::uint8_t*>(this + 1);
  for (const auto size : sizes) begin += size;
  return {begin, roles_count};
}

std::byte* PeopleArena::reserve(std::size_t size) {
  const auto units = (size + kUnit - 1) / kUnit;
  if (used_ + units > kUnitsOfChunk) {
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kUnitsOfChunk * kUnit));
    used_ = 0;
  }
  auto* const there = chunks_.back().get() + used_ * kUnit;
  places_.push_back(static_cast<std::uint32_t>((chunks_.size() - 1) * kUnitsOfChunk + used_));
  used_ += units;
  return there;
}

void PeopleArena::add(const domain::UserRecord& record, std::span<const RoleId> roles, std::uint64_t line) {
  const bool own_key = record.email.key() != record.email.text();  // seldom
  const std::array<std::string_view, kPersonTexts> texts = {
      record.name.text(),         record.email.text(),         own_key ? record.email.key() : std::string_view(),
      text_of(record.given_name), text_of(record.family_name), text_of(record.job_title),
      text_of(record.department), text_of(record.phone),       text_of(record.usage_location),
      text_of(record.os_account)};
  std::size_t size = sizeof(WaitingPerson) + roles.size();
  for (const auto text : texts) size += text.size();
  auto* const person = new (reserve(size)) WaitingPerson;
  person->line = line;
  person->roles_count = static_cast<std::uint8_t>(roles.size());
  person->is_guest = record.kind == domain::UserKind::guest;
  person->is_disabled = record.state == domain::UserState::disabled;
  auto* to = reinterpret_cast<char*>(person + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    person->sizes[i] = static_cast<std::uint16_t>(texts[i].size());
    std::ranges::copy(texts[i], to);
    to += texts[i].size();
  }
  const std::span places(reinterpret_cast<std::uint8_t*>(to), roles.size());
  std::ranges::transform(roles, places.begin(), place_of);
  std::ranges::sort(places, {}, [](std::uint8_t role) { return Catalogue::at(role).text(); });
}

void PeopleArena::sort() {
  std::vector<Keyed> people;
  people.reserve(places_.size());
  for (const auto there : places_) people.push_back({0, there});
  sort_from(std::span(people), 0, [&](std::uint32_t there) { return place(there)->text(PersonText::email_key); });
  std::ranges::transform(people, places_.begin(), &Keyed::there);
  for (std::size_t rank = 0; rank < places_.size(); ++rank) at(rank).rank = static_cast<std::uint32_t>(rank);
}

std::vector<std::uint32_t> PeopleArena::places_as_added() const {
  auto places = places_;
  std::ranges::sort(places);  // whoever was added later lies further on
  return places;
}

}  // namespace pcadmin::store
