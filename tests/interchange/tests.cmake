pcadmin_test(interchange
  SOURCES interchange/address_list_test.cpp interchange/command_lines_test.cpp interchange/corpus_test.cpp interchange/csv_test.cpp interchange/named_roles_test.cpp interchange/people_corpus_test.cpp interchange/people_csv_test.cpp interchange/people_entra_test.cpp interchange/people_json_test.cpp interchange/people_ldif_test.cpp interchange/people_writer_test.cpp interchange/policy_file_test.cpp interchange/rejects_test.cpp interchange/skill_reader_test.cpp interchange/word_list_test.cpp
  LINKS pcadmin_interchange)
