#include "cli/transcript.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <utility>

namespace pcadmin::test {

namespace {

constexpr std::string_view kIndent = "    ";
constexpr std::string_view kHangUp = "^D";

std::vector<std::string> lines_of(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

/// `text` behind a mark like `< `; the blank may be missing where nothing follows.
std::optional<std::string> behind(std::string_view line, std::string_view mark) {
  if (line.starts_with(mark)) return std::string(line.substr(mark.size()));
  if (line == mark.substr(0, mark.size() - 1)) return std::string();
  return std::nullopt;
}

/// Reads a story line by line.
class Reader {
 public:
  std::vector<Item> take_all(std::string_view text) {
    for (const auto& line : lines_of(text)) {
      if (line.starts_with(kIndent))
        take_indented(line.substr(kIndent.size()));
      else if (line.empty())
        new_paragraph_ = true;
      else
        take_prose(line);
    }
    if (!before_.empty()) throw std::invalid_argument("no command follows: " + before_.back());
    return std::move(items_);
  }

 private:
  void take_prose(const std::string& line) {
    step_ = nullptr;
    if (new_paragraph_ || items_.empty() || items_.back().step) items_.push_back({});
    new_paragraph_ = false;
    items_.back().prose.push_back(line);
  }

  void take_indented(const std::string& line) {
    if (line.starts_with("@ ") || line.starts_with("ENV ") || line.starts_with("TERMINAL ")) {
      step_ = nullptr;
      before_.push_back(line);
    } else if (const auto command = behind(line, "$ ")) {
      items_.push_back({.step = Step{.before = std::exchange(before_, {}), .line = *command}});
      step_ = &*items_.back().step;
    } else if (!before_.empty() || step_ == nullptr) {
      throw std::invalid_argument("this belongs to no command: " + line);
    } else {
      take_part(line);
    }
  }

  void take_part(const std::string& line) {
    if (const auto input = behind(line, "< ")) step_->input.push_back(*input);
    if (const auto code = behind(line, "? ")) step_->code = std::stoi(*code);
    const auto answer = behind(line, "> ");
    if (!answer) return;
    step_->at_terminal = true;
    if (*answer != kHangUp) step_->answers.push_back(*answer);
  }

  std::vector<Item> items_;
  std::vector<std::string> before_;
  Step* step_ = nullptr;
  bool new_paragraph_ = true;
};

/// `+31m`, `-2d`.
std::chrono::seconds duration_of(const std::string& text) {
  static const std::map<char, int> units = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
  const auto unit = text.empty() ? units.end() : units.find(text.back());
  if (unit == units.end()) throw std::invalid_argument("no time: " + text);
  return std::chrono::seconds{std::stoi(text) * unit->second};
}

/// Control characters as their pictures, so that they are seen in the file and cannot be mistaken for escapes.
std::string pictured(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out += "\xe2\x90";
      out += static_cast<char>(0x80 + byte);
    } else if (byte == 0x7f) {
      out += "\u2421";
    } else {
      out += c;
    }
  }
  return out;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

/// The names in the current folder, in order.
std::string listing() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(".")) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return joined(names);
}

/// What somebody with the sqlite3 shell could do to a store behind pcadmin's back.
void tamper(const std::string& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_open(file.c_str(), &handle);
  char* message = nullptr;
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
  const std::string why = message == nullptr ? "" : message;
  sqlite3_free(message);
  sqlite3_close(handle);
  if (code != SQLITE_OK) throw std::runtime_error("sqlite3: " + why);
}

}  // namespace

std::vector<Item> parse_transcript(std::string_view text) { return Reader().take_all(text); }

Player::Player() : before_(std::filesystem::current_path()) {
  std::filesystem::current_path(world_.folder());
  names_["$DIR"] = world_.folder().string();
  world_.out.on_flush = [this](std::string_view text) { hear(text, ""); };
  world_.err.on_flush = [this](std::string_view text) { hear(text, "! "); };
  world_.terminal.on_ask = [this](std::string_view prompt, const std::optional<std::string>& answer) {
    hear(std::string(trim(prompt)) + "\n", "! ");
    put(fmt::format("> {}", answer ? answers_.front() : kHangUp));
    if (answer) answers_.pop_front();
  };
}

Player::~Player() { std::filesystem::current_path(before_); }

std::string Player::play(const std::vector<Item>& story) {
  for (const auto& item : story) {
    if (!page_.empty()) page_ += "\n";
    if (item.step)
      play(*item.step);
    else
      page_ += joined(item.prose);
  }
  return page_;
}

void Player::play(const Step& step) {
  for (const auto& line : step.before) {
    put(line);
    prepare(line);
  }
  put("$ " + step.line);
  for (const auto& line : step.input) put("< " + line);
  const int code = execute(shell_words(filled_in(step.line)), step);
  end_line();
  for (const auto& answer : std::exchange(answers_, {})) put(fmt::format("> {}   {} nobody asked", answer, kOdd));
  world_.terminal.answers.clear();
  if (code != 0) put(fmt::format("? {}", code));
}

