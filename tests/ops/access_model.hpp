#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Who may do what, told a second time: slowly, in few words, from the rules alone. It knows the catalogue's lists of
/// permissions and nothing else of the program.
namespace pcadmin::test {

inline constexpr std::int64_t kNoTime = INT64_MIN;
inline constexpr std::string_view kEverybody = "default-user";

/// A role somebody was given; times are seconds since 1970, places names, the whole organisation the empty one.
struct Given {
  std::string role;
  std::string place{};
  std::int64_t begins = kNoTime;
  std::int64_t ends = kNoTime;
  friend auto operator<=>(const Given&, const Given&) = default;
};

struct Someone {
  std::string name;
  bool active = true;
  bool guest = false;
  std::vector<Given> given{};
};

/// Whether a role's list has it; of `default-user` too.
bool lists(std::string_view role, std::string_view permission);
/// All roles whose list has it, `default-user` among them.
std::vector<std::string> listed_by(std::string_view permission);

/// Why a role they were given does not let them: words of the rules, none when it does.
std::set<std::string> why_not(const Someone& someone, const Given& given, std::string_view place, std::int64_t moment);

/// What lets them: role and place, `default-user` for what everybody has.
using Reasons = std::multiset<std::pair<std::string, std::string>>;
Reasons why(const Someone& someone, std::string_view permission, std::string_view place, std::int64_t moment);

/// What an administrator could do about one person's rights.
struct Deed {
  std::string verb;  ///< `take`, `give`, `start`, `disable`, `enable`, `admit`
  std::string role{};
  std::string place{};
  friend auto operator<=>(const Deed&, const Deed&) = default;
};
/// The person after it. What may not be done (a role a guest cannot hold) changes nothing.
Someone after(Someone someone, const Deed& deed, std::int64_t moment);

/// Whether some of `deeds`, fewer than `most` of them and in any order, make the answer `wanted`.
bool fewer_do(const Someone& someone, const std::vector<Deed>& deeds, std::size_t most, std::string_view permission,
              std::string_view place, std::int64_t moment, bool wanted);

/// Every taking there is for somebody; every way of letting them in to a place.
std::vector<Deed> all_takings(const Someone& someone);
std::vector<Deed> all_givings(const Someone& someone, std::string_view place);

}  // namespace pcadmin::test
