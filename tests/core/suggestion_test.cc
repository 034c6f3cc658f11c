#include "core/suggestion.h"

#include <gtest/gtest.h>

namespace synth {
namespace {

constexpr std::string_view kKnown[] = {"epochs", "hidden", "patience", "learning_rate"};

TEST(Nearest, FindsTyposAndSwappedLetters) {
  EXPECT_EQ(suggestion("epochs", kKnown), "epochs");
  EXPECT_EQ(suggestion("epoch", kKnown), "epochs");
  EXPECT_EQ(suggestion("HIDEN", kKnown), "hidden");
  EXPECT_EQ(suggestion("patiecne", kKnown), "patience");
  EXPECT_EQ(suggestion("learningrate", kKnown), "learning_rate");
}

TEST(Nearest, FindsNothingForAnotherWord) {
  EXPECT_EQ(suggestion("banana", kKnown), "");
  constexpr std::string_view kNumbers[] = {"1", "10", "24"};
  EXPECT_EQ(suggestion("30", kNumbers), "") << "10 looks like it and is something else";
}

TEST(Nearest, TheSentenceSuggestsOrListsWhatIsKnown) {
  EXPECT_EQ(unknown_name("option", "epoch", kKnown), "unknown option 'epoch'; did you mean 'epochs'?");
  EXPECT_EQ(unknown_name("option", "banana", kKnown),
            "unknown option 'banana'; known are 'epochs', 'hidden', 'patience', 'learning_rate'");
}

}  // namespace
}  // namespace synth
