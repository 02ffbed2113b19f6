// Writes man/*.1 and docs/commands.md of the checkout named by the only argument. A test compares them with what they
// would be.

#include "cli/manual/manual.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: gendocs CHECKOUT\n";
    return 2;
  }
  const std::filesystem::path root = argv[1];
  for (const auto& page : pcadmin::cli::manual_pages())
    std::ofstream(root / "man" / page.file, std::ios::binary) << page.text;
  std::ofstream(root / "docs" / "commands.md", std::ios::binary) << pcadmin::cli::command_reference();
  return 0;
}
