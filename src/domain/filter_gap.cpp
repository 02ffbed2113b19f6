#include "filter_tokens.hpp"

#include "pcadmin/domain/filter.hpp"

namespace pcadmin::domain {

namespace {

using Kind = FilterToken::Kind;
using Wants = FilterGap::Wants;

/// Walks over what is finished, and keeps what the next word would be.
class Walk {
 public:
  void take(const FilterToken& token) {
    switch (gap.wants) {
      case Wants::field:
        return take_field(token);
      case Wants::operator_:
        return take_operator(token);
      case Wants::value:
        return take_value(token);
      case Wants::empty:
        if (token.is("empty")) gap.wants = Wants::joint;
        return;
      case Wants::joint:
        if (token.is("and") || token.is("or")) gap.wants = Wants::field;
        return;
      case Wants::nothing:
        return;
    }
  }

  FilterGap gap;

 private:
  void take_field(const FilterToken& token) {
    if (token.kind == Kind::open || token.is("not")) return;
    gap.field = token.text;
    gap.wants = token.kind == Kind::word ? Wants::operator_ : Wants::nothing;
  }

  void take_operator(const FilterToken& token) {
    if (token.is("not")) return;
    if (token.is("is")) {
      gap.wants = Wants::empty;
    } else if (token.is("in")) {
      gap.within_list = true;
      gap.wants = Wants::value;
    } else {
      gap.wants = token.kind == Kind::sign ? Wants::value : Wants::nothing;
    }
  }

  void take_value(const FilterToken& token) {
    if (gap.within_list && (token.kind == Kind::open || token.kind == Kind::comma)) return;
    if (gap.within_list && token.kind != Kind::close) return;  // a comma or the bracket comes next
    gap.within_list = false;
    gap.wants = Wants::joint;
  }
};

}  // namespace

FilterGap gap_at_end(std::string_view text) {
  auto tokens = tokens_of(text);
  tokens.pop_back();
  Walk walk;
  FilterToken open{Kind::end, "", text.size()};
  const bool unfinished = !tokens.empty() && (tokens.back().kind == Kind::unfinished ||
                                              (tokens.back().kind == Kind::word && text.back() != ' '));
  if (unfinished) {
    open = tokens.back();
    tokens.pop_back();
  }
  for (const auto& token : tokens) walk.take(token);
  walk.gap.at = open.at;
  walk.gap.typed = open.text;
  return walk.gap;
}

}  // namespace pcadmin::domain
