#include "house/tree.hpp"

#include "support/test_world.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <regex>

namespace pcadmin::test {

std::vector<SourceFile> files_below(std::initializer_list<std::string_view> folders) {
  std::vector<SourceFile> files;
  for (const auto folder : folders) {
    if (!std::filesystem::exists(kCheckout / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kCheckout / folder)) {
      if (!entry.is_regular_file()) continue;
      const auto text = read_file(entry.path());
      if (!is_utf8(text)) continue;
      auto& file = files.emplace_back(SourceFile{std::filesystem::relative(entry.path(), kCheckout).string(), {}});
      for (const auto line : split(text, '\n')) file.lines.emplace_back(line);
      if (file.lines.back().empty()) file.lines.pop_back();
    }
  }
  std::ranges::sort(files, {}, &SourceFile::name);
  return files;
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex include_line(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> includes;
  std::smatch found;
  for (const auto& line : file.lines) {
    if (std::regex_search(line, found, include_line)) includes.push_back({found[2], found[1] == "<"});
  }
  return includes;
}

std::string text_of(const SourceFile& file) {
  std::string text;
  for (const auto& line : file.lines) text += line + "\n";
  return text;
}

}  // namespace pcadmin::test
