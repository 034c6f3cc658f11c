// The finished module in the real sqlite3 shell, loaded by its bare file name as a user does it.
#include <dlfcn.h>
#include <gtest/gtest.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;

/// What the shell prints, errors included.
std::string shell(const std::string& commands) {
  const fs::path module(SYNTH_MODULE);
  const std::string command =
      "cd '" + module.parent_path().string() + "' && printf '%s' \"" + commands + "\" | sqlite3 -batch :memory: 2>&1";
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, size);
  pclose(pipe);
  return text;
}

class Load : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("sqlite3 --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no sqlite3 shell";
    if (std::string(SYNTH_SANITIZE) != "") GTEST_SKIP() << "the shell is not built with the sanitizer";
  }
};

TEST_F(Load, FromItsBareName) {
  EXPECT_EQ(shell(".load ./synth\nSELECT count(*) FROM synth_emotion_logs;"), "50\n");
}

TEST_F(Load, TwiceDoesNoHarm) {
  EXPECT_EQ(shell(".load ./synth\n.load ./synth\nSELECT count(*) FROM synth_categories;"), "32\n");
}

// For servers: no function that opens files. Programs that cannot name an entry point load a link.
TEST_F(Load, WithoutFilesByItsOtherEntryPoint) {
  const char* ask = "SELECT count(*) FROM synth_categories; SELECT model_load('x');";
  const std::string said = shell(std::string(".load ./synth sqlite3_synthpure_init\n") + ask);
  EXPECT_TRUE(said.find("32\n") != std::string::npos && said.find("no such function: model_load") != std::string::npos)
      << said;
  const fs::path link = fs::path(SYNTH_MODULE).parent_path() / "synth_pure.so";
  fs::remove(link);
  fs::create_symlink(fs::path(SYNTH_MODULE).filename(), link);
  EXPECT_EQ(shell(std::string(".load ./synth_pure\n") + ask), said);
  fs::remove(link);
}

TEST_F(Load, ChangesNothingInTheDatabase) {
  EXPECT_EQ(shell(".load ./synth\nSELECT count(*) FROM sqlite_schema; SELECT total_changes();"), "0\n0\n");
}

TEST_F(Load, FillsATableAndLearnsFromIt) {
  EXPECT_EQ(shell(".load ./synth\n"
                  "CREATE TABLE c(name, video_id, video_title, video_category, emotion, timestamp, city, country);\n"
                  "INSERT INTO c SELECT * FROM synth_video_clicks(500, 1);\n"
                  "CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city) model FROM c;\n"
                  "SELECT typeof(model), model_predict(model, 'happy', 0) IN (SELECT video_category FROM c) FROM m;"),
            "blob|1\n");
}

TEST_F(Load, AnErrorIsASentence) {
  EXPECT_NE(shell(".load ./synth\nSELECT * FROM synth_users(0);").find("synth_users: users must be between 1 and"),
            std::string::npos);
}

// SQLite unloads the module with the last connection that has it.
TEST_F(Load, UnloadingLeaksNothing) {
#ifdef __GLIBC__
  const auto load_and_unload = [](int times) {
    for (int i = 0; i < times; ++i) {
      void* module = dlopen(SYNTH_MODULE, RTLD_NOW | RTLD_LOCAL);
      ASSERT_NE(module, nullptr) << dlerror();
      dlclose(module);
      ASSERT_EQ(dlopen(SYNTH_MODULE, RTLD_NOW | RTLD_NOLOAD), nullptr) << "it is still there";
    }
  };
  load_and_unload(3);
  const std::size_t before = mallinfo2().uordblks;
  load_and_unload(30);
  EXPECT_LT(mallinfo2().uordblks, before + 30 * 1000);
#else
  GTEST_SKIP() << "asks glibc how much memory is in use";
#endif
}

}  // namespace
