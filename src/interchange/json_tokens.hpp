#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>

namespace pcadmin::interchange {

/// What the JSON parser tells, made simpler for those who read files with it: a null, a boolean and a number are the
/// texts they are written as, and what is no JSON is the place where it stops being some.
class JsonTokens : public nlohmann::json_sax<nlohmann::json> {
 public:
  enum class Scalar { null, boolean, number };

  bool null() final { return scalar(Scalar::null, "null"); }
  bool boolean(bool value) final { return scalar(Scalar::boolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) final { return scalar(Scalar::number, std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) final { return scalar(Scalar::number, std::to_string(value)); }
  bool number_float(number_float_t /*value*/, const string_t& text) final { return scalar(Scalar::number, text); }
  bool binary(binary_t& /*value*/) final { return false; }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) final {
    broken(position == 0 ? 0 : position - 1);
    return false;
  }

 protected:
  virtual bool scalar(Scalar kind, std::string text) = 0;
  /// What stands at byte `at`, from 0, cannot; at the text's size, it ends too early. Nothing is told after this.
  virtual void broken(std::size_t at) = 0;
};

}  // namespace pcadmin::interchange
