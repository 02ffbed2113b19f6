#pragma once

#include "pcadmin/cli/world.hpp"

#include <memory>

namespace pcadmin::cli {

/// The world outside, as it is: standard streams, the terminal, the system's clock, its random numbers, its
/// environment.
class RealWorld {
 public:
  RealWorld();
  ~RealWorld();
  RealWorld(const RealWorld&) = delete;
  RealWorld& operator=(const RealWorld&) = delete;

  World& world();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pcadmin::cli
