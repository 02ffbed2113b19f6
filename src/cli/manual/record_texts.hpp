#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

/// The files of what people have passed, of what can be passed, and of what designations need, in words: the rest of
/// what pcadmin-formats(5) and pcadmin help formats say. A test reads the examples.
namespace pcadmin::cli {

/// A file of records. Where it may be CSV, it has the same fields as in JSON.
struct RecordText {
  std::string_view title;
  std::string_view intro;
  std::span<const std::pair<std::string_view, std::string_view>> fields;  ///< by name, and what each says
  std::string_view notes;
  std::string_view csv;   ///< a whole file, with every field; empty: there is no such CSV
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

/// Those of a metric are told behind metrics/.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kDesignationFields = {{
    {"name", "what it is called here: lower-case letters, digits and -; every designation has it, and none twice"},
    {"title", "its name in words; every designation has it"},
    {"programme", "what it belongs to, such as Solutions Partner; every designation has it"},
    {"needs", "the points it takes; nothing where that is not known"},
    {"every_metric", "true where every metric that has points must bring some; else false, or nothing"},
    {"confidence", "documented, community, uncertain, unverified; own, or nothing, where you answer for it yourself"},
    {"source", "who says so"},
    {"metrics", "a list of 1 to 12 metrics, each by a name of its own; every designation has it"},
    {"metrics/name", "likewise; every metric has it"},
    {"metrics/most", "the most points it brings; nothing, or 0, where it is only a gate"},
    {"metrics/counts", "a list of codes or titles, any of which counts, 200 at most; nothing where that is not known"},
    {"metrics/kind", "exam, assessment or certification, where only such count"},
    {"metrics/each", "the points for every person"},
    {"metrics/full_at", "the number of people, 1 to 500, who bring all of the points, whatever each brings"},
    {"metrics/gate", "the number of people, 0 to 500, without whom there is no designation, whatever the points"},
    {"metrics/reported", "of a metric that is counted elsewhere: the points that Partner Center reported last"},
    {"metrics/confidence", "as above, of the numbers of the metric"},
    {"metrics/source", "as above"},
}};

inline constexpr std::array<RecordText, 3> kRecordTexts = {{
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
    {"What designations need",
     "pcadmin designation define reads JSON of at most 1 MiB: a list of up to 500 objects, such a list under "
     "designations in one object, or one object under designation. It is what pcadmin designation list -o json and "
     "pcadmin designation show -o json print.",
     kDesignationFields,
     "Points go from 0 to 1000 and are exact to a hundredth; a number may be written as a text. What is null counts as "
     "left out. A metric with any of counts, kind, each, full_at and gate is counted by people, each of whom counts "
     "once; any other is only reported. A field with another name is refused, but for origin, which list and show tell "
     "besides.\n\n"
     "What does not fit together is refused: points and no way to them, one person who brings more than the metric "
     "may, a threshold that all metrics together do not reach. Everything wrong is told at once, with line, column and "
     "JSON pointer.",
     "",
     "{\"designations\": [\n"
     "  {\"name\": \"modern-work\", \"title\": \"Modern Work\", \"programme\": \"Solutions Partner\",\n"
     "   \"needs\": 70, \"every_metric\": true, \"confidence\": \"own\", \"source\": \"our page of Partner Center\",\n"
     "   \"metrics\": [\n"
     "     {\"name\": \"intermediate-certifications\", \"most\": 20, \"counts\": [\"MS-102\", \"Teams "
     "Administrator\"],\n"
     "      \"kind\": \"certification\", \"each\": 2.5, \"full_at\": 8, \"gate\": 1,\n"
     "      \"confidence\": \"own\", \"source\": \"our page of Partner Center\"},\n"
     "     {\"name\": \"performance\", \"most\": 80, \"reported\": 52.25}]}]}\n"},
}};

}  // namespace pcadmin::cli
