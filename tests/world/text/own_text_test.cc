#include "world/text/own_text.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/error.h"
#include "math/rng.h"
#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"
#include "world/synth_videos.h"

namespace synth::world {
namespace {

using namespace testing;

std::string text_of(const OwnText& text, std::uint64_t word) {
  char out[1000];
  const std::size_t length = text.write(word, out);
  EXPECT_EQ(out[length], '\0');
  return std::string(out, length);
}

std::string refusal(const std::vector<std::string>& patterns, const WordLists& lists) {
  try {
    OwnText(patterns, lists, "titles", 20);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

// Patterns are equally likely, and so are the texts of each gap, independently of each other.
TEST(OwnText, EveryTextIsAsLikelyAsItsChoicesSay) {
  WorldSpec spec;
  spec.words = {{"a", {"1", "2", "3"}}, {"b", {"x", "y"}}, {"unused", {"z"}}};
  const WordLists lists = word_lists(spec);
  const OwnText text({"{a}-{b}", "{b}{b}!", "plain } text"}, lists, "titles", 255);
  std::map<std::string, double> expected, counts;
  constexpr int kDraws = 60000;
  for (const char* a : {"1", "2", "3"})
    for (const char* b : {"x", "y"}) expected[std::string(a) + "-" + b] = kDraws / 18.0;
  for (const char* texts : {"xx!", "xy!", "yx!", "yy!"}) expected[texts] = kDraws / 12.0;
  expected["plain } text"] = kDraws / 3.0;
  const Key key = key_for(3, 1);
  for (std::uint64_t i = 0; i < kDraws; ++i) counts[text_of(text, word_for(key, i))] += 1;
  std::vector<double> found, law;
  for (const auto& [each, count] : counts) {
    ASSERT_TRUE(expected.contains(each)) << each;
    found.push_back(count);
    law.push_back(expected[each]);
  }
  ASSERT_EQ(found.size(), expected.size());
  EXPECT_LT(ChiSquare(found, law).sigmas(), 4);
}

TEST(OwnText, WrongPatternsAreNamed) {
  WorldSpec spec;
  spec.words = {{"song", {"ten bytes!"}}, {"singer", {"A"}}};
  const WordLists lists = word_lists(spec);
  EXPECT_EQ(refusal({"{song}"}, lists), "accepted");
  EXPECT_EQ(refusal({"ok", "{song"}, lists), "titles[1] has a { without its }: what stands in braces names a list");
  EXPECT_EQ(refusal({"{sonng}"}, lists), "titles[0]: unknown list of $.words 'sonng'; did you mean 'song'?");
  EXPECT_EQ(refusal({"{}"}, {}), "titles[0]: what stands in braces names a list of $.words, which has none");
  EXPECT_EQ(refusal({"{song}{song}"}, lists), "accepted");
  EXPECT_EQ(refusal({"{song}{song}."}, lists), "titles[0] can become 21 bytes long, more than 20");
}

// Through the tables.
TEST(OwnText, TitlesAndInputsOfADocument) {
  constexpr std::string_view kDocument = R"({
      "words": {"who": ["Ann", "Bo's \"band\"", "%n\\"], "what": ["song", "dance", "Ödland"]},
      "categories": {"10": {"titles": ["{who}: {what}", "{what} {what}"]}},
      "emotions": {"happy": {"inputs": ["so happy about {who}!"]}}})";
  using Logs = SynthEmotionLogs;
  Reader<Logs> logs({{Logs::kN, integer(2000)}, {Logs::kUntil, integer(kUntil)}}, kDocument);
  Reader<Logs> before({{Logs::kN, integer(2000)}, {Logs::kUntil, integer(kUntil)}});
  std::map<std::string, int> texts;
  for (std::uint64_t i = 0; i < logs.size(); ++i) {
    ASSERT_EQ(logs.text(i, Logs::kEmotion), before.text(i, Logs::kEmotion));
    if (logs.text(i, Logs::kEmotion) == "happy")
      texts[logs.text(i, Logs::kInput)] += 1;
    else
      ASSERT_EQ(logs.text(i, Logs::kInput), before.text(i, Logs::kInput));
  }
  EXPECT_EQ(texts.size(), 3U);
  EXPECT_GT(texts["so happy about Bo's \"band\"!"], 100);
  Reader<SynthVideos> videos({{SynthVideos::kVideos, integer(1500)}}, kDocument);
  Reader<SynthVideos> others({{SynthVideos::kVideos, integer(1500)}});
  std::map<std::string, int> titles;
  std::map<std::string, std::string> title_of;
  for (std::uint64_t i = 0; i < videos.size(); ++i) {
    const std::string title = videos.text(i, SynthVideos::kVideoTitle);
    title_of[videos.text(i, SynthVideos::kVideoId)] = title;
    if (videos.text(i, SynthVideos::kVideoCategory) == "10")
      titles[title] += 1;
    else
      ASSERT_EQ(title, others.text(i, SynthVideos::kVideoTitle));
  }
  EXPECT_EQ(titles.size(), 9U + 9U);
  EXPECT_GT(titles["%n\\: Ödland"], 0);
  using Clicks = SynthVideoClicks;
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(500)}, {Clicks::kVideos, integer(1500)}, {Clicks::kUntil, integer(kUntil)}}, kDocument);
  for (std::uint64_t i = 0; i < clicks.size(); ++i)
    ASSERT_EQ(clicks.text(i, Clicks::kVideoTitle), title_of[clicks.text(i, Clicks::kVideoId)]);
}

}  // namespace
}  // namespace synth::world
