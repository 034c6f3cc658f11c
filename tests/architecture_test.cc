// The layers of the house, read from the includes: core <- world, nn <- fn <- commands; bind sees core; only bind and
// the entry see SQLite.
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

const std::map<std::string, std::set<std::string>> kMaySee = {
    {"core", {"core"}},           {"world", {"core", "world"}}, {"nn", {"core", "nn"}},
    {"fn", {"core", "nn", "fn"}}, {"bind", {"core", "bind"}},   {"commands", {"core", "world", "nn", "fn", "commands"}},
};

struct Include {
  std::string file;   ///< relative to ext/
  std::string layer;  ///< of the file; empty for ext/ itself
  std::string what;   ///< as written between the quotes or brackets
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

// A file of a layer includes its own layer and those below it.
TEST(Architecture, LayersSeeOnlyWhatIsBelowThem) {
  for (const Include& include : includes()) {
    if (include.layer.empty()) continue;
    const std::size_t slash = include.what.find('/');
    const std::string other = slash == std::string::npos ? "" : include.what.substr(0, slash);
    const auto rule = kMaySee.find(include.layer);
    ASSERT_NE(rule, kMaySee.end()) << include.file << ": a layer without a rule";
    if (kMaySee.contains(other)) {
      EXPECT_TRUE(rule->second.contains(other)) << include.file << " includes " << include.what;
    } else {
      EXPECT_FALSE(fs::exists(fs::path(SYNTH_SOURCE_DIR) / "ext" / include.what))
          << include.file << " includes " << include.what << ", which is above all layers";
    }
  }
}

TEST(Architecture, OnlyBindAndTheEntrySeeSqlite) {
  for (const Include& include : includes()) {
    const bool may = include.layer == "bind" || include.file == "entry.cc";
    EXPECT_TRUE(may || !include.what.starts_with("sqlite3")) << include.file << " includes " << include.what;
  }
}

// Each of these would make the library start slowly, carry locales, or differ from run to run.
TEST(Architecture, NothingIncludesWhatTheLibraryDoesNotWant) {
  for (const Include& include : includes())
    for (const char* unwanted : {"iostream", "regex", "random"}) EXPECT_NE(include.what, unwanted) << include.file;
}

// A file named *_body.h is there to be included several times, each time with other names.
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
