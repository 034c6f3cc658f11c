#include "core/error.h"

#include <gtest/gtest.h>

namespace synth {
namespace {

using namespace std::string_literals;

TEST(Error, SaysItsWholeSentence) {
  EXPECT_STREQ(Error("unknown emotion 'a\0b'; known are 'happy'"s).what(),
               "unknown emotion 'a\uFFFDb'; known are 'happy'");
}

TEST(Error, IsUtf8WhateverCame) {
  EXPECT_EQ(legible("Zoë 😀 \n\t"), "Zoë 😀 \n\t");
  EXPECT_EQ(legible("\xFF"), "\uFFFD");
  EXPECT_EQ(legible("a\xC3"), "a\uFFFD") << "cut short";
  EXPECT_EQ(legible("\xC0\xAF"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(legible("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
  EXPECT_EQ(legible("\x1B[2J\x7F"), "\uFFFD[2J\uFFFD") << "what a terminal would obey";
}

}  // namespace
}  // namespace synth
