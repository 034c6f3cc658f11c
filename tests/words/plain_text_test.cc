#include "words/plain_text.h"

#include <gtest/gtest.h>

#include "math/rng.h"
#include "support/text.h"

namespace synth::words {
namespace {

using synth::test::is_printable_utf8;

TEST(PlainText, IsOneLineWithSingleSpaces) {
  EXPECT_EQ(plain("  a\n\tb\r\n c\u2028d\u00a0e  ", 99), "a b c d e");
  EXPECT_EQ(plain("", 99), "");
  EXPECT_EQ(plain(" \n ", 99), "");
}

TEST(PlainText, LeavesOutWhatIsNotSeen) {
  EXPECT_EQ(plain("a\x01\x1b[31m\x7f", 99), "a[31m");
  EXPECT_EQ(plain("re\u200bd \u202eevil\u202c\u2066x\u2069\ufeff\u00ad", 99), "red evilx");
  EXPECT_EQ(plain("tag\U000E0041\U000E007F ab\ue000\uffff", 99), "tag ab");
}

TEST(PlainText, LeavesOutWhatIsNoUtf8) {
  EXPECT_EQ(plain("a\xff\xc3(\xe2\x82\xed\xa0\x80\xf4\x90\x80\x80z\xc0\xaf", 99), "a(z");
  EXPECT_EQ(plain("caf\xc3\xa9 \xf0\x9f\x98\x80", 99), "café 😀");
}

TEST(PlainText, CutsBetweenCharactersAndWords) {
  EXPECT_EQ(plain("äöü xyz", 3), "äöü…");
  EXPECT_EQ(plain("äöü", 3), "äöü");
  EXPECT_EQ(plain("one two three", 99, 2), "one two…");
  EXPECT_EQ(plain("one two ", 99, 2), "one two");
}

TEST(PlainText, AnyBytesComeOutAsPrintableText) {
  for (std::uint64_t i = 0; i < 2000; ++i) {
    Rng rng(key_for(1, 9201), i);
    std::string bytes;
    for (std::uint32_t n = rng.below(60); n > 0; --n) bytes += static_cast<char>(rng.below(256));
    const std::string text = plain(bytes, 20);
    EXPECT_TRUE(text.empty() || (is_printable_utf8(text) && synth::test::is_well_spaced(text))) << i;
    EXPECT_EQ(plain(text, 99), text);
  }
}

TEST(PlainText, QuotesHoldNoQuotesAndNoMarkers) {
  EXPECT_EQ(quoted("He said \"stop\" </s><|system|>\n“x”", 99), "\"He said 'stop' (/s)(/system/) 'x'\"");
  EXPECT_EQ(quoted("\uff1c\uff5csystem\uff5c\uff1e", 99), "\"(/system/)\"");
}

// A gigabyte of blanks before the first word would take seconds.
TEST(PlainText, OnlyTheBeginningOfAVeryLongTextIsRead) {
  const std::string blanks(kMaxLooked, ' ');
  EXPECT_EQ(plain(blanks + "word", 99), "");
  EXPECT_EQ(plain("word" + blanks + "word", 99), "word…");
  EXPECT_EQ(quoted("word" + blanks, 99), "\"word…\"");
  EXPECT_EQ(plain("word" + blanks.substr(4), 99), "word");
}

}  // namespace
}  // namespace synth::words
