// A model as a file, whole or not at all.
#include "models/model_save.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "models/model_load.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;
namespace fs = std::filesystem;

static_assert(IsScalar<ModelSave>);

class ModelSaveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("synth_model_save_test-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string in_folder(const char* name) const { return (folder_ / name).string(); }
  void save(const std::string& path) { call<ModelSave>(host_, small_model(), path); }
  bool is_saved(const std::string& path) {
    return std::get<Blob>(call<ModelLoad>(host_, path)).bytes == small_model().bytes;
  }
  void refuses(const std::string& path, const std::string& why) {
    EXPECT_EQ(error_of([&] { save(path); }), "path '" + path + "' cannot be written: " + why);
  }
  auto files_in(const fs::path& folder) const { return std::distance(fs::directory_iterator(folder), {}); }

  fs::path folder_;
  TestHost host_;
};

TEST_F(ModelSaveTest, WhatIsSavedComesBack) {
  const std::string path = in_folder("a/b.model");
  EXPECT_EQ(std::get<Value>(call<ModelSave>(host_, small_model(), path)).as_integer(),
            static_cast<std::int64_t>(small_model().bytes.size()));
  EXPECT_TRUE(is_saved(path));
  EXPECT_EQ(files_in(folder_ / "a"), 1) << "something is left beside it";
}

TEST_F(ModelSaveTest, ADamagedModelIsNotWritten) {
  Blob damaged{small_model().bytes};
  damaged.bytes[100] = static_cast<char>(damaged.bytes[100] ^ 4);
  EXPECT_NE(error_of([&] { call<ModelSave>(host_, damaged, in_folder("x")); }).find("model is damaged"),
            std::string::npos);
  EXPECT_FALSE(fs::exists(in_folder("x")));
}

TEST_F(ModelSaveTest, RefusesAPathThatIsNotAFile) {
  refuses(folder_.string(), "it is a folder");
  refuses(in_folder("new/"), "it is a folder");
  fs::create_directory_symlink(folder_, in_folder("link"));
  refuses(in_folder("link"), "it is a folder");
  ASSERT_EQ(mkfifo(in_folder("pipe").c_str(), 0600), 0);
  refuses(in_folder("pipe"), "it is not a regular file");
  EXPECT_EQ(error_of([&] { call<ModelLoad>(host_, in_folder("pipe")); }),
            "path '" + in_folder("pipe") + "' cannot be read: it is not a regular file");
  refuses("/dev/null", "it is not a regular file");
  std::ofstream(in_folder("file")) << "x";
  EXPECT_NE(error_of([&] { save(in_folder("file/b")); }).find("its folder cannot be made"), std::string::npos);
  refuses(in_folder(std::string(300, 'x').c_str()), "File name too long");
  EXPECT_EQ(error_of([&] { save(std::string("a\0b", 3)); }), "path must not contain a NUL byte");
  EXPECT_EQ(error_of([&] { save(""); }), "path must be the path of a file, not ''");
}

TEST_F(ModelSaveTest, ReplacesALinkAndLeavesWhatItPointsTo) {
  std::ofstream(in_folder("precious")) << "kept";
  fs::create_symlink("precious", in_folder("link"));
  save(in_folder("link"));
  EXPECT_FALSE(fs::is_symlink(in_folder("link")));
  EXPECT_EQ(fs::file_size(in_folder("precious")), 4U);
  fs::create_symlink("link", in_folder("to_read"));
  EXPECT_TRUE(is_saved(in_folder("to_read"))) << "reading follows links";
}

// A file that a killed process left, or that somebody put there.
TEST_F(ModelSaveTest, NeverWritesIntoAnExistingFile) {
  std::ofstream(in_folder("precious")) << "kept";
  const std::string start = in_folder("m") + ".new-" + std::to_string(getpid()) + "-";
  for (int i = 1; i < 60; ++i) fs::create_symlink("precious", start + std::to_string(i));
  const auto before = files_in(folder_);
  save(in_folder("m"));
  EXPECT_TRUE(is_saved(in_folder("m")));
  EXPECT_EQ(files_in(folder_), before + 1);
  EXPECT_EQ(fs::file_size(in_folder("precious")), 4U);
}

TEST_F(ModelSaveTest, ManyThreadsWriteOnePathAndReadersSeeItWhole) {
  const std::string path = in_folder("m");
  save(path);
  std::atomic<int> bad = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      TestHost host;
      for (int i = 0; i < 25; ++i) try {
          if (t % 2 == 0) call<ModelSave>(host, small_model(), path);
          if (std::get<Blob>(call<ModelLoad>(host, path)).bytes != small_model().bytes) ++bad;
        } catch (const Error& error) {
          ADD_FAILURE() << error.what();
        }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(bad, 0);
  EXPECT_EQ(files_in(folder_), 1);
}

}  // namespace
}  // namespace synth::models
