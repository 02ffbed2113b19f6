#include "support/test_world.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/cli/run.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/stat.h>
#include <utility>

namespace pcadmin::test {

namespace {

std::filesystem::path make_folder() {
  auto name = (std::filesystem::temp_directory_path() / "pcadmin-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  return name;
}

/// Reads shell words out of a line, one character after the other.
class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  std::vector<std::string> split() {
    std::vector<std::string> words;
    std::optional<std::string> word;
    while (!line_.empty()) {
      const char c = take();
      if (c == ' ' || c == '\t') {
        if (word) words.push_back(*std::exchange(word, std::nullopt));
        continue;
      }
      if (!word) word.emplace();
      add(*word, c);
    }
    if (word) words.push_back(*word);
    return words;
  }

 private:
  char take() {
    if (line_.empty()) throw std::invalid_argument("the line ends within quotes");
    const char c = line_.front();
    line_.remove_prefix(1);
    return c;
  }

  void add(std::string& word, char c) {
    if (c == '\'') {
      while ((c = take()) != '\'') word += c;
    } else if (c == '"') {
      while ((c = take()) != '"') word += c == '\\' && (line_.starts_with('"') || line_.starts_with('\\')) ? take() : c;
    } else if (c == '$' && line_.starts_with('\'')) {
      take();
      while ((c = take()) != '\'') word += c == '\\' ? escaped() : c;
    } else {
      word += c == '\\' ? take() : c;
    }
  }

  char escaped() {
    const char c = take();
    if (c == 'n') return '\n';
    if (c == 't') return '\t';
    if (c == 'e') return '\x1b';
    if (c != 'x') return c;
    const std::string digits = {take(), take()};
    unsigned byte = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    return static_cast<char>(byte);
  }

  std::string_view line_;
};

}  // namespace

void StringSink::flush() {
  if (broken) throw Error(*broken);
  on_flush(pending_);
  text_ += std::exchange(pending_, {});
}

void StringSink::clear() {
  text_.clear();
  pending_.clear();
}

std::size_t StringInput::read(std::span<char> into) {
  const auto part = rest().substr(0, into.size());
  std::ranges::copy(part, into.begin());
  at_ += part.size();
  return part.size();
}

void StringInput::give(std::string text) {
  text_ = std::move(text);
  at_ = 0;
}

std::optional<std::string> ScriptedTerminal::ask(std::string_view prompt) {
  prompts.emplace_back(prompt);
  std::optional<std::string> answer;
  if (!answers.empty()) {
    answer = std::move(answers.front());
    answers.pop_front();
  }
  on_ask(prompt, answer);
  return answer;
}

std::optional<Secret> ScriptedTerminal::ask_secret(std::string_view prompt) {
  const auto answer = ask(prompt);
  return answer ? std::optional<Secret>(Secret(*answer)) : std::nullopt;
}

TestWorld::TestWorld()
    : folder_(make_folder()),
      world_{.out = out,
             .err = err,
             .in = in,
             .terminal = terminal,
             .clock = clock,
             .random = random,
             .env = [this](std::string_view name) -> std::optional<std::string> {
               const auto found = env.find(name);
               return found == env.end() ? std::nullopt : std::optional(found->second);
             },
             .os_user = [] { return std::string("tester"); },
             .hash_cost = domain::kLeastCost} {
  env = {{"XDG_DATA_HOME", (folder_ / "data").string()},
         {"XDG_STATE_HOME", (folder_ / "state").string()},
         {"TMPDIR", folder_.string()}};
}

TestWorld::~TestWorld() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Ran TestWorld::run_words(const std::vector<std::string>& words) {
  const int code = cli::run(words, world_);
  Ran ran{code, out.text(), err.text()};
  out.clear();
  err.clear();
  return ran;
}

Ran TestWorld::run(std::string_view line) { return run_words(shell_words(line)); }

void TestWorld::init() {
  in.give(std::string(kAdasPassword) + "\n");
  const auto ran =
      run("init --org Contoso --partner-id 4391507 --name 'Ada Lovelace' --email ada@contoso.example --password-stdin");
  if (ran.code != 0) throw std::runtime_error("no store: " + ran.err);
}

std::filesystem::path TestWorld::session() const {
  const auto folder = folder_ / "state/pcadmin";
  if (!std::filesystem::exists(folder)) return {};
  const std::filesystem::directory_iterator files(folder);
  return files == end(files) ? std::filesystem::path() : files->path();
}

std::vector<std::string> shell_words(std::string_view line) { return Splitter(line).split(); }

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

unsigned mode_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) throw std::runtime_error("there is no " + file.string());
  return status.st_mode & 07777U;
}

}  // namespace pcadmin::test
