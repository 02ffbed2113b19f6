#include "pcadmin/interchange/people_json.hpp"

#include "interchange/json_elements.hpp"
#include "interchange/json_person.hpp"
#include "interchange/json_tree.hpp"

#include <array>
#include <utility>

namespace pcadmin::interchange {
namespace {

using Kind = JsonValue::Kind;
using Faults = std::vector<domain::RowFault>;

constexpr std::array<std::string_view, 1> kPcadminLists = {"users"};
constexpr std::array<std::string_view, 1> kGraphLists = {"value"};
constexpr std::array<std::string_view, 2> kScimLists = {"Resources", "Operations"};

std::unique_ptr<JsonElements> split(ByteSource& source, JsonShape shape) {
  switch (shape) {
    case JsonShape::pcadmin:
      return json_document(source, kPcadminLists);
    case JsonShape::pcadmin_lines:
      return json_lines(source);
    case JsonShape::graph:
      return json_document(source, kGraphLists);
    case JsonShape::scim:
      return json_document(source, kScimLists);
  }
  return nullptr;
}

Failure not_an_object() {
  return {.code = "not-an-object",
          .kind = FailureKind::invalid,
          .message = "a person is an object, and this is none",
          .hint = "a person looks like {\"name\": \"Ann Lee\", \"email\": \"ann@contoso.example\"}"};
}

class PeopleJson final : public PeopleReader {
 public:
  PeopleJson(ByteSource& source, JsonShape shape) : shape_(shape), elements_(split(source, shape)) {}

  ~PeopleJson() override { wipe(); }
  PeopleJson(const PeopleJson&) = delete;
  PeopleJson& operator=(const PeopleJson&) = delete;

  std::optional<Row> next() override {
    while (!ended_) {
      wipe();
      switch (elements_->next()) {
        case JsonElements::Step::element:
          if (auto row = read_element()) return row;
          break;
        case JsonElements::Step::fault:
          ended_ = true;
          return refused({elements_->fault()});
        case JsonElements::Step::end:
          ended_ = true;
          return read_wrapper();
      }
    }
    return std::nullopt;
  }

  /// Of the element, whatever the field; of what ends the file its line says where it is.
  std::uint64_t column_of(std::string_view /*field*/) const override {
    return ended_ || tree_.is_broken() ? 0 : elements_->column();
  }

  RawRow raw() const override { return {.line = elements_->line(), .text = elements_->text()}; }
  /// What is wrong with the object around the list is of no row either.
  bool breaks_off() const override { return ended_; }

  std::vector<std::string> notes() const override { return notes_.sentences(); }

 private:
  /// The text of an element in which there is a password, or may be one, stays no longer than until the next one.
  void wipe() {
    if (tree_.passwords() > 0 || tree_.is_broken()) elements_->wipe();
  }

  static Row refused(Faults faults) { return tl::unexpected<Faults>(std::move(faults)); }

  std::optional<Row> read_element() {
    auto faults = tree_.parse(elements_->text(), elements_->line());
    notes_.passwords += tree_.passwords();
    ended_ = tree_.is_broken() && !elements_->goes_on_after_broken();
    if (ended_) faults.front().hint += "; what follows was not read";
    if (!faults.empty()) return refused(std::move(faults));
    return read_person();
  }

  /// Nullopt for what is no person, which is noted.
  std::optional<Row> read_person() {
    PersonFields fields(elements_->line());
    auto person = tree_.root();
    if (!person.is(Kind::object) || person.find("_element").exists()) {  // as a file of rejects holds what is none
      fields.add_fault({}, {}, not_an_object());
      return fields.take_faults();
    }
    if (is_operation(person)) {
      person = person_of_operation(person, fields);
      if (!person.exists()) return fields.take_faults();
    }
    if (!put(person, fields)) return std::nullopt;
    return fields.take();
  }

  /// A SCIM user has no method.
  bool is_operation(JsonValue entry) const { return shape_ == JsonShape::scim && entry.find("method").exists(); }

  bool put(JsonValue person, PersonFields& fields) {
    switch (shape_) {
      case JsonShape::pcadmin:
      case JsonShape::pcadmin_lines:
        return put_pcadmin_person(person, fields, notes_);
      case JsonShape::graph:
        return put_graph_person(person, fields, notes_);
      case JsonShape::scim:
        return put_scim_person(person, fields, notes_);
    }
    return false;
  }

  /// The object around the list is read when it is whole, which is at the end.
  std::optional<Row> read_wrapper() {
    const auto& wrapper = elements_->wrapper();
    if (wrapper.text.empty()) return std::nullopt;
    auto faults = tree_.parse(wrapper.text, wrapper.line);
    if (tree_.is_broken()) faults.front().line = wrapper.line_at(tree_.broken_at());
    if (!faults.empty()) return refused(std::move(faults));
    if (shape_ == JsonShape::graph) note_graph_wrapper(tree_.root(), wrapper.elements, notes_);
    if (shape_ == JsonShape::scim) note_scim_wrapper(tree_.root(), wrapper.elements, notes_);
    return std::nullopt;
  }

  JsonShape shape_;
  std::unique_ptr<JsonElements> elements_;
  JsonTree tree_;
  JsonNotes notes_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<PeopleReader> read_people_json(ByteSource& source, JsonShape shape) {
  return std::make_unique<PeopleJson>(source, shape);
}

}  // namespace pcadmin::interchange
