#pragma once

#include "pcadmin/base/random.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

/// What a store keeps of secrets: enough to recognise them, too little to use them.
namespace pcadmin::domain {

/// How dear one guess at a chosen password is made (Argon2id, RFC 9106). Never below 19 MiB and 2 passes (OWASP's
/// floor).
struct HashCost {
  std::size_t memory = std::size_t{64} * 1024 * 1024;  ///< bytes
  unsigned long long passes = 2;
};
inline constexpr HashCost kLeastCost{std::size_t{19} * 1024 * 1024, 2};

/// A chosen password's verifier: an Argon2id string with its salt and cost in it. A cost under `kLeastCost` is raised
/// to it. Throws `Error` `out-of-memory`, kind bug, when the memory is not to be had.
std::string hash_chosen_password(const Secret& password, HashCost cost);

/// Throws `Error` `store-damaged` for a verifier that is not one, or whose cost is beyond 1 GiB or 16 passes: a store
/// must not be able to make its reader compute for ever.
bool verify_chosen_password(const Secret& password, const std::string& verifier);

/// Whether a verifier was made at another cost than `cost`.
bool wants_rehash(const std::string& verifier, HashCost cost);

/// Takes as long as `verify_chosen_password` and recognises nothing: so that an unknown user costs what a wrong
/// password costs.
void verify_nothing(const Secret& password, HashCost cost);

/// A generated secret's verifier: 16 random bytes and the BLAKE2b-256 keyed by them. No slow hash is needed for what
/// cannot be guessed (120 bits and more), and it is what makes onboarding a hundred thousand people quick.
std::string hash_generated_secret(const Secret& secret, Random& random);
bool verify_generated_secret(const Secret& secret, const std::string& verifier);

/// 256 random bits for a session, in base64url without padding.
Secret make_token(Random& random);
/// What the store keeps of a token.
std::array<std::byte, 32> hash_token(const Secret& token);

}  // namespace pcadmin::domain
