#pragma once

#include "pcadmin/base/random.hpp"

#include <cstdint>
#include <random>

namespace pcadmin::test {

/// The same bytes for the same seed, on every machine.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}
  void fill(std::span<std::byte> out) override {
    for (auto& byte : out) byte = static_cast<std::byte>(engine_() & 0xff);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace pcadmin::test
