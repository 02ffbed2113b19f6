#pragma once

#include "support/test_world.hpp"

#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Golden transcripts: stories of prose, commands and what came of them. tests/README.md describes the form.
namespace pcadmin::test {

/// Stands in a transcript where something is not as a story can have it.
inline constexpr std::string_view kOdd = "<--";

/// One command of a story, with what was prepared for it and, as the file has it, what came of it.
struct Step {
  std::vector<std::string> before{};   ///< `@ +31m`, `ENV NAME=value`, `TERMINAL 80`
  std::string line{};                  ///< behind `$ `
  std::vector<std::string> input{};    ///< lines of standard input
  std::vector<std::string> answers{};  ///< what is typed at the terminal
  bool at_terminal = false;            ///< somebody is there to be asked
  int code = 0;
};

/// A paragraph of prose, or a step.
struct Item {
  std::vector<std::string> prose{};
  std::optional<Step> step{};
};

/// What a file asks for. Its output lines are not kept: they are what a run is compared with. Throws
/// `std::invalid_argument` for a line that makes no sense.
std::vector<Item> parse_transcript(std::string_view text);

/// Plays a story in a world of its own, with its folder as the current one, and writes the file as it should be.
class Player {
 public:
  Player();
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  std::string play(const std::vector<Item>& story);

 private:
  void play(const Step& step);
  void prepare(const std::string& line);
  int execute(const std::vector<std::string>& words, const Step& step);
  int shell(const std::vector<std::string>& words, const Step& step);

  void hear(std::string_view text, std::string_view prefix);
  void end_line();
  void put(std::string_view line);
  std::string filled_in(std::string_view text) const;
  void remember(std::string_view text);

  TestWorld world_;
  std::filesystem::path before_;
  std::string page_;
  std::string heard_;         // a line not yet at its end
  std::string heard_prefix_;  // whose it is
  std::map<std::string, std::string> names_;
  std::deque<std::string> answers_;  // as the story has them, `$TEMPORARY` not filled in
};

/// Where two texts part, with a few lines around it: `-` as it was, `+` as it is.
std::string difference(std::string_view was, std::string_view is);

}  // namespace pcadmin::test
