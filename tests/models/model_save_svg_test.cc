// The picture of the training history as a file.
#include "models/model_save_svg.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelSaveSvg>);

TEST(ModelSaveSvg, WritesAPictureAndReturnsItsSize) {
  TestHost host;
  const auto folder = std::filesystem::temp_directory_path() / "synth_model_save_svg_test";
  std::filesystem::remove_all(folder);
  const auto path = folder / "deep" / "history.svg";
  const std::int64_t size = std::get<Value>(call<ModelSaveSvg>(host, small_model(), path.string())).as_integer();
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(static_cast<std::int64_t>(text.str().size()), size);
  EXPECT_EQ(text.str().find("<svg"), 0U);
  EXPECT_NE(text.str().find("</svg>"), std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST(ModelSaveSvg, OfNullWritesNothing) {
  TestHost host;
  const auto path = std::filesystem::temp_directory_path() / "synth_no_picture.svg";
  EXPECT_TRUE(is_null(call<ModelSaveSvg>(host, nullptr, path.string())));
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace synth::models
