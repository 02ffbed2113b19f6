/// bare_import STORE FILE: `pcadmin user import` but for the passwords, by the same parts: reading the CSV file,
/// looking for each address, sorting, writing, the digest, the commit. Left out is also what is done once for a whole
/// file: finding out who asks, rights, guards. What a temporary password costs is what the command takes beyond this.
#include "pcadmin/base/secret.hpp"
#include "pcadmin/interchange/people_reader.hpp"
#include "pcadmin/store/new_people.hpp"
#include "pcadmin/store/users.hpp"

#include <sodium.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace {

using namespace pcadmin;

class File : public interchange::ByteSource {
 public:
  explicit File(const char* name) : stream_(name, std::ios::binary) {}
  std::size_t read(std::span<char> into) override {
    stream_.read(into.data(), static_cast<std::streamsize>(into.size()));
    return static_cast<std::size_t>(stream_.gcount());
  }

 private:
  std::ifstream stream_;
};

class SystemRandom : public Random {
 public:
  void fill(std::span<std::byte> out) override { randombytes_buf(out.data(), out.size()); }
};

domain::UserRecord record_of(domain::PersonRow& row) {
  return {.name = std::move(row.name),
          .email = std::move(row.email),
          .job_title = std::move(row.job_title),
          .department = std::move(row.department),
          .usage_location = std::move(row.usage_location)};
}

void import(const char* store, const char* people_file) {
  SystemRandom random;
  auto db = store::Database::open(store, {.access = store::Access::write});
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  store::Transaction transaction(db, store::Access::write);
  const auto change = store::begin_change(db, {.at = now, .os_user = "bench", .command = "user import"}, random);
  File file(people_file);
  const auto reader = interchange::read_people_csv(file);
  store::NewPeople people(db, change, now);
  while (auto row = reader->next()) {
    if (!*row) throw std::runtime_error("a row with faults");
    if (people.find_line((*row)->email) || store::find_user(db, (*row)->email)) throw std::runtime_error("a twin");
    people.add(record_of(**row), (*row)->roles, (*row)->line);
  }
  people.number(random);
  people.write();
  store::close_change(db, change);
  transaction.commit();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error("bare_import STORE FILE");
    start_cryptography();
    import(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bare_import: %s\n", error.what());
    return 1;
  }
}
