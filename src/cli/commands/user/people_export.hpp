#pragma once

#include "pcadmin/domain/person_texts.hpp"
#include "pcadmin/interchange/people_writer.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

using TextSink = std::function<void(std::string_view)>;

/// A file of people on its way to a sink, part by part, and what of it the format had no place for.
class PeopleExport {
 public:
  /// Writes the beginning. The sink must outlive this.
  PeopleExport(interchange::PeopleFormat format, const TextSink& sink);
  void add(const domain::PersonTexts& person, std::int64_t roles_left_out);
  /// Once, behind the last person.
  void end();

  std::uint64_t people() const { return people_; }
  /// What was left out, a sentence each.
  std::vector<std::string> warnings() const;

 private:
  void drain();

  interchange::PeopleFormat format_;
  std::unique_ptr<interchange::PeopleWriter> writer_;
  const TextSink& sink_;
  std::string buffer_;
  std::uint64_t people_ = 0;
  std::uint64_t guests_ = 0;
  std::uint64_t roles_left_out_ = 0;
};

}  // namespace pcadmin::cli
