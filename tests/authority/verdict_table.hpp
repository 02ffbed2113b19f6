#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// verdicts.txt as values. The file says itself how it is read.
namespace pcadmin::test {

/// What a run answers: empty when it is done, else the code of the refusal.
using Verdict = std::string;

enum class Possible { no, yes };

/// Who may, and with what code the others are refused.
class Cell {
 public:
  using Entry = std::pair<std::set<std::string>, Verdict>;
  Cell(std::vector<Entry> entries, Possible possible) : entries_(std::move(entries)), possible_(possible) {}
  bool possible() const { return possible_ == Possible::yes; }
  Verdict verdict_for(const std::string& who) const;

 private:
  std::vector<Entry> entries_;
  Possible possible_;
};

struct Line {
  std::string words;
  std::vector<Cell> cells;  ///< one, or one for each of `kRelations`
};

/// How whoever acts stands to the person acted upon, in the order of the cells.
enum class Relation { self, peer, higher, last };
inline constexpr std::string_view kRelationNames[] = {"self", "peer", "higher", "last"};

struct VerdictTable {
  std::set<std::string> operators;            ///< everybody some group names
  std::map<Verdict, int, std::less<>> exits;  ///< of each refusal
  std::vector<Line> lines;
};

/// Throws `std::runtime_error` that names the line: for a group or a code nobody has explained, a number of cells that
/// is neither one nor four, a line that is none of the three kinds.
VerdictTable read_verdicts(const std::filesystem::path& file);

}  // namespace pcadmin::test
