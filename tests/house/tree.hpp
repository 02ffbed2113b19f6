#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// The checkout as files and lines, for tests that read the house itself.
namespace pcadmin::test {

inline const std::filesystem::path kCheckout = PCADMIN_SOURCE_DIR;

struct SourceFile {
  std::string name;  ///< from the checkout, `src/cli/run.cpp`
  std::vector<std::string> lines;
  std::filesystem::path folder() const { return std::filesystem::path(name).parent_path(); }
};

/// Every text file below these folders, by name. A folder that is not there has none.
std::vector<SourceFile> files_below(std::initializer_list<std::string_view> folders);

struct Include {
  std::string target;  ///< between the quotes or brackets
  bool system;         ///< brackets
};
std::vector<Include> includes_of(const SourceFile& file);

std::string text_of(const SourceFile& file);

}  // namespace pcadmin::test
