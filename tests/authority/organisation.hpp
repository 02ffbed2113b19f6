#pragma once

#include "authority/verdict_table.hpp"
#include "support/test_world.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// Contoso with one operator of every kind, and for each of them somebody of the same kind.
namespace pcadmin::test {

inline constexpr const char* kNoRole = "no-role";
inline constexpr const char* kNotSignedIn = "nobody";

/// Makes the organisation twice, once with several global admins and once with a single one; then every run begins with
/// a copy of the file, as if nothing had happened before.
class Organisation {
 public:
  explicit Organisation(const std::vector<std::string>& operators);

  /// Runs a line of the table as `who`, and gives the code and the exit code.
  struct Answer {
    Verdict verdict;  ///< empty: done
    int exit;
    std::string said;
  };
  Answer run(const std::string& line, const std::string& who, Relation relation);

 private:
  struct Store {
    std::filesystem::path file;
    std::string uid;
    std::map<std::string, std::string> ids{};       ///< by the local part of the address
    std::map<std::string, std::string> tokens{};    ///< ids, by the local part of the owner's address
    std::map<std::string, std::string> edits{};     ///< the change-set that gave them a job title, by the same
    std::map<std::string, std::string> requests{};  ///< ids, by the local part of the asker's address
    std::map<std::string, std::string> sessions{};  ///< by operator
  };
  /// Whom a line is about: the local part of the address, and what they hold.
  struct Person {
    std::string name;
    std::string role;
  };

  Store make(const std::string& file, bool one_global_admin, const std::vector<std::string>& operators);
  void restore(const Store& store, const std::string& who);
  void put_files(const Person& person);
  std::vector<std::string> fill_in(const std::string& line, const Store& store, const Person& person) const;

  TestWorld world_;
  Store many_;
  Store one_;
};

}  // namespace pcadmin::test
