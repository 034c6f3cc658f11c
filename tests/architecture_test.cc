// The rooms of the house and what each may include, read from the includes. Only bind and the entry see SQLite.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// What each room may include besides itself. nn must not see world: a network that cannot see the law cannot know it.
const std::map<std::string, std::set<std::string>> kMaySee = {
    {"core", {}},
    {"math", {}},
    {"rows", {"core", "math"}},
    {"draw", {"core", "math"}},
    {"world", {"core", "math", "rows"}},
    {"nn", {"core", "math", "rows"}},
    {"words", {"core", "math", "rows", "nn"}},
    {"models", {"core", "math", "rows", "nn", "words", "draw"}},
    {"commands", {"core", "math", "rows", "world", "nn", "words", "draw", "models"}},
    {"bind", {"core", "math"}},
};

struct Include {
  std::string file;  ///< relative to ext/
  std::string room;  ///< of the file; empty for ext/ itself
  std::string what;  ///< as written between the quotes or brackets
};

std::vector<Include> includes() {
  const fs::path root = fs::path(SYNTH_SOURCE_DIR) / "ext";
  const std::regex line_form(R"(^\s*#\s*include\s*["<]([^">]+)[">].*)");
  std::vector<Include> found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string file = fs::relative(entry.path(), root).generic_string();
    const std::size_t slash = file.find('/');
    std::ifstream in(entry.path());
    std::smatch match;
    for (std::string line; std::getline(in, line);)
      if (std::regex_match(line, match, line_form))
        found.push_back({file, slash == std::string::npos ? "" : file.substr(0, slash), match[1].str()});
  }
  return found;
}

// A file of a room includes its own room and those below it.
TEST(Architecture, RoomsSeeOnlyWhatIsBelowThem) {
  for (const Include& include : includes()) {
    if (include.room.empty()) continue;
    const std::size_t slash = include.what.find('/');
    const std::string other = slash == std::string::npos ? "" : include.what.substr(0, slash);
    const auto rule = kMaySee.find(include.room);
    ASSERT_NE(rule, kMaySee.end()) << include.file << ": a room without a rule";
    if (kMaySee.contains(other)) {
      EXPECT_TRUE(other == include.room || rule->second.contains(other))
          << include.file << " includes " << include.what;
    } else {
      EXPECT_FALSE(fs::exists(fs::path(SYNTH_SOURCE_DIR) / "ext" / include.what))
          << include.file << " includes " << include.what << ", which is above all rooms";
    }
  }
}

TEST(Architecture, OnlyBindAndTheEntrySeeSqlite) {
  for (const Include& include : includes()) {
    const bool may = include.room == "bind" || include.file == "entry.cc";
    EXPECT_TRUE(may || !include.what.starts_with("sqlite3")) << include.file << " includes " << include.what;
  }
}

// Each of these would make the library start slowly, carry locales, or differ from run to run.
TEST(Architecture, NothingIncludesWhatTheLibraryDoesNotWant) {
  for (const Include& include : includes())
    for (const char* unwanted : {"iostream", "regex", "random"}) EXPECT_NE(include.what, unwanted) << include.file;
}

// A file named *_body.h is included several times, each time with other names.
TEST(Architecture, EveryHeaderSaysWhatItIsAndGuardsItself) {
  const fs::path root = fs::path(SYNTH_SOURCE_DIR) / "ext";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const bool body = entry.path().stem().string().ends_with("_body");
    EXPECT_EQ(text.find("#pragma once") == std::string::npos, body) << entry.path();
    EXPECT_TRUE(text.starts_with("//") || text.starts_with("/*")) << entry.path() << " does not say what it is";
  }
}

}  // namespace
