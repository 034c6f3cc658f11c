// A model as a file, whole or not at all.
#include "fn/model_save.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "fn/model_load.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::fn {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelSave>);

TEST(ModelSave, WhatIsSavedComesBack) {
  TestHost host;
  const auto folder = std::filesystem::temp_directory_path() / "synth_model_save_test";
  std::filesystem::remove_all(folder);
  const std::string path = (folder / "a" / "b.model").string();
  EXPECT_EQ(std::get<Value>(call<ModelSave>(host, small_model(), path)).as_integer(),
            static_cast<std::int64_t>(small_model().bytes.size()));
  EXPECT_EQ(std::get<Blob>(call<ModelLoad>(host, path)).bytes, small_model().bytes);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "a"), {}), 1) << "something is left beside it";
  EXPECT_NE(error_of([&] { call<ModelSave>(host, small_model(), folder.string()); }).find("it is a folder"),
            std::string::npos);
  EXPECT_EQ(error_of([&] { call<ModelSave>(host, small_model(), std::string("a\0b", 3)); }),
            "path must hold no NUL byte");
  std::filesystem::remove_all(folder);
}

TEST(ModelSave, ADamagedModelIsNotWritten) {
  TestHost host;
  Blob damaged{small_model().bytes};
  damaged.bytes[100] = static_cast<char>(damaged.bytes[100] ^ 4);
  const auto path = std::filesystem::temp_directory_path() / "synth_damaged.model";
  EXPECT_NE(error_of([&] { call<ModelSave>(host, damaged, path.string()); }).find("model is damaged"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace synth::fn
