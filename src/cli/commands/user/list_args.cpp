#include "list_args.hpp"

namespace pcadmin::cli {

using namespace flags;

ops::PeopleQuery query_of(const Args& args) {
  const auto sort = args.get(kSort, SortKey{store::UserSort::email, false});
  ops::PeopleQuery query;
  query.filter = {.role = args.find(kOneRole),
                  .bundle = args.find(kOneBundle),
                  .state = args.find(kState),
                  .kind = args.find(kOneKind),
                  .without_role = args.on(kWithoutRole),
                  .sort = sort.sort,
                  .descending = sort.descending};
  if (const auto match = args.find(kMatch)) query.match = match->text;
  return query;
}

std::optional<std::int64_t> limit_of(const Args& args) {
  const auto limit = args.find(kLimit);
  return limit ? std::optional(limit->number) : std::nullopt;
}

}  // namespace pcadmin::cli
