#include "authority/verdict_table.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace pcadmin::test {

namespace {

constexpr std::string_view kRefused = "not-allowed";
constexpr std::string_view kNobody = "nobody";

class Reader {
 public:
  void take(std::string_view line) {
    if (line.find('|') != std::string_view::npos) return take_verdicts(split(line, '|'));
    if (const auto at = line.find(" = "); at != std::string_view::npos)
      return take_group(std::string(trim(line.substr(0, at))), line.substr(at + 3));
    if (const auto at = line.find(" exits "); at != std::string_view::npos) {
      table.exits.emplace(line.substr(0, at), std::stoi(std::string(line.substr(at + 7))));
      return;
    }
    throw std::runtime_error("neither a group, nor a refusal, nor a command");
  }

  VerdictTable table{};

 private:
  /// A group's members; a word that names no group is an operator of its own.
  std::set<std::string> members(std::string_view word) const {
    const auto group = groups_.find(std::string(trim(word)));
    return group == groups_.end() ? std::set{std::string(trim(word))} : group->second;
  }

  void take_group(const std::string& name, std::string_view words) {
    std::set<std::string> all;
    for (const auto word : split(words, ',')) all.merge(members(word));
    if (name == "everyone") table.operators = all;
    groups_[name] = std::move(all);
  }

  void take_verdicts(const std::vector<std::string_view>& fields) {
    Line line{.words = std::string(trim(fields.front())), .cells = {}};
    std::transform(fields.begin() + 1, fields.end(), std::back_inserter(line.cells),
                   [&](std::string_view field) { return cell(field); });
    if (line.cells.size() != 1 && line.cells.size() != std::size(kRelationNames))
      throw std::runtime_error("neither one cell nor four");
    table.lines.push_back(std::move(line));
  }

  Cell cell(std::string_view field) const {
    std::vector<Cell::Entry> entries;
    if (trim(field) == "-") return Cell(std::move(entries), Possible::no);
    for (const auto entry : split(field, ',')) {
      const auto at = entry.find(':');
      const auto code = at == std::string_view::npos ? std::string() : std::string(trim(entry.substr(at + 1)));
      if (!code.empty() && !table.exits.contains(code)) throw std::runtime_error("nobody says how " + code + " exits");
      auto who = members(entry.substr(0, at));
      for (const auto& one : who) {
        if (!table.operators.contains(one)) throw std::runtime_error("nobody is called " + one);
      }
      entries.emplace_back(std::move(who), code);
    }
    return Cell(std::move(entries), Possible::yes);
  }

  std::map<std::string, std::set<std::string>> groups_{};
};

}  // namespace

Verdict Cell::verdict_for(const std::string& who) const {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.first.contains(who); });
  if (found != entries_.end()) return found->second;
  return who == kNobody ? "not-signed-in" : std::string(kRefused);
}

VerdictTable read_verdicts(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  Reader reader;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    const auto line = trim(text);
    if (line.empty() || line.starts_with('#')) continue;
    try {
      reader.take(line);
    } catch (const std::exception& error) {
      throw std::runtime_error("line " + std::to_string(number) + ": " + error.what());
    }
  }
  return std::move(reader.table);
}

}  // namespace pcadmin::test
