/* people COUNT [SEED [three]]: prints a CSV of so many made-up people, the same for the same seed. Three of ten hold
 * referrals-user, three of ten have a second role, one of ten has a name beyond ASCII, one of ten an address with
 * capital letters. With `three` everybody holds three roles, and one of 10,000 executive-report-viewer instead of the
 * third. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static uint64_t draw(uint64_t below) { /* splitmix64 */
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return (z ^ (z >> 31)) % below;
}

#define PICK(list) list[draw(sizeof list / sizeof *list)]

static const char* const kGiven[] = {"Ada",   "Boris", "Chen",  "Dilnoza", "Emeka", "Fatima", "Goran", "Hana",
                                     "Ines",  "Jonas", "Kofi",  "Leila",   "Mateo", "Nadia",  "Omar",  "Priya",
                                     "Quinn", "Rosa",  "Sipho", "Tomoko",  "Uma",   "Viktor", "Wanda", "Yusuf"};
static const char* const kGivenBeyond[] = {"Zoë", "Łucja", "Oğuz", "Марія", "Søren", "José", "Żaneta", "Renée"};
static const char* const kFamily[] = {"Abara",  "Berg",   "Castillo", "Dubois", "Eriksen",  "Ferrari", "Gupta",
                                      "Hansen", "Ito",    "Jansen",   "Kowal",  "Lindgren", "Moreau",  "Novak",
                                      "Okafor", "Petrov", "Rossi",    "Silva",  "Tanaka",   "Weber"};
static const char* const kTitles[] = {"Support Engineer", "Account Manager", "Sales Lead", "Billing Clerk", ""};
static const char* const kDepartments[] = {"Service Desk", "Sales", "Finance", "Operations", ""};
static const char* const kCountries[] = {"DE", "FR", "IN", "JP", "NG", "PL", "US", ""};
static const char* const kRoles[] = {"sales-agent", "helpdesk-agent", "report-viewer"};

int main(int argc, char** argv) {
  if (argc < 2) {
    fputs("usage: people COUNT [SEED]\n", stderr);
    return 2;
  }
  const long count = atol(argv[1]);
  state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  const int three = argc > 3 && strcmp(argv[3], "three") == 0;
  fputs("name,email,roles,job_title,department,usage_location\n", stdout);
  for (long i = 0; i < count; ++i) {
    const char* const given = draw(10) == 0 ? PICK(kGivenBeyond) : PICK(kGiven);
    const char* const family = PICK(kFamily);
    const char* first = i % 10 < 3 ? "" : PICK(kRoles);
    const char* second = i % 10 < 3 ? "referrals-user" : "";
    const char* third = i % 10 == 0 ? "helpdesk-agent;" : "";
    const char* also = i % 10 == 5 || i % 10 == 6 ? ";incentives-user" : "";
    if (three) {
      first = "";
      second = "referrals-user";
      third = "helpdesk-agent;";
      also = i % 10000 == 77 ? ";executive-report-viewer" : ";incentives-user";
    }
    const char* const title = PICK(kTitles);
    const char* const department = PICK(kDepartments);
    const char* const country = PICK(kCountries);
    printf("%s %s,%s.%ld@%s.example,%s%s%s%s,%s,%s,%s\n", given, family, draw(10) == 0 ? "Person" : "person", i,
           i % 2 == 0 ? "contoso" : "fabrikam", third, first, second, also, title, department, country);
  }
  return fflush(stdout) != 0;
}
