#include "e2e/browser.hpp"

#include <catch2/catch.hpp>

#include <iterator>
#include <regex>
#include <sstream>

namespace pcadmin::e2e {

Outcome browse(const Site& site, const std::string& file, int width, Words more) {
  Spawn spawn{
      .words = {kBrowser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--user-data-dir=" + site.at("profile").string(), "--window-size=" + std::to_string(width) + ",900"},
      .env = site.env,
      .folder = site.folder()};
  spawn.words.insert(spawn.words.end(), more.begin(), more.end());
  spawn.words.push_back("file://" + site.at(file).string());
  return run(spawn);
}

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::ptrdiff_t sheets_of(const std::string& pdf) {
  const std::regex sheet(R"(/Type\s*/Page\b(?!s))");
  return std::distance(std::sregex_iterator(pdf.begin(), pdf.end(), sheet), std::sregex_iterator());
}

std::map<std::string, std::string> probed(const std::string& dom) {
  std::map<std::string, std::string> facts;
  const auto begin = dom.find("<pre id=\"probe\">");
  REQUIRE(begin != std::string::npos);
  const auto text = dom.substr(begin + 16, dom.find("</pre>", begin) - begin - 16);
  for (const auto& line : lines_of(text)) {
    if (const auto equals = line.find('='); equals != std::string::npos)
      facts[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return facts;
}

}  // namespace pcadmin::e2e
