#include "spool.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <unistd.h>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kInMemory = std::size_t{1024} * 1024;
using Size = std::uint32_t;
constexpr Size kMissing = std::numeric_limits<Size>::max();

std::string folder_of(const World& world) { return world.env("TMPDIR").value_or("/tmp"); }

void append(std::string& bytes, Size size) { bytes.append(reinterpret_cast<const char*>(&size), sizeof size); }

/// Takes a size from the front.
Size take_size(std::string_view& bytes) {
  Size size = 0;
  std::memcpy(&size, bytes.data(), sizeof size);
  bytes.remove_prefix(sizeof size);
  return size;
}

/// Hands over the whole records at the front; how many bytes they were, or nullopt when `each` has had enough.
std::optional<std::size_t> hand_over(std::string_view bytes, const std::function<bool(Spool::Record)>& each) {
  const auto all = bytes.size();
  while (bytes.size() >= sizeof(Size)) {
    auto rest = bytes;
    const auto size = take_size(rest);
    if (rest.size() < size) break;
    if (!each(Spool::Record(rest.substr(0, size)))) return std::nullopt;
    bytes = rest.substr(size);
  }
  return all - bytes.size();
}

}  // namespace

void throw_no_spool(const World& world, std::string_view what) {
  throw Error({.code = "spool-failed",
               .kind = FailureKind::invalid,
               .message = fmt::format("{} cannot be kept in \"{}\": {}", what, folder_of(world), std::strerror(errno)),
               .hint = "make room there, or set TMPDIR to another folder"});
}

int open_nameless(const World& world, std::string_view what) {
  const int descriptor = ::open(folder_of(world).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) throw_no_spool(world, what);
  return descriptor;
}

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Spool::put(const std::optional<std::string_view>& text) {
  append(record_, text ? static_cast<Size>(text->size()) : kMissing);
  if (text) record_ += *text;
}

void Spool::put(std::uint64_t number) { record_.append(reinterpret_cast<const char*>(&number), sizeof number); }

std::optional<std::string> Spool::Record::text() {
  const auto size = take_size(bytes_);
  if (size == kMissing) return std::nullopt;
  std::string text(bytes_.substr(0, size));
  bytes_.remove_prefix(size);
  return text;
}

std::uint64_t Spool::Record::number() {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes_.data(), sizeof number);
  bytes_.remove_prefix(sizeof number);
  return number;
}

void Spool::end_record() {
  append(pending_, static_cast<Size>(record_.size()));
  pending_ += record_;
  record_.clear();
  if (pending_.size() >= kInMemory) flush();
}

void Spool::flush() {
  if (descriptor_ < 0) descriptor_ = open_nameless(world_, what_);
  std::string_view rest = pending_;
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_no_spool(world_, what_);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  pending_.clear();
}

void Spool::read(const std::function<bool(Record)>& each) {
  // Nothing is written any more: what the records tell of may be done by now. The last of them are still in memory.
  if (descriptor_ < 0) return static_cast<void>(hand_over(pending_, each));
  std::string bytes;
  off_t at = 0;
  for (;;) {
    const auto held = bytes.size();
    bytes.resize(held + kInMemory);
    const auto got = ::pread(descriptor_, bytes.data() + held, kInMemory, at);
    bytes.resize(held + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_no_spool(world_, what_);
    if (got == 0) return static_cast<void>(hand_over(pending_, each));
    at += got;
    const auto done = hand_over(bytes, each);
    if (!done) return;
    bytes.erase(0, *done);
  }
}

}  // namespace pcadmin::cli
