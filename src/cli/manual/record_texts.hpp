#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

/// The files of what people have passed, and of what can be passed, in words: the rest of what pcadmin-formats(5) and
/// pcadmin help formats say. A test reads the examples.
namespace pcadmin::cli {

/// A file of records, of which CSV and JSON have the same fields.
struct RecordText {
  std::string_view title;
  std::string_view intro;
  std::span<const std::pair<std::string_view, std::string_view>> fields;  ///< by name, and what each says
  std::string_view notes;
  std::string_view csv;   ///< a whole file, with every field
  std::string_view json;  ///< the same
};

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSkillRecordFields = {{
    {"email", "whose it is"},
    {"profile", "the certification profile under which it was passed; mcid and MCID are read as well"},
    {"kind", "exam, assessment or certification; every row has it"},
    {"code", "what the programme calls it, such as AZ-104; every row has it. Letter case makes no difference"},
    {"title", "its name in words"},
    {"achieved", "the day it was passed, 2026-12-31; every row has it"},
    {"expires", "the last day it is good for; nothing where it does not expire"},
}};

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kKnownSkillRecordFields = {{
    {"kind", "exam, assessment or certification; every row has it"},
    {"code", "every row has it"},
    {"title", "its name in words"},
    {"retired", "the day from which nobody can pass it any more, 2026-12-31; none where it is not retired after all"},
}};

inline constexpr std::array<RecordText, 2> kRecordTexts = {{
    {"What people have passed",
     "pcadmin cert import reads CSV, in which the first line names the columns as in pcadmin CSV, or JSON: a list of "
     "objects, a list under skills in one object, one object, or one behind the other. What begins with { or [ is "
     "JSON. What holds for every file above holds for these.",
     kSkillRecordFields,
     "Whose a row is, its email says, and where it has none, who has linked its profile. One of the two has to be "
     "there. A column or key with another name is refused, but for what pcadmin cert list tells besides: id, name, "
     "linked, state and retired.",
     "email,profile,kind,code,title,achieved,expires\n"
     "noor@contoso.example,991234567,certification,AZ-104,Azure Administrator,2026-03-01,2027-03-01\n",
     "{\"skills\": [{\"email\": \"noor@contoso.example\", \"profile\": \"991234567\", \"kind\": \"certification\",\n"
     "  \"code\": \"AZ-104\", \"title\": \"Azure Administrator\", \"achieved\": \"2026-03-01\",\n"
     "  \"expires\": \"2027-03-01\"}]}\n"},
    {"What can be passed",
     "pcadmin cert catalogue import reads CSV, or JSON likewise; the list of an object is under catalogue.",
     kKnownSkillRecordFields, "people, which pcadmin cert catalogue list tells besides, is passed over.",
     "kind,code,title,retired\n"
     "exam,70-533,Implementing Azure Infrastructure Solutions,2018-12-31\n",
     "{\"catalogue\": [{\"kind\": \"exam\", \"code\": \"70-533\", \"title\": \"Implementing Azure Infrastructure "
     "Solutions\",\n"
     "  \"retired\": \"2018-12-31\"}]}\n"},
}};

}  // namespace pcadmin::cli
