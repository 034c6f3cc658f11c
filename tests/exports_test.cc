// What the finished module exports and needs, from its ELF tables, read with nm and readelf.
#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <sstream>
#include <string>

namespace {

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, size);
  pclose(pipe);
  return text;
}

const std::string kModule = "'" SYNTH_MODULE "'";

class Exports : public ::testing::Test {
 protected:
  void SetUp() override {
#ifndef __linux__
    GTEST_SKIP() << "reads ELF";
#endif
    if (std::string(SYNTH_SANITIZE) != "") GTEST_SKIP() << "a sanitizer adds its own";
  }
};

TEST_F(Exports, TheInitSymbolsAndNothingElse) {
  std::set<std::string> symbols;
  std::istringstream lines(output_of("nm -D --defined-only " + kModule));
  for (std::string address, type, name; lines >> address >> type >> name;) symbols.insert(name);
  EXPECT_EQ(symbols, (std::set<std::string>{"sqlite3_synth_init", "sqlite3_synthpure_init"}));
}

TEST_F(Exports, NeedsNeitherSqliteNorACppLibrary) {
  const std::string needed = output_of("readelf -d " + kModule + " | grep NEEDED");
  EXPECT_NE(needed.find("libc.so"), std::string::npos) << needed;
  for (const char* unwanted : {"sqlite", "stdc++", "libgcc", "libc++"})
    EXPECT_EQ(needed.find(unwanted), std::string::npos) << needed;
}

// The README promises that what is built on Debian 12 (glibc 2.36) loads where glibc is 2.35 or newer.
TEST_F(Exports, NeedsNoNewerGlibcThanPromised) {
#if !defined(__GLIBC__) || __GLIBC__ != 2 || __GLIBC_MINOR__ > 36
  GTEST_SKIP() << "is not built with Debian 12's glibc, or an older one";
#endif
  std::istringstream symbols(output_of("objdump -T " + kModule));
  int found = 0;
  for (std::string word; symbols >> word;) {
    const std::size_t at = word.find("GLIBC_2.");
    if (at == std::string::npos) continue;
    ++found;
    EXPECT_LE(std::stoi(word.substr(at + 8)), 35) << word;
  }
  EXPECT_GT(found, 10) << "objdump shows no versions";
}

// SQLite's functions come from the table that sqlite3_synth_init gets, not by name.
TEST_F(Exports, AsksForNoFunctionOfSqliteByName) {
  EXPECT_EQ(output_of("nm -D --undefined-only " + kModule + " | grep sqlite3"), "");
}

}  // namespace
