// ext/bind/row_reader, ext/bind/lendable_rows: rows read ahead, and texts that outlive them.
#include "bind/row_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/reader.h"

namespace synth::testing {
namespace {

constexpr Column kColumns[] = {{"words", "TEXT", "of the row"}, {"everywhere", "TEXT", "the same in all rows"}};

// Rows whose text is their number.
class Numbered {
 public:
  static constexpr Description kDescription = {
      .name = "numbered", .meaning = "", .arguments = {}, .columns = kColumns, .example = ""};
  struct Row {
    char words[24];
    std::size_t length;
  };
  struct Memo {};

  Numbered(const Arguments&, Host&) {}

  std::uint64_t size() const noexcept { return 100000; }
  void fill(const Block& block, ColumnSet, Memo&, std::span<Row> rows) const noexcept {
    most_at_once = std::max(most_at_once, rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const std::string words = "row " + std::to_string(block[k]);
      rows[k].length = words.size();
      std::memcpy(rows[k].words, words.c_str(), words.size() + 1);
    }
  }
  Value column(const Row& row, std::size_t column) const noexcept {
    return column == 0 ? Value::text({row.words, row.length}, Value::Lifetime::kRow)
                       : Value::text(text_of_the_table, Value::Lifetime::kRow);
  }

  std::string text_of_the_table = "of the table";
  mutable std::size_t most_at_once = 0;
};
static_assert(FillsBlocks<Numbered>);

class RowReaderTest : public ::testing::Test {
 protected:
  std::string_view words(std::uint64_t i, std::uint64_t step = 1) {
    return table_.column(reader_->at(table_, i, step, 100000, ColumnSet::all()), 0).as_bytes();
  }

  TestHost host_;
  Numbered table_{Arguments({}, {}), host_};
  std::unique_ptr<RowReader<Numbered>> reader_ = std::make_unique<RowReader<Numbered>>();
};

TEST_F(RowReaderTest, ReadsFurtherAheadTheLongerItReadsOn) {
  words(5);
  EXPECT_EQ(table_.most_at_once, 1U);
  for (std::uint64_t i = 6; i < 10; ++i) words(i);
  EXPECT_EQ(table_.most_at_once, 4U);
  for (std::uint64_t i = 10; i < 2000; ++i) ASSERT_EQ(words(i), "row " + std::to_string(i));
  EXPECT_EQ(table_.most_at_once, kMaxOfBlock);
  for (std::uint64_t i = 1999; i > 100; --i) ASSERT_EQ(words(i, ~std::uint64_t{0}), "row " + std::to_string(i));
}

TEST_F(RowReaderTest, LendsTheTextsOfRowsThatWereReadOn) {
  EXPECT_FALSE(reader_->lend(words(0).data())) << "one row alone goes by";
  std::size_t lent = 0;
  for (std::uint64_t i = 1; i < 3000; ++i) {
    const std::string_view text = words(i);
    const auto& row = reader_->at(table_, i, 1, 3000, ColumnSet::all());
    EXPECT_FALSE(reader_->lend(table_.column(row, 1).as_bytes().data())) << "not the row's";
    if (!reader_->lend(text.data())) continue;
    ++lent;
    RowReader<Numbered>::give_back(const_cast<char*>(text.data()));
  }
  EXPECT_GT(lent, 2900U);
}

TEST_F(RowReaderTest, ALentTextStaysWhereItIsWhateverIsReadNext) {
  std::vector<std::string_view> held;
  std::vector<std::string> wanted;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const std::string_view text = words(i);
    if (i % 7 != 0 || !reader_->lend(text.data())) continue;
    held.push_back(text);
    wanted.emplace_back(text);
    if (i % 14 == 0) continue;
    RowReader<Numbered>::give_back(const_cast<char*>(held.back().data()));
    held.pop_back();
    wanted.pop_back();
  }
  ASSERT_GT(held.size(), 200U);
  reader_->restart();
  for (std::uint64_t i = 7000; i < 7500; ++i) words(i);
  reader_.reset();
  for (std::size_t k = 0; k < held.size(); ++k) EXPECT_EQ(held[k], wanted[k]);
  for (const std::string_view text : held) RowReader<Numbered>::give_back(const_cast<char*>(text.data()));
}

}  // namespace
}  // namespace synth::testing
