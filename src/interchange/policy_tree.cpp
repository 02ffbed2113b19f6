#include "interchange/policy_node.hpp"

#include "pcadmin/interchange/policy_file.hpp"

#include <fmt/format.h>

namespace pcadmin::interchange {

namespace {

/// A check has at most a mapping and three pairs.
constexpr std::size_t kMostNodes = PolicyLimits::kChecks * 8;

}  // namespace

void PolicyTree::open(PolicyNode::Kind kind, Place place) {
  if (open_.size() >= PolicyLimits::kDepth) {
    throw PolicySyntaxError{place, "policy-structure",
                            fmt::format("more than {} lists and mappings within one another", PolicyLimits::kDepth),
                            "a policy is a list of sentences, or version and checks"};
  }
  open_.push_back({.node = {.kind = kind, .place = place}});
}

void PolicyTree::close() {
  auto node = std::move(open_.back().node);
  open_.pop_back();
  put(std::move(node));
}

void PolicyTree::add(PolicyNode scalar) { put(std::move(scalar)); }

void PolicyTree::put(PolicyNode node) {
  if (++nodes_ > kMostNodes) {
    throw PolicySyntaxError{node.place, "too-many-checks",
                            fmt::format("there is more than {} checks can need", PolicyLimits::kChecks),
                            "put them into several files"};
  }
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  auto& [parent, key] = open_.back();
  if (parent.kind == PolicyNode::Kind::list) {
    parent.items.push_back(std::move(node));
  } else if (key.empty()) {
    key.push_back(std::move(node));
  } else {
    parent.members.emplace_back(std::move(key.front()), std::move(node));
    key.clear();
  }
}

}  // namespace pcadmin::interchange
