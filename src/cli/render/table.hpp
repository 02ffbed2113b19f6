#pragma once

#include "../output.hpp"
#include "../report.hpp"

#include "pcadmin/cli/world.hpp"

#include <string>
#include <vector>

namespace pcadmin::cli {

/// A list for people. Widths are those of the first rows, so that the first row comes at once and memory does not grow
/// with the list; on a terminal the widest column is cut to fit, or goes on in further lines where it says so.
/// Before addresses, ids and times are cut, other columns are left out, unless the columns were asked for; elsewhere
/// nothing is ever cut, and a row is one line.
class Table {
 public:
  Table(std::span<const Column> columns, std::vector<std::size_t> chosen, const Output& output, Sink& out);
  void add(const Row& row);
  void finish();
  /// Keys of the columns that had no room.
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  static constexpr std::size_t kSample = 200;

  void settle();
  void fit(std::vector<std::string>& titles);
  void leave_out(std::size_t at, std::vector<std::string>& titles);
  void print(const std::vector<std::string>& cells, bool title);
  void print_line(const std::vector<std::string>& cells, bool title);

  std::span<const Column> columns_;
  std::vector<std::size_t> chosen_;
  const Output& output_;
  Sink& out_;
  bool settled_ = false;
  std::vector<std::vector<std::string>> sample_;
  std::vector<std::size_t> widths_;
  std::vector<std::string> left_out_;
};

/// One record for people: a labelled line a field.
void print_record(std::span<const Column> columns, const Row& row, const std::vector<std::size_t>& chosen,
                  const Output& output, Sink& out);

}  // namespace pcadmin::cli
