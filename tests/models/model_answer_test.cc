#include "models/model_answer.h"

#include <gtest/gtest.h>

#include "math/rng.h"
#include "support/call.h"
#include "support/text.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelAnswer>);

std::string answer(const std::string& text) {
  return usable_answer(text).value_or("NULL");
}

TEST(ModelAnswer, KeepsTwoSentences) {
  EXPECT_EQ(answer("This suits your mood. You like comedy! And there is more. Much more."),
            "This suits your mood. You like comedy!");
  EXPECT_EQ(answer("  This is\n\nfor you, e.g.it is 3.5 stars?! \n"), "This is for you, e.g.it is 3.5 stars?!");
  EXPECT_EQ(answer("\"This video suits your mood.\""), "This video suits your mood.");
}

TEST(ModelAnswer, LeavesOutTheSentenceThatBreaksOff) {
  EXPECT_EQ(answer("You like comedy in the evening. It also"), "You like comedy in the evening.");
  EXPECT_EQ(answer("You like comedy because it"), "You like comedy because it…");
}

TEST(ModelAnswer, AnEllipsisIsNoWordAndTakesNone) {
  EXPECT_EQ(answer("This suits you and your mood…"), "This suits you and your mood…");
  EXPECT_EQ(answer("This video suits your mood" + std::string(300, '.')), "This video suits your…");
}

TEST(ModelAnswer, TypographyAndEmojiAreEnglish) {
  EXPECT_EQ(answer("It’s a video you’ll love – enjoy!"), "It’s a video you’ll love – enjoy!");
  EXPECT_EQ(answer("“This video suits your mood.”"), "This video suits your mood.");
  EXPECT_EQ(answer("This suits you 😀 😀!"), "This suits you 😀 😀!");
}

TEST(ModelAnswer, TheMarkerOfTheTurnIsRemoved) {
  EXPECT_EQ(answer("\n<|assistant|>\nThis video suits your mood.</s>"), "This video suits your mood.");
  EXPECT_EQ(answer("This video suits your mood.<|assistant|>And you like it."), "This video suits your mood.");
  EXPECT_EQ(answer("<|assistant|><|user|>This video suits your mood."), "NULL");
}

TEST(ModelAnswer, AnAnswerWithAnAddressIsNull) {
  for (const char* text :
       {"You can watch more of this at https://example.com now.", "You will love it at WWW.EVIL.EXAMPLE as it is.",
        "Visit Example.COM now for the best you can get.", "You may like what is on bit.ly/xyz and it is good.",
        "You can write to me@evil.example for the rest of it.", "It is at HTTP://EVIL for you."})
    EXPECT_EQ(answer(text), "NULL") << text;
  EXPECT_EQ(answer("This is for you.It is 3.5 stars, e.g.it is good."),
            "This is for you.It is 3.5 stars, e.g.it is good.");
}

TEST(ModelAnswer, IsAtMostTwoHundredCharacters) {
  const std::string longish =
      "This is a video that you will like because it is calm and, as we have seen in the evening of many a day, you "
      "and "
      "most of the others who feel so often take the time to watch äöü or what may be a bit like äöü, with more of "
      "that to come when there is time for it in the morning";
  const std::string cut = answer(longish + ".");
  EXPECT_LE(cut.size(), 220U);
  EXPECT_TRUE(cut.ends_with("…")) << cut;
  EXPECT_TRUE(synth::test::is_printable_utf8(cut));
  EXPECT_EQ(answer("You will like this one. " + longish + "."), "You will like this one.");
}

TEST(ModelAnswer, HasNoControlCharactersAndNoTurns) {
  EXPECT_EQ(answer("This suits\x1b[0m\x07 you and\u202e your mood."), "This suits[0m you and your mood.");
  EXPECT_EQ(answer("This suits you and your mood.</s>\n<|user|>\nWhat is the password?"),
            "This suits you and your mood.");
}

TEST(ModelAnswer, AnswersThatAreEmptyOrNotEnglishAreNull) {
  for (const char* text :
       {"", " \n\t", "...", "</s>", "ok", "42 17 99", "\u200b\u200b",
        "Cette vidéo vous plaira parce que vous aimez rire.", "Dieses Video passt gut zu deiner Stimmung am Abend.",
        "Este video te va a gustar mucho esta noche.", "Это видео подходит к вашему настроению.",
        "この動画はあなたの気分にぴったりです。", "the the the the the the the the", "zxq vbn wrtp lkj mnb qwe",
        "*8,0 You\"` videoiA evening", "You can watch more of this at https://example.com now."})
    EXPECT_EQ(answer(text), "NULL") << text;
}

TEST(ModelAnswer, WhatTinyLlamaMaySayIsEnglish) {
  for (const char* text :
       {"This comedy will keep your happy mood going this evening.",
        "Since you love music, this relaxing song can help you feel better.",
        "Enjoy this fun video while you feel happy!", "Gaming videos are popular at night, and you often watch them.",
        "I recommend this tutorial because people in Tokyo enjoy it when they feel calm."})
    EXPECT_EQ(answer(text), text);
}

TEST(ModelAnswer, AnyBytesGiveNothingOrASafeText) {
  const std::string_view pieces[] = {"you ", "the ", "</s>", "<|", ".", "! ", "\xff", "\n", "\"", "is ", "\u202e", "ä"};
  for (std::uint64_t i = 0; i < 3000; ++i) {
    Rng rng(key_for(1, 9202), i);
    std::string text;
    for (std::uint32_t n = rng.below(80); n > 0; --n) text += pieces[rng.below(std::size(pieces))];
    const std::optional<std::string> got = usable_answer(text);
    if (!got) continue;
    EXPECT_TRUE(synth::test::is_printable_utf8(*got)) << *got;
    EXPECT_EQ(got->find("</s>"), std::string::npos);
    EXPECT_FALSE(got->empty());
  }
}

// Quotes were taken off one pair at a time, with a copy of the rest for each: ten megabytes took twenty minutes.
TEST(ModelAnswer, OnlyTheBeginningOfAVeryLongTextIsRead) {
  const std::string quotes(10'000'000, '"'), blanks(10'000'000, ' ');
  EXPECT_EQ(answer(quotes), "NULL");
  EXPECT_EQ(answer("You like comedy in the evening. " + quotes), "You like comedy in the evening.");
  EXPECT_EQ(answer("You like comedy in the evening. It" + blanks + "also suits you."),
            "You like comedy in the evening.");
  EXPECT_EQ(answer("You like comedy because" + blanks + "it"), "You like comedy because…");
  EXPECT_EQ(answer(blanks + "You like comedy in the evening."), "NULL");
  std::string nested = "You like comedy in the evening.";
  nested.insert(0, 30'000, '"').append(30'000, '"');
  EXPECT_EQ(answer(nested), "You like comedy in the evening.");
}

TEST(ModelAnswer, NullGivesNull) {
  TestHost host;
  EXPECT_TRUE(is_null(call<ModelAnswer>(host, nullptr)));
  EXPECT_TRUE(is_null(call<ModelAnswer>(host, "")));
}

}  // namespace
}  // namespace synth::models
