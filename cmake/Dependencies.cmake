# The libraries pcadmin stands on, all from Debian. `cmake/packages.txt` lists their packages.
# With PCADMIN_STATIC their static archives are taken.
if(PCADMIN_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()

function(pcadmin_library name header)
  find_path(${name}_INCLUDE ${header} REQUIRED)
  add_library(dep_${name} INTERFACE)
  target_include_directories(dep_${name} SYSTEM INTERFACE ${${name}_INCLUDE})
  foreach(archive IN LISTS ARGN)
    find_library(${name}_${archive}_LIBRARY ${archive} REQUIRED)
    target_link_libraries(dep_${name} INTERFACE ${${name}_${archive}_LIBRARY})
  endforeach()
endfunction()

pcadmin_library(sodium sodium.h sodium)
pcadmin_library(sqlitecpp SQLiteCpp/SQLiteCpp.h SQLiteCpp sqlite3)
pcadmin_library(utf8proc utf8proc.h utf8proc)
pcadmin_library(idn2 idn2.h idn2 unistring)
pcadmin_library(csv csv.h csv)
pcadmin_library(cli11 CLI/CLI.hpp)
pcadmin_library(json nlohmann/json.hpp)
pcadmin_library(expected tl/expected.hpp)
# Debian has no static libfmt, so fmt is compiled in from its headers.
pcadmin_library(fmt fmt/format.h)
target_compile_definitions(dep_fmt INTERFACE FMT_HEADER_ONLY=1)
target_compile_definitions(dep_utf8proc INTERFACE UTF8PROC_STATIC)
