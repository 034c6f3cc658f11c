# The target `amalgamation`: amalgamation/synth.cc and synth.h in the build folder, the whole library in one file.
find_program(PERL_PROGRAM perl)
if(PERL_PROGRAM)
  add_custom_target(amalgamation
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/amalgamation
    COMMAND ${PERL_PROGRAM} ${PROJECT_SOURCE_DIR}/ext/packaging/amalgamate.pl ${PROJECT_SOURCE_DIR} ${PCG_INCLUDE_DIR}
            ${SYNTH_GENERATED_DIR} ${PROJECT_VERSION} ${PROJECT_BINARY_DIR}/amalgamation/synth.cc
    COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/ext/synth.h ${PROJECT_BINARY_DIR}/amalgamation/synth.h
    VERBATIM)
  add_dependencies(amalgamation synth_sql_scripts)
endif()
