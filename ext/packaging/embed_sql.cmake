# The statements of sql/ as texts of the library: cmake -DSOURCE=sql -DINTO=sql_scripts.h -P embed_sql.cmake. Each
# sql/NAME.sql becomes synth::sql::NAME.
file(GLOB scripts ${SOURCE}/*.sql)
list(SORT scripts)
set(text "// Made of sql/*.sql by ext/packaging/embed_sql.cmake.\n#pragma once\n\n#include <string_view>\n\n")
string(APPEND text "namespace synth::sql {\n\n")
foreach(script IN LISTS scripts)
  get_filename_component(name ${script} NAME_WE)
  file(READ ${script} statements)
  # In pieces: a compiler may limit the length of a literal.
  string(REGEX REPLACE "\n\n" "\n\n)sql\"\n    R\"sql(" statements "${statements}")
  string(APPEND text "inline constexpr std::string_view ${name} =\n    R\"sql(${statements})sql\";\n\n")
endforeach()
string(APPEND text "}  // namespace synth::sql\n")
file(WRITE ${INTO}.new "${text}")
file(COPY_FILE ${INTO}.new ${INTO} ONLY_IF_DIFFERENT)
file(REMOVE ${INTO}.new)
