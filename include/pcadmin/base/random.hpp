#pragma once

#include <cstddef>
#include <span>

namespace pcadmin {

/// Where secrets, salts and ids come from. The program's is the operating system's generator, made in
/// `main`; tests bring a seeded one.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;
};

}  // namespace pcadmin
