#pragma once

#include "args.hpp"
#include "progress.hpp"

#include "pcadmin/cli/world.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace pcadmin::cli {

/// A file to read from, or for `-` all of standard input, which is read to its end first and kept in a nameless
/// temporary file: whoever holds the store's lock must not wait for a slow pipe. Throws `Error`, kind invalid:
/// `file-not-readable`, `spool-failed`, with the reason.
std::unique_ptr<interchange::ByteSource> open_input(const FileName& file, World& world);

/// The same bytes, counted as they are read.
class CountedSource final : public interchange::ByteSource {
 public:
  CountedSource(interchange::ByteSource& source, ProgressLine& progress) : source_(source), progress_(progress) {}
  std::size_t read(std::span<char> into) override {
    const auto got = source_.read(into);
    progress_.add_bytes(got);
    return got;
  }

 private:
  interchange::ByteSource& source_;
  ProgressLine& progress_;
};

}  // namespace pcadmin::cli
