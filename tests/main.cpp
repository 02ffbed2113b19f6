#define CATCH_CONFIG_RUNNER
#include "pcadmin/base/secret.hpp"

#include <catch2/catch.hpp>

int main(int argc, char** argv) {
  pcadmin::start_cryptography();
  return Catch::Session().run(argc, argv);
}
