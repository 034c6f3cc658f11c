// A file that is not a model is refused by name. (model_save_test.cc tests that a saved model comes back.)
#include "models/model_load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelLoad>);

TEST(ModelLoad, NamesThePathOfAFileThatIsNotAModel) {
  TestHost host;
  const auto folder = std::filesystem::temp_directory_path() / "synth_model_load_test";
  std::filesystem::create_directories(folder);
  const std::string missing = (folder / "missing").string(), other = (folder / "other").string();
  std::ofstream(other) << "no model";
  EXPECT_NE(error_of([&] { call<ModelLoad>(host, folder.string()); }).find("it is a folder"), std::string::npos);
  EXPECT_NE(error_of([&] { call<ModelLoad>(host, missing); }).find(missing), std::string::npos);
  EXPECT_NE(error_of([&] { call<ModelLoad>(host, other); }).find("the model in '" + other + "' is"), std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST(ModelLoad, OfNullIsNull) {
  TestHost host;
  EXPECT_TRUE(is_null(call<ModelLoad>(host, nullptr)));
}

}  // namespace
}  // namespace synth::models
