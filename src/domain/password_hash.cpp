#include "pcadmin/domain/password_hash.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace pcadmin::domain {

namespace {

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kHashSize = 32;
constexpr HashCost kMostCost{std::size_t{1024} * 1024 * 1024, 16};

HashCost at_least(HashCost cost) {
  return {std::max(cost.memory, kLeastCost.memory), std::max(cost.passes, kLeastCost.passes)};
}

[[noreturn]] void throw_bad_verifier() {
  throw Error({.code = "store-damaged",
               .kind = FailureKind::store,
               .message = "a password's verifier was changed outside pcadmin",
               .hint = "have the password reset: pcadmin password reset USER"});
}

[[noreturn]] void throw_no_memory() {
  throw Error({.code = "out-of-memory",
               .kind = FailureKind::bug,
               .message = "not enough memory to check a password",
               .hint = "checking a password takes 64 MiB; nothing was changed"});
}

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view label) {
  const auto at = text.find(label);
  if (at == std::string_view::npos) return std::nullopt;
  std::uint64_t number = 0;
  const auto* const begin = text.data() + at + label.size();
  if (std::from_chars(begin, text.data() + text.size(), number).ec != std::errc{}) return std::nullopt;
  return number;
}

/// `$argon2id$v=19$m=65536,t=2,p=1$salt$hash`, m in KiB.
void check_cost(const std::string& verifier) {
  const auto memory = number_after(verifier, "$m=");
  const auto passes = number_after(verifier, ",t=");
  if (!verifier.starts_with(crypto_pwhash_STRPREFIX) || verifier.size() >= crypto_pwhash_STRBYTES || !memory || !passes)
    throw_bad_verifier();
  if (*memory > kMostCost.memory / 1024 || *passes > kMostCost.passes) throw_bad_verifier();
}

std::string keyed_hash(std::string_view salt, const Secret& secret) {
  std::string hash(kHashSize, '\0');
  const auto text = secret.reveal();
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(salt.data()), salt.size());
  return hash;
}

}  // namespace

std::string hash_chosen_password(const Secret& password, HashCost cost) {
  const auto [memory, passes] = at_least(cost);
  std::array<char, crypto_pwhash_STRBYTES> verifier{};
  const auto text = password.reveal();
  if (crypto_pwhash_str(verifier.data(), text.data(), text.size(), passes, memory) != 0) throw_no_memory();
  return verifier.data();
}

bool verify_chosen_password(const Secret& password, const std::string& verifier) {
  check_cost(verifier);
  const auto text = password.reveal();
  return crypto_pwhash_str_verify(verifier.c_str(), text.data(), text.size()) == 0;
}

bool wants_rehash(const std::string& verifier, HashCost cost) {
  const auto [memory, passes] = at_least(cost);
  return crypto_pwhash_str_needs_rehash(verifier.c_str(), passes, memory) != 0;
}

void verify_nothing(const Secret& password, HashCost cost) {
  const auto [memory, passes] = at_least(cost);
  std::array<unsigned char, kHashSize> hash{};
  constexpr std::array<unsigned char, crypto_pwhash_SALTBYTES> kSalt{};
  const auto text = password.reveal();
  if (crypto_pwhash(hash.data(), hash.size(), text.data(), text.size(), kSalt.data(), passes, memory,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw_no_memory();
  sodium_memzero(hash.data(), hash.size());
}

std::string hash_generated_secret(const Secret& secret, Random& random) {
  std::string salt(kSaltSize, '\0');
  random.fill(std::as_writable_bytes(std::span(salt)));
  return salt + keyed_hash(salt, secret);
}

bool verify_generated_secret(const Secret& secret, const std::string& verifier) {
  if (verifier.size() != kSaltSize + kHashSize) throw_bad_verifier();
  const auto hash = keyed_hash(std::string_view(verifier).substr(0, kSaltSize), secret);
  return sodium_memcmp(hash.data(), verifier.data() + kSaltSize, kHashSize) == 0;
}

Secret make_token(Random& random) {
  std::array<unsigned char, 32> bytes{};
  random.fill(std::as_writable_bytes(std::span(bytes)));
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminating NUL
  sodium_memzero(bytes.data(), bytes.size());
  return Secret::take(text);
}

std::array<std::byte, 32> hash_token(const Secret& token) {
  std::array<std::byte, 32> hash{};
  const auto text = token.reveal();
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  return hash;
}

}  // namespace pcadmin::domain
