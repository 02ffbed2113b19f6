#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "pcadmin/base/secret.hpp"

int main(int argc, char** argv) {
  pcadmin::start_cryptography();
  return Catch::Session().run(argc, argv);
}
