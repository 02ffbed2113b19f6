#include "house/tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin::test;

/// What each floor may stand on, besides itself. `main` is the roof: src/main.cpp.
const std::map<std::string, std::set<std::string>> kBelow = {
    {"base", {}},
    {"domain", {"base"}},
    {"store", {"base", "domain"}},
    {"interchange", {"base", "domain"}},
    {"ops", {"base", "domain", "store"}},
    {"cli", {"base", "domain", "store", "interchange", "ops"}},
    {"main", {"base", "domain", "store", "interchange", "ops", "cli"}},
};

/// The doors of the heavy libraries: the only files, or folders, that may open them.
const std::map<std::string, std::vector<std::string>> kDoors = {
    {"CLI/", {"src/cli/parser.cpp"}},
    {"SQLiteCpp/", {"src/store/"}},
    {"sqlite3.h", {"src/store/"}},
    {"nlohmann/json.hpp",
     {"src/cli/manual/help_json.cpp", "src/interchange/json_text.cpp", "src/interchange/json_tokens.hpp"}},
    {"sodium.h",
     {"src/base/secret.cpp", "src/domain/password_hash.cpp", "src/interchange/ldif_lines.cpp",
      "src/interchange/write_ldif.cpp", "src/store/canonical.hpp", "src/cli/system/real_world.cpp"}},
    {"utf8proc.h", {"src/base/code_points.hpp", "src/base/text.cpp"}},
    {"idn2.h", {"src/domain/host_name.cpp"}},
    {"csv.h", {"src/interchange/csv_rows.hpp"}},
    {"ldap.h", {"src/interchange/ldap_connection.cpp"}},
    {"yaml.h", {"src/interchange/policy_yaml.cpp"}},
};

std::vector<std::string> parts_of(const std::filesystem::path& path) {
  std::vector<std::string> parts;
  for (const auto& part : path) parts.push_back(part.string());
  return parts;
}

/// The floor a file of the checkout belongs to: `src/ops/roles.cpp` to ops.
std::string floor_of(const std::filesystem::path& file) {
  const auto parts = parts_of(file);
  if (parts.size() == 2) return "main";
  const std::size_t place = parts.at(0) == "include" ? 2 : 1;
  return parts.at(place);
}

/// Where a quoted include leads, as a file of the checkout; nullopt for one that is made while building.
std::optional<std::filesystem::path> target_of(const SourceFile& file, const Include& include) {
  for (const auto& folder : {file.folder(), std::filesystem::path("include"), std::filesystem::path("src"),
                             std::filesystem::path("src") / floor_of(file.name)}) {
    const auto target = (folder / include.target).lexically_normal();
    if (std::filesystem::exists(kCheckout / target)) return target;
  }
  return std::nullopt;
}

bool is_public(const std::filesystem::path& file) { return parts_of(file).front() == "include"; }

bool may_open(const std::string& file, const std::vector<std::string>& doors) {
  return std::ranges::any_of(
      doors, [&](const std::string& door) { return door.ends_with('/') ? file.starts_with(door) : file == door; });
}

}  // namespace

TEST_CASE("a floor stands only on floors below it", "[house]") {
  for (const auto& file : files_below({"include", "src"})) {
    if (!file.name.ends_with(".cpp") && !file.name.ends_with(".hpp")) continue;
    const auto floor = floor_of(file.name);
    REQUIRE(kBelow.contains(floor));
    for (const auto& include : includes_of(file)) {
      if (include.system) continue;
      const auto target = target_of(file, include);
      if (!target) continue;
      const auto below = floor_of(*target);
      INFO(file.name << " includes " << target->string());
      CHECK((below == floor || kBelow.at(floor).contains(below)));
      if (is_public(file.name)) CHECK(is_public(*target));
      // A private header is for its own floor; only the roof takes one of the floor below it.
      if (below != floor && floor != "main") CHECK(is_public(*target));
    }
  }
}

TEST_CASE("an include in quotes leads to a file of the checkout or one that is made while building", "[house]") {
  const std::set<std::string> made = {
      "version.hpp",          "common_passwords_embedded.hpp", "completions_embedded.hpp", "designations_embedded.hpp",
      "letters_embedded.hpp", "matrix_embedded.hpp",           "migrations_embedded.hpp",  "overview_embedded.hpp"};
  for (const auto& file : files_below({"include", "src"})) {
    for (const auto& include : includes_of(file)) {
      if (include.system || made.contains(include.target)) continue;
      INFO(file.name << " includes \"" << include.target << "\"");
      CHECK(target_of(file, include));
    }
  }
}

TEST_CASE("a library is opened behind its own door only", "[house]") {
  for (const auto& file : files_below({"include", "src", "tools"})) {
    for (const auto& include : includes_of(file)) {
      for (const auto& [library, doors] : kDoors) {
        if (!include.target.starts_with(library)) continue;
        INFO(file.name << " includes " << include.target);
        CHECK(may_open(file.name, doors));
      }
      if (include.target.starts_with("nlohmann/")) CHECK(include.target == "nlohmann/json.hpp");
    }
  }
}

TEST_CASE("a door that no file opens any more is no door", "[house]") {
  const auto files = files_below({"src"});
  for (const auto& [library, doors] : kDoors) {
    for (const auto& door : doors) {
      INFO(library << " in " << door);
      CHECK(std::ranges::any_of(files, [&, name = library](const SourceFile& file) {
        return may_open(file.name, {door}) && std::ranges::any_of(includes_of(file), [&](const Include& include) {
                 return include.target.starts_with(name);
               });
      }));
    }
  }
}
