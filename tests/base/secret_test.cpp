#include "pcadmin/base/secret.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using pcadmin::Error;
using pcadmin::FailureKind;
using pcadmin::Secret;

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Secret>);

TEST_CASE("a secret gives back its bytes, NULs and all", "[base][secret]") {
  const std::string bytes("a\0b\xff", 4);
  CHECK(Secret(bytes).reveal() == bytes);
}

TEST_CASE("an empty secret is empty, and still something C can read", "[base][secret]") {
  const Secret none;
  CHECK(none.empty());
  CHECK(none.reveal().empty());
  CHECK(none.reveal().data() != nullptr);
  CHECK(none == Secret(""));
  CHECK(none.copy().empty());
}

TEST_CASE("a moved secret leaves nothing behind", "[base][secret]") {
  Secret first("hunter2");
  Secret second(std::move(first));
  CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is the rule
  CHECK(second.reveal() == "hunter2");
  Secret third("old");
  third = std::move(second);
  CHECK(second.empty());  // NOLINT(bugprone-use-after-move)
  CHECK(third.reveal() == "hunter2");
  auto& same = third;
  third = std::move(same);
  CHECK(third.reveal() == "hunter2");
}

TEST_CASE("a secret taken from a string wipes the string", "[base][secret]") {
  std::string text(200, 'x');
  text.resize(100);
  const char* memory = text.data();
  const Secret taken = Secret::take(text);
  CHECK(taken.reveal() == std::string(100, 'x'));
  CHECK(text.empty());
  CHECK(text.data() == memory);
  text.resize(200);
  CHECK(text.find('x') == std::string::npos);
}

TEST_CASE("a secret is wiped before its memory serves the next", "[base][secret]") {
  const char* memory = nullptr;
  {
    const Secret first("correct horse battery staple");
    memory = first.reveal().data();
  }
  const Secret second("x");
  REQUIRE(second.reveal().data() == memory);
  // The slot is 64 bytes, of which `second` uses one.
  CHECK(std::all_of(memory + 1, memory + 64, [](char c) { return c != 'o' && c != 'r' && c != 't'; }));
}

TEST_CASE("a secret holds 4096 bytes and refuses one more", "[base][secret]") {
  const std::string most(Secret::kMaxSize, 'm');
  Secret secret(most);
  CHECK(secret.reveal() == most);
  try {
    secret.append("x");
    FAIL("appended past the end");
  } catch (const Error& error) {
    CHECK(error.failure().code == "secret-too-long");
    CHECK(error.failure().kind == FailureKind::invalid);
  }
  CHECK(secret.reveal() == most);
  CHECK_THROWS_AS(Secret(std::string(std::size_t{1} << 20, 'x')), Error);
  std::string long_text(Secret::kMaxSize + 1, 'y');
  CHECK_THROWS_AS(Secret::take(long_text), Error);
  CHECK(long_text.empty());
}

TEST_CASE("a secret grows by appending, also to itself", "[base][secret]") {
  Secret secret;
  secret.append("ab");
  secret.append("");
  secret.append(secret.reveal());
  CHECK(secret.reveal() == "abab");
  std::string expected = "abab";
  while (expected.size() < 4096) {
    secret.append(secret.reveal());
    expected += expected;
    CHECK(secret.reveal() == expected);
  }
}

TEST_CASE("a secret grows byte by byte to its greatest size", "[base][secret]") {
  Secret secret;
  std::string expected;
  for (std::size_t i = 0; i < Secret::kMaxSize; ++i) {
    const char byte = static_cast<char>('a' + i % 26);
    secret.append({&byte, 1});
    expected += byte;
    if (secret.reveal() != expected) FAIL("wrong at " << i);
  }
  SUCCEED();
}

TEST_CASE("secrets are equal by length and bytes", "[base][secret]") {
  CHECK(Secret("abc") == Secret("abc"));
  CHECK(Secret("abc") != Secret("abd"));
  CHECK(Secret("abc") != Secret("ab"));
  CHECK(Secret("abc") != Secret());
  const Secret secret("abc");
  CHECK(secret.copy() == secret);
  CHECK(secret.copy().reveal().data() != secret.reveal().data());
}

TEST_CASE("a hundred thousand secrets one after another use the same memory", "[base][secret]") {
  const char* memory = Secret("first").reveal().data();
  for (int i = 0; i < 100'000; ++i) {
    if (Secret("next").reveal().data() != memory) FAIL("another block");
  }
  SUCCEED();
}

TEST_CASE("a hundred thousand short secrets can live at once", "[base][secret]") {
  std::vector<Secret> many;
  many.reserve(100'000);
  for (int i = 0; i < 100'000; ++i) many.emplace_back(std::to_string(i));
  bool right = true;
  for (int i = 0; i < 100'000; ++i) right = right && many[static_cast<std::size_t>(i)].reveal() == std::to_string(i);
  CHECK(right);
}

TEST_CASE("more long secrets than are kept for reuse can live at once", "[base][secret]") {
  std::vector<Secret> many;
  for (std::size_t i = 0; i < 100; ++i) many.emplace_back(std::string(1000 + i, 'x'));
  for (std::size_t i = 0; i < 100; ++i) CHECK(many[i].reveal() == std::string(1000 + i, 'x'));
}

TEST_CASE("a secret works where no memory may be locked", "[base][secret]") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_MEMLOCK, &before) == 0);
  rlimit none = before;
  none.rlim_cur = 0;
  REQUIRE(setrlimit(RLIMIT_MEMLOCK, &none) == 0);
  std::vector<Secret> many;
  many.reserve(50);
  const std::string text(100, 'u');
  for (int i = 0; i < 50; ++i) many.emplace_back(text);
  CHECK(std::ranges::all_of(many, [&](const Secret& secret) { return secret.reveal() == text; }));
  REQUIRE(setrlimit(RLIMIT_MEMLOCK, &before) == 0);
}

TEST_CASE("secrets may be made in several threads", "[base][secret]") {
  std::vector<std::thread> threads;
  std::array<bool, 4> right{};
  for (std::size_t n = 0; n < right.size(); ++n) {
    threads.emplace_back([&right, n] {
      const std::string text(n + 1, static_cast<char>('a' + n));
      right[n] = true;
      for (int i = 0; i < 2000; ++i) right[n] = right[n] && Secret(text).reveal() == text;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(std::ranges::all_of(right, [](bool it) { return it; }));
}

TEST_CASE("wiping overwrites every byte", "[base][secret]") {
  std::string text = "secret";
  pcadmin::wipe(text);
  CHECK(text == std::string(6, '\0'));
  pcadmin::wipe({});
}

TEST_CASE("starting the cryptographic library twice is harmless", "[base][secret]") {
  pcadmin::start_cryptography();
  pcadmin::start_cryptography();
  SUCCEED();
}

}  // namespace
