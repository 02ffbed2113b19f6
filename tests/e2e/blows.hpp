#pragma once

#include "e2e/process.hpp"
#include "e2e/site.hpp"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <thread>

/// kill -9 at a moment that nobody has chosen.
namespace pcadmin::e2e {

using Microseconds = std::chrono::microseconds;

/// When to strike. The seed is printed, and PCADMIN_KILL_SEED repeats it.
class Dice {
 public:
  Dice() : seed_(seed_from_environment()), engine_(seed_) {
    std::cout << "delays of kill -9: PCADMIN_KILL_SEED=" << seed_ << "\n";
  }
  Microseconds up_to(Microseconds most) {
    return Microseconds(std::uniform_int_distribution<Microseconds::rep>(0, most.count())(engine_));
  }
  std::uint32_t seed() const { return seed_; }

 private:
  static std::uint32_t seed_from_environment() {
    const char* const text = std::getenv("PCADMIN_KILL_SEED");
    return text == nullptr ? std::random_device()() : static_cast<std::uint32_t>(std::stoul(text));
  }

  std::uint32_t seed_;
  std::mt19937 engine_;
};

template <class Work>
Microseconds time_of(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin);
}

/// Kills at any time in one round, and in the next once the writing has begun.
inline void strike(Process& process, const Site& site, int round, Dice& dice, Microseconds usual) {
  auto journal = site.store();
  journal += "-journal";
  if (round % 2 == 1) {
    while (process.runs() && !std::filesystem::exists(journal)) std::this_thread::sleep_for(Microseconds{50});
    std::this_thread::sleep_for(dice.up_to(usual / 3));
  } else {
    std::this_thread::sleep_for(dice.up_to(usual + usual / 4));
  }
  process.signal(SIGKILL);
  process.wait();
}

}  // namespace pcadmin::e2e
