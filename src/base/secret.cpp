#include "pcadmin/base/secret.hpp"

#include "pcadmin/base/result.hpp"

#include <sodium.h>

#include <cstring>
#include <mutex>
#include <new>
#include <utility>

namespace pcadmin {
namespace {

// A guarded allocation takes several system calls and mappings, of which a process has only some 65,000. So a short
// secret (a temporary password, a token) takes a slot of a shared slab, and a hundred thousand of them can live at
// once; a longer one takes a block of its own. What is free again is wiped and waits in a list for the next secret.
// Which of the two a secret has, its size says. Nothing here is destroyed at exit: a static Secret may go later.
constexpr std::size_t kSlotSize = 64;
constexpr std::size_t kSlotsOfFirstSlab = 63;  // a page and its canary: most runs have one secret or two
constexpr std::size_t kSlotsOfSlab = 1024;
constexpr std::size_t kMostFreeBlocks = 32;

/// Free memory, linked through its own first bytes. Not for threads.
class FreeList {
 public:
  void push(char* memory) {
    std::memcpy(memory, &head_, sizeof head_);
    head_ = memory;
    ++count_;
  }
  /// Nullptr when there is none.
  char* pop() {
    char* memory = head_;
    if (memory == nullptr) return nullptr;
    std::memcpy(&head_, memory, sizeof head_);
    sodium_memzero(memory, sizeof head_);
    --count_;
    return memory;
  }
  std::size_t count() const { return count_; }

 private:
  char* head_ = nullptr;
  std::size_t count_ = 0;
};

constinit std::mutex free_memory_mutex;
constinit FreeList free_slots;
constinit FreeList free_blocks;

char* allocate_guarded(std::size_t size) {
  // A start between two allocations would change the guard values of the first.
  start_cryptography();
  auto* memory = static_cast<char*>(sodium_malloc(size));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void add_slab() {
  static bool first = true;
  const auto slots = std::exchange(first, false) ? kSlotsOfFirstSlab : kSlotsOfSlab;
  char* slab = allocate_guarded(kSlotSize * slots);
  for (std::size_t slot = slots; slot-- > 0;) free_slots.push(slab + slot * kSlotSize);
}

char* acquire(std::size_t size) {
  const std::scoped_lock lock(free_memory_mutex);
  if (size <= kSlotSize) {
    if (free_slots.count() == 0) add_slab();
    return free_slots.pop();
  }
  char* block = free_blocks.pop();
  return block != nullptr ? block : allocate_guarded(Secret::kMaxSize);
}

void release(char* memory, std::size_t size) noexcept {
  if (memory == nullptr) return;
  sodium_memzero(memory, size);
  const std::scoped_lock lock(free_memory_mutex);
  if (size <= kSlotSize) {
    free_slots.push(memory);
  } else if (free_blocks.count() < kMostFreeBlocks) {
    free_blocks.push(memory);
  } else {
    sodium_free(memory);
  }
}

// Also what an earlier, longer text left behind the end.
void wipe_string(std::string& text) {
  text.resize(text.capacity());
  wipe(text);
  text.clear();
}

}  // namespace

Secret::Secret() = default;

Secret::Secret(std::string_view bytes) { append(bytes); }

Secret Secret::take(std::string& bytes) {
  struct WipeAtEnd {
    std::string& text;
    ~WipeAtEnd() { wipe_string(text); }
  } const wipe_at_end{bytes};
  return Secret(bytes);
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  release(data_, size_);
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

Secret::~Secret() { release(data_, size_); }

void Secret::append(std::string_view bytes) {
  if (bytes.empty()) return;
  if (bytes.size() > kMaxSize - size_) {
    throw Error({.code = "secret-too-long",
                 .kind = FailureKind::invalid,
                 .message = "the password or token is longer than 4096 bytes",
                 .hint = "give a shorter one"});
  }
  const std::size_t size = size_ + bytes.size();
  const bool outgrown = size_ <= kSlotSize && size > kSlotSize;
  if (data_ != nullptr && !outgrown) {
    std::memcpy(data_ + size_, bytes.data(), bytes.size());
    size_ = size;
    return;
  }
  char* larger = acquire(size);
  if (size_ > 0) std::memcpy(larger, data_, size_);
  std::memcpy(larger + size_, bytes.data(), bytes.size());
  release(std::exchange(data_, larger), size_);
  size_ = size;
}

bool operator==(const Secret& a, const Secret& b) {
  if (a.size_ != b.size_) return false;
  return a.size_ == 0 || sodium_memcmp(a.data_, b.data_, a.size_) == 0;
}

void wipe(std::span<char> memory) {
  if (!memory.empty()) sodium_memzero(memory.data(), memory.size());
}

void start_cryptography() {
  if (sodium_init() < 0) {
    throw Error({.code = "no-cryptography",
                 .kind = FailureKind::bug,
                 .message = "the cryptographic library does not start",
                 .hint = ""});
  }
}

}  // namespace pcadmin
