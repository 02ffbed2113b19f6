#include "pcadmin/domain/password_hash.hpp"

#include "support/seeded_random.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using pcadmin::Error;
using pcadmin::FailureKind;
using pcadmin::Secret;
using pcadmin::test::SeededRandom;

std::string code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK(error.failure().kind == FailureKind::store);
    return error.failure().code;
  }
  return "accepted";
}

/// An Argon2id string that claims a cost; nobody could compute it, so reading it must not try.
std::string verifier_with(std::string_view cost) {
  return "$argon2id$v=19$" + std::string(cost) + "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
}

TEST_CASE("a chosen password is recognised, and no other", "[domain][password-hash]") {
  const auto verifier = hash_chosen_password(Secret("seven violet tractors hum"), kLeastCost);
  CHECK(verify_chosen_password(Secret("seven violet tractors hum"), verifier));
  CHECK_FALSE(verify_chosen_password(Secret("seven violet tractors hu"), verifier));
  CHECK_FALSE(verify_chosen_password(Secret("Seven violet tractors hum"), verifier));
  CHECK_FALSE(verify_chosen_password(Secret(""), verifier));
}

TEST_CASE("the same password chosen twice does not look the same", "[domain][password-hash]") {
  CHECK(hash_chosen_password(Secret("seven violet tractors hum"), kLeastCost) !=
        hash_chosen_password(Secret("seven violet tractors hum"), kLeastCost));
}

TEST_CASE("a verifier says Argon2id and its cost, and nothing of the password", "[domain][password-hash]") {
  const auto verifier = hash_chosen_password(Secret("seven violet tractors hum"), kLeastCost);
  CHECK(verifier.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(verifier.find("violet") == std::string::npos);
}

TEST_CASE("a cost below the floor is raised to 19 MiB and two passes", "[domain][password-hash]") {
  CHECK(
      hash_chosen_password(Secret("x"), {.memory = 8192, .passes = 1}).starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST_CASE("a verifier of another cost wants to be made again", "[domain][password-hash]") {
  const auto verifier = hash_chosen_password(Secret("x"), kLeastCost);
  CHECK_FALSE(wants_rehash(verifier, kLeastCost));
  CHECK_FALSE(wants_rehash(verifier, {.memory = 1, .passes = 1}));
  CHECK(wants_rehash(verifier, {.memory = kLeastCost.memory * 2, .passes = kLeastCost.passes}));
  CHECK(wants_rehash(verifier, {.memory = kLeastCost.memory, .passes = kLeastCost.passes + 1}));
}

TEST_CASE("a store cannot make its reader compute for ever", "[domain][password-hash]") {
  for (const auto* const cost : {"m=1048577,t=2,p=1", "m=65536,t=17,p=1", "m=4294967295,t=4294967295,p=1",
                                 "m=99999999999999999999999,t=2,p=1", "m=,t=2,p=1", "t=2,p=1", "m=65536,p=1", ""}) {
    CAPTURE(cost);
    CHECK(code_of([&] { verify_chosen_password(Secret("x"), verifier_with(cost)); }) == "store-damaged");
  }
}

TEST_CASE("what is no verifier is called damage, not a wrong password", "[domain][password-hash]") {
  for (const auto& text : {std::string(), std::string("x"), std::string("$argon2i$v=19$m=65536,t=2,p=1$AAAA$AAAA"),
                           std::string("$2b$12$abcdefghijklmnopqrstuv"), std::string(200, 'a'),
                           verifier_with("m=65536,t=2,p=1") + std::string(200, 'A')}) {
    CAPTURE(text);
    CHECK(code_of([&] { verify_chosen_password(Secret("x"), text); }) == "store-damaged");
  }
  SeededRandom random;
  CHECK(code_of([&] { verify_generated_secret(Secret("x"), "too short"); }) == "store-damaged");
  CHECK(code_of([&] { verify_generated_secret(Secret("x"), hash_generated_secret(Secret("x"), random) + "!"); }) ==
        "store-damaged");
}

TEST_CASE("a generated secret is recognised, and no other", "[domain][password-hash]") {
  SeededRandom random;
  const auto verifier = hash_generated_secret(Secret("7f3k-m2xq"), random);
  CHECK(verify_generated_secret(Secret("7f3k-m2xq"), verifier));
  CHECK_FALSE(verify_generated_secret(Secret("7f3k-m2xr"), verifier));
  CHECK_FALSE(verify_generated_secret(Secret(""), verifier));
}

TEST_CASE("a generated secret is kept with a salt of its own", "[domain][password-hash]") {
  SeededRandom random;
  const auto first = hash_generated_secret(Secret("7f3k-m2xq"), random);
  const auto second = hash_generated_secret(Secret("7f3k-m2xq"), random);
  CHECK(first.size() == 48);
  CHECK(first.substr(0, 16) != second.substr(0, 16));
  CHECK(first.substr(16) != second.substr(16));
}

TEST_CASE("a token is 256 random bits in 43 letters of base64url", "[domain][password-hash]") {
  SeededRandom random;
  const auto token = make_token(random);
  CHECK(token.reveal().size() == 43);
  CHECK(token.reveal().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
        std::string_view::npos);
  CHECK_FALSE(token == make_token(random));
}

TEST_CASE("the store keeps a token's hash, from which the token cannot be read", "[domain][password-hash]") {
  SeededRandom random;
  const auto token = make_token(random);
  CHECK(hash_token(token) == hash_token(token.copy()));
  CHECK(hash_token(token) != hash_token(make_token(random)));
}

}  // namespace
