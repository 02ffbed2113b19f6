#pragma once

#include "../../../report.hpp"

#include "pcadmin/store/bundles.hpp"

#include <array>
#include <cstdint>
#include <string>

/// How bundles appear.
namespace pcadmin::cli {

inline constexpr std::array<Column, 3> kBundleColumns = {
    {{.key = "name", .title = "BUNDLE", .is_id = true},
     {.key = "roles", .title = "ROLES", .type = domain::FieldType::role, .many = true},
     {.key = "summary", .title = "SUMMARY"}}};
Row bundle_values(const store::Bundle& bundle);

/// `3 assignments came by it and stay as they are`.
std::string untouched_sentence(std::int64_t assignments);

}  // namespace pcadmin::cli
