#pragma once

#include "pcadmin/cli/world.hpp"

namespace pcadmin::cli {

/// Standard input and standard error, when they are a terminal.
class RealTerminal : public Terminal {
 public:
  explicit RealTerminal(std::function<std::optional<std::string>(std::string_view)> env) : env_(std::move(env)) {}

  bool can_ask() const override;
  bool shows_output() const override;
  bool shows_errors() const override;
  std::size_t columns() const override;
  std::optional<std::string> ask(std::string_view prompt) override;
  std::optional<Secret> ask_secret(std::string_view prompt) override;

 private:
  std::function<std::optional<std::string>(std::string_view)> env_;
};

}  // namespace pcadmin::cli
