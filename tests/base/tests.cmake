pcadmin_test(base SOURCES base/clock_test.cpp base/duration_test.cpp base/relative_time_test.cpp base/secret_test.cpp base/text_test.cpp LINKS pcadmin_base)
