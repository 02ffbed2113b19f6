#include "cli/system/real_world.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/cli/run.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an answer of write(2), not a death
  std::signal(SIGXFSZ, SIG_IGN);  // so is a file size limit
  try {
    pcadmin::cli::RealWorld real;
    return pcadmin::cli::run(std::vector<std::string>(argv + 1, argv + argc), real.world());
  } catch (const std::exception& error) {
    const std::string line = std::string("error: ") + error.what() + " [bug]\n";
    return ::write(STDERR_FILENO, line.data(), line.size()) < 0 ? 1 : 1;
  }
}
