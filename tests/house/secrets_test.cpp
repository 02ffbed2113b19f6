#include "house/tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

/// Secrets live in `Secret`: locked, wiped, and without a way out but `.reveal()`. These tests read where that stands,
/// and what stands around it.
namespace {

using namespace pcadmin::test;

/// The only files that reveal a secret, each with what for.
const std::map<std::string, std::string_view> kRevealing = {
    {"include/pcadmin/base/secret.hpp", "declares it; a copy is a secret again"},
    {"src/domain/guessable.cpp", "looks for patterns and listed words in a password's letters"},
    {"src/domain/password.cpp", "judges a password by its length and its letters, in secrets of their own"},
    {"src/domain/password_hash.cpp", "hashes it"},
    {"src/domain/token.cpp", "puts a prefix in front, in a secret again"},
    {"src/ops/passwords.cpp", "gives a typed password to the domain's rules, and to its normal form, which is wiped"},
    {"src/interchange/ldap_connection.cpp", "signs in with it to the directory server, over an encrypted connection"},
    {"src/cli/dialog.cpp", "takes the line end off, into a secret again"},
    {"src/cli/session_file.cpp", "writes it to the operator's session file, 0600"},
    {"src/cli/credentials_file.cpp", "writes it to the file of --credentials, 0600"},
    {"src/cli/letters.cpp", "writes it into the letters of --letters, 0600"},
    {"src/cli/commands/token/create.cpp", "writes it to the file of --out, 0600"},
    {"src/cli/render/cells.cpp", "prints it, the once it is shown"},
    {"src/cli/render/json.cpp", "prints it, the once it is shown"},
};

/// Where the revealed text may be a plain string: it is on its way to standard output.
bool prints(const std::string& file) { return file == "src/cli/render/cells.cpp"; }

/// A word of a published list, brought into the form in which passwords are compared with it, is no secret.
bool is_public(const std::string& file, const std::string& statement) {
  return file == "src/domain/guessable.cpp" &&
         statement.find("return std::string(Guess(text).word.reveal())") != std::string::npos;
}

/// The text without comments and without what stands in string literals.
std::string bare(std::string_view text) {
  static const std::regex noise(R"re(//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')re");
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {  // line by line: std::regex recurses
    const auto end = std::min(text.find('\n', begin), text.size());
    const std::string line(text.substr(begin, end - begin));
    if (!line.starts_with('#')) out += std::regex_replace(line, noise, "");
    out += ' ';
    begin = end + 1;
  }
  return out;
}

/// What stands between two of `;`, `{` and `}`; the brace of a call like `std::string{x}` is part of it.
std::vector<std::string> statements_of(std::string_view text) {
  std::vector<std::string> statements(1);
  for (const char c : bare(text)) {
    const bool construction = c == '{' && statements.back().ends_with("string");
    if ((c == ';' || c == '{' || c == '}') && !construction)
      statements.emplace_back();
    else
      statements.back() += c;
  }
  return statements;
}

/// A revealed secret made into a string, formatted into one, appended to one.
const std::regex kMadeText(R"re(std::string\s*[({]|std::string\s+\w+\s*[=({]|fmt::|to_string|\+=|\breturn\b.*\+)re");
/// A string called as secrets are: a variable, a member, a parameter. A function that gives one, `std::string
/// hash_password(`, is none, nor a constant.
const std::regex kCalledSo(R"re(std::(string|optional<std::string>|vector<std::string>)(\s|&|const)+)re"
                           R"re((?!k[A-Z])\w*([Pp]assword|[Tt]oken|[Ss]ecret)s?_?\s*($|[=,):]|\(\w+\.|\(\)))re");
/// Something called as secrets are, used as only strings can be.
const std::regex kUsedSo(R"re(\w*([Pp]assword|[Tt]oken|[Ss]ecret)\.(c_str|substr)\()re");

/// What is wrong with a statement; empty when nothing is.
std::string_view fault_of(const std::string& statement) {
  const bool reveals = statement.find("reveal()") != std::string::npos;
  if (reveals && std::regex_search(statement, kMadeText)) return "a revealed secret becomes a plain string";
  if (std::regex_search(statement, kCalledSo) || std::regex_search(statement, kUsedSo))
    return "a plain string is called a password, token or secret";
  return {};
}

std::vector<std::string_view> faults_in(std::string_view text) {
  std::vector<std::string_view> faults;
  for (const auto& statement : statements_of(text)) {
    if (const auto fault = fault_of(statement); !fault.empty()) faults.push_back(fault);
  }
  return faults;
}

bool reveals(const SourceFile& file) { return bare(text_of(file)).find("reveal()") != std::string::npos; }

}  // namespace

TEST_CASE("a secret is revealed in a few places only, each known with its reason", "[house][secrets]") {
  for (const auto& file : files_below({"include", "src"})) {
    if (!reveals(file)) continue;
    INFO(file.name << " reveals a secret: let it pass one on, or say here why it must");
    CHECK(kRevealing.contains(file.name));
  }
}

TEST_CASE("a place that reveals no secret any more is on no list", "[house][secrets]") {
  const auto files = files_below({"include", "src"});
  for (const auto& [name, reason] : kRevealing) {
    INFO(name);
    CHECK_FALSE(reason.empty());
    CHECK(std::ranges::any_of(
        files, [&, wanted = name](const SourceFile& file) { return file.name == wanted && reveals(file); }));
  }
}

TEST_CASE("no secret is kept in a plain string", "[house][secrets]") {
  for (const auto& file : files_below({"include", "src"})) {
    if (!file.name.ends_with(".cpp") && !file.name.ends_with(".hpp")) continue;
    if (prints(file.name)) continue;
    for (const auto& statement : statements_of(text_of(file))) {
      INFO(file.name << ": " << statement);
      CHECK((fault_of(statement).empty() || is_public(file.name, statement)));
    }
  }
}

TEST_CASE("the reader of the house sees a secret in a plain string, however it is written", "[house][secrets]") {
  for (const std::string line : {
           "row.emplace_back(std::string(password.reveal()));",
           "auto text = std::string{secret.reveal()};",
           "std::string text = token.reveal();",
           "const std::string text(token.reveal());",
           "row.emplace_back(\n    std::string(\n        temporary.password.reveal()));",
           "log(fmt::format(\"{}\", token.reveal()));",
           "line += password.reveal();",
           "return \"Bearer \" + std::string(token.reveal());",
           "std::string password;",
           "struct Added { std::string temporary_password; };",
           "std::optional<std::string> token;",
           "std::optional<std::string> session_token{};",
           "const std::string& secret = found->second;",
           "void sign_in(const std::string& password);",
           "void sign_in(std::string email, std::string password, bool now);",
           "std::vector<std::string> passwords;",
           "std::string token_ = {};",
           "query.bind(password.c_str());",
       }) {
    INFO(line);
    CHECK(faults_in(line).size() == 1);
  }
}

TEST_CASE("the reader of the house lets pass what holds no secret", "[house][secrets]") {
  for (const std::string line : {
           "Secret password;",
           "std::optional<Secret> token{};",
           "staged.write(token.reveal());",
           "const auto text = password.reveal();",
           "std::string hash_chosen_password(const Secret& password, HashCost cost);",
           "bool verify(const Secret& password, const std::string& verifier);",
           "// std::string password",
           "say(\"std::string password; std::string(token.reveal())\");",
           "const std::string kSelectToken = \"SELECT\";",
           "std::string_view normalise(std::string_view typed);",
       }) {
    INFO(line);
    CHECK(faults_in(line).empty());
  }
}
