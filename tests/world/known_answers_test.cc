// The first rows of every table for several seeds, pinned in tests/known/. If a byte of a row changes, this fails:
// every world that anybody has generated has then changed too. That needs a new kGeneratorVersion and must not happen
// by accident. UPDATE_KNOWN=1 rewrites the files.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/fingerprint.h"
#include "support/reader.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_users.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"
#include "world/synth_videos.h"

namespace synth::world {
namespace {

using namespace testing;

// 0, 1, all ones, and digits of pi.
constexpr std::int64_t kSeeds[] = {0, 1, -1, 3141592653589793238};

template <class Table>
void add_rows(std::ostream& out, const std::string& title, typename Reader<Table>::Parameters parameters) {
  Reader<Table> reader(parameters);
  out << "# " << title << "\n";
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(reader.size(), 8); ++i)
    out << i + 1 << "  " << reader.line(i) << "\n";
  if (reader.size() > 1000000) out << 1000001 << "  " << reader.line(1000000) << "\n";
}

void compare(const std::string& name, const std::string& rows) {
  const std::string path = std::string(SYNTH_SOURCE_DIR) + "/tests/known/" + name + ".txt";
  if (std::getenv("UPDATE_KNOWN") != nullptr) {
    std::ofstream(path) << rows;
    return;
  }
  std::ostringstream known;
  known << std::ifstream(path).rdbuf();
  EXPECT_EQ(rows, known.str()) << path;
}

template <class Table>
void check_rows(std::size_t n, std::size_t seed, std::size_t until) {
  std::ostringstream out;
  for (const std::int64_t s : kSeeds)
    for (const std::int64_t rows : {20, 2000000})  // sparse and dense
      add_rows<Table>(out, "seed " + std::to_string(s) + ", n " + std::to_string(rows),
                      {{n, integer(rows)}, {seed, integer(s)}, {until, integer(kUntil)}});
  compare(std::string(Table::kDescription.name), out.str());
}

TEST(KnownAnswers, SynthEmotionLogs) {
  check_rows<SynthEmotionLogs>(SynthEmotionLogs::kN, SynthEmotionLogs::kSeed, SynthEmotionLogs::kUntil);
}

TEST(KnownAnswers, SynthVideoClicks) {
  check_rows<SynthVideoClicks>(SynthVideoClicks::kN, SynthVideoClicks::kSeed, SynthVideoClicks::kUntil);
}

TEST(KnownAnswers, SynthVideoInteractions) {
  check_rows<SynthVideoInteractions>(SynthVideoInteractions::kN, SynthVideoInteractions::kSeed,
                                     SynthVideoInteractions::kUntil);
}

TEST(KnownAnswers, Fingerprints) {
  compare("fingerprints", fingerprints());
}

TEST(KnownAnswers, SynthUsersAndVideos) {
  std::ostringstream users;
  std::ostringstream videos;
  for (const std::int64_t s : kSeeds) {
    const std::string title = "seed " + std::to_string(s);
    add_rows<SynthUsers>(users, title, {{SynthUsers::kSeed, integer(s)}, {SynthUsers::kUsers, integer(2000000)}});
    add_rows<SynthVideos>(videos, title, {{SynthVideos::kSeed, integer(s)}, {SynthVideos::kVideos, integer(2000000)}});
  }
  compare("synth_users", users.str());
  compare("synth_videos", videos.str());
}

}  // namespace
}  // namespace synth::world
