# pcadmin_embed(TARGET HEADER NAMESPACE FILES...): compiles text files into TARGET as one table,
# `inline constexpr EmbeddedFile kFiles[]` of {name, text} in NAMESPACE, sorted as given.
function(pcadmin_embed target header namespace)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded/${header})
  string(REPLACE ";" "|" files "${ARGN}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DNAMESPACE=${namespace} "-DFILES=${files}" -DBASE=${CMAKE_CURRENT_SOURCE_DIR}
            -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