void Player::prepare(const std::string& line) {
  if (const auto time = behind(line, "@ ")) world_.clock.time += duration_of(*time);
  if (const auto columns = behind(line, "TERMINAL "))
    world_.terminal.width = *columns == "none" ? std::nullopt : std::optional<std::size_t>(std::stoul(*columns));
  if (const auto setting = behind(line, "ENV ")) {
    const auto equals = setting->find('=');
    if (equals == std::string::npos)
      world_.env.erase(*setting);
    else
      world_.env[setting->substr(0, equals)] = filled_in(setting->substr(equals + 1));
  }
}

int Player::execute(const std::vector<std::string>& words, const Step& step) {
  if (words.empty()) throw std::invalid_argument("an empty command");
  if (words.front() != "pcadmin") return shell(words, step);
  world_.in.give(filled_in(joined(step.input)));
  world_.terminal.asks = step.at_terminal;
  answers_.assign(step.answers.begin(), step.answers.end());
  for (const auto& answer : answers_) world_.terminal.answers.push_back(filled_in(answer));
  const auto ran = world_.run_words(std::vector<std::string>(words.begin() + 1, words.end()));
  remember(ran.out);
  return ran.code;
}

int Player::shell(const std::vector<std::string>& words, const Step& step) {
  const auto& name = words.front();
  if (name == "cat" && words.size() == 3 && words[1] == ">")
    write_file(words[2], joined(step.input));
  else if (name == "cat" && words.size() == 2)
    hear(read_file(words[1]), "");
  else if (name == "ls" && words.size() == 1)
    hear(listing(), "");
  else if (name == "rm" && words.size() == 2)
    std::filesystem::remove(words[1]);
  else if (name == "cp" && words.size() == 3)
    std::filesystem::copy_file(words[1], words[2]);
  else if (name == "chmod" && words.size() == 3)
    std::filesystem::permissions(words[2], static_cast<std::filesystem::perms>(std::stoi(words[1], nullptr, 8)));
  else if (name == "stat" && words.size() == 4 && words[2] == "%a")
    hear(fmt::format("{:o}\n", mode_of(words[3])), "");
  else if (name == "sqlite3" && words.size() == 3)
    tamper(words[1], words[2]);
  else
    throw std::invalid_argument("this shell does not know: " + step.line);
  return 0;
}

void Player::hear(std::string_view text, std::string_view prefix) {
  if (text.empty()) return;
  if (heard_prefix_ != prefix) end_line();
  heard_prefix_ = prefix;
  heard_ += text;
  const auto last = heard_.rfind('\n');
  if (last == std::string::npos) return;
  const auto rest = heard_.substr(last + 1);
  heard_.resize(last + 1);
  for (const auto& line : lines_of(replaced(std::exchange(heard_, rest), names_["$DIR"], "$DIR")))
    put(std::string(prefix) + pictured(line));
}

void Player::end_line() {
  if (!heard_.empty())
    put(fmt::format("{}{}   {} no end of line", heard_prefix_, pictured(std::exchange(heard_, {})), kOdd));
}

void Player::put(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  page_ += line.empty() ? "\n" : fmt::format("{}{}\n", kIndent, line);
}

std::string Player::filled_in(std::string_view text) const {
  std::string out(text);
  for (const auto& [name, value] : names_) out = replaced(out, name, value);
  return out;
}

void Player::remember(std::string_view text) {
  static const std::regex temporary("[0-9a-z]{4}(-[0-9a-z]{4}){5}");
  static const std::regex head("[0-9]+:[0-9a-f]{64}");
  std::smatch found;
  const std::string whole(text);
  if (std::regex_search(whole, found, temporary)) names_["$TEMPORARY"] = found.str();
  if (std::regex_search(whole, found, head)) names_["$HEAD"] = found.str();
}

std::string difference(std::string_view was, std::string_view is) {
  constexpr std::size_t kAround = 3;
  const auto old_lines = lines_of(was);
  const auto new_lines = lines_of(is);
  const auto least = std::min(old_lines.size(), new_lines.size());
  std::size_t front = 0;
  while (front < least && old_lines[front] == new_lines[front]) ++front;
  std::size_t back = 0;
  while (back < least - front && old_lines[old_lines.size() - 1 - back] == new_lines[new_lines.size() - 1 - back])
    ++back;
  std::string text = fmt::format("from line {}:\n", front + 1);
  for (auto i = front > kAround ? front - kAround : 0; i < front; ++i) text += "  " + old_lines[i] + "\n";
  for (auto i = front; i < old_lines.size() - back; ++i) text += "- " + old_lines[i] + "\n";
  for (auto i = front; i < new_lines.size() - back; ++i) text += "+ " + new_lines[i] + "\n";
  for (auto i = new_lines.size() - back; i < std::min(new_lines.size(), new_lines.size() - back + kAround); ++i)
    text += "  " + new_lines[i] + "\n";
  return text;
}

}  // namespace pcadmin::test
