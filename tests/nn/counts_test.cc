// Counts of rows: merged in any way and taken apart again they are those of the rows.
#include "nn/counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "math/rng.h"
#include "support/call.h"

namespace synth::nn {
namespace {

using synth::testing::error_of;

struct Row {
  std::string label, emotion;
  std::int64_t time = 0;
  std::optional<std::string> name, city;
};

Row random_row(Rng& rng) {
  Row row{"l" + std::to_string(rng.below(5)),
          "e" + std::to_string(rng.below(3)),
          900 * std::int64_t{rng.below(40)},
          {},
          {}};
  if (rng.below(4) > 0) row.name = "p" + std::to_string(rng.below(6));
  if (rng.below(3) > 0) row.city = "c" + std::to_string(rng.below(4));
  return row;
}

Counts counted(const std::vector<Row>& rows) {
  Collector collector;
  for (const Row& row : rows) {
    const std::string who = row.name.value_or(""), where = row.city.value_or("");
    const std::string_view name = who, city = where;
    collector.add(row.label, row.emotion, row.time + 17, row.name ? &name : nullptr, row.city ? &city : nullptr);
  }
  return Counts(collector, {});
}

std::string bytes_of(const std::vector<Row>& rows) {
  return counted(rows).to_bytes({});
}

std::vector<Row> some_rows(std::size_t count, std::uint64_t seed) {
  Rng rng(key_for(seed, 79), 0);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back(random_row(rng));
  return rows;
}

// Ten thousand ways to split rows, merge the parts in some order, and take one of them away again.
TEST(Counts, SplitsMergesAndSubtractionsLeaveNoTrace) {
  Rng rng(key_for(1, 80), 0);
  for (int round = 0; round < 10'000; ++round) {
    std::vector<std::vector<Row>> parts(1 + rng.below(4));
    std::vector<Row> rows;
    for (std::uint32_t i = rng.below(25); i > 0; --i) {
      rows.push_back(random_row(rng));
      parts[rng.below(static_cast<std::uint32_t>(parts.size()))].push_back(rows.back());
    }
    Counts sum;
    for (const auto& part : parts)
      sum = rng.below(2) == 0 ? Counts::sum(sum, counted(part), {}) : Counts::sum(counted(part), sum, {});
    ASSERT_EQ(sum.to_bytes({}), bytes_of(rows)) << round;
    ASSERT_EQ(sum.rows(), rows.size());
    const Counts back = Counts::from_bytes(sum.to_bytes({}), {});
    ASSERT_EQ(back.to_bytes({}), sum.to_bytes({})) << round;
    std::vector<Row> others;
    for (std::size_t i = 1; i < parts.size(); ++i) others.insert(others.end(), parts[i].begin(), parts[i].end());
    ASSERT_EQ(Counts::difference(back, counted(parts[0]), {}).to_bytes({}), bytes_of(others)) << round;
  }
}

TEST(Counts, WhatIsNotThereCannotBeTakenAway) {
  const std::vector<Row> rows = some_rows(20, 3);
  const char* const refusal = "b must be rows of a, and there are rows in b that a does not have, or has less often";
  std::vector<Row> more = rows;
  more.push_back(rows[4]);
  EXPECT_EQ(error_of([&] { Counts::difference(counted(rows), counted(more), {}); }), refusal);
  EXPECT_EQ(error_of([&] { Counts::difference(counted({}), counted(rows), {}); }), refusal);
  Row moved = rows[4];
  moved.time += 900'000;
  EXPECT_EQ(error_of([&] { Counts::difference(counted(rows), counted({moved}), {}); }), refusal);
  EXPECT_EQ(Counts::difference(counted(more), counted({rows[4]}), {}).to_bytes({}), bytes_of(rows));
  EXPECT_EQ(Counts::difference(counted(rows), counted(rows), {}).to_bytes({}), bytes_of({}));
}

TEST(Counts, WithoutAPersonTheyAreThoseOfTheOthers) {
  std::vector<Row> rows = some_rows(60, 4);
  rows.push_back({"only hers", "e1", 0, "p2", "her town"});
  const Counts all = counted(rows);
  std::erase_if(rows, [](const Row& row) { return row.name == "p2"; });
  EXPECT_EQ(all.without_person(all.people().find("p2"), {}).to_bytes({}), bytes_of(rows));
}

// Where a person, a moment, a city, an emotion and a category do not fit one number of 64 bits, they are sorted
// otherwise.
TEST(Counts, TextsAndTimesOfEverySizeAreSorted) {
  std::vector<Row> rows = some_rows(3000, 5);
  rows[0].time = -62'000'000'000;
  rows[1].time = 250'000'000'000;
  Collector collector;
  for (std::size_t i = 0; i < 70'000; ++i) {
    const std::string name = "p" + std::to_string(i), city = "c" + std::to_string(i % 60'000);
    const std::string_view who = name, where = city;
    collector.add("l" + std::to_string(i % 1000), "e" + std::to_string(i % 999),
                  i == 0 ? -62'000'000'000 : 900 * static_cast<std::int64_t>(i), &who, &where);
  }
  const Counts many(collector, {}), all = Counts::sum(many, counted(rows), {});
  EXPECT_EQ(Counts::difference(all, many, {}).to_bytes({}), bytes_of(rows));
  EXPECT_TRUE(std::is_sorted(many.distinct().begin(), many.distinct().end(),
                             [](const auto& a, const auto& b) { return a.row < b.row; }));
}

TEST(Counts, ManyRowsTakeFewBytes) {
  Collector collector;
  Rng rng(key_for(6, 80), 0);
  constexpr int kRows = 100'000;
  for (int i = 0; i < kRows; ++i) {
    const std::string name = "person " + std::to_string(rng.below(100));
    const std::string_view who = name, where = "Paris";
    collector.add(std::to_string(rng.below(15)), "e" + std::to_string(rng.below(7)),
                  900 * std::int64_t{rng.below(9600)}, &who, &where);
  }
  EXPECT_LT(Counts(collector, {}).to_bytes({}).size(), 2.5 * kRows);
}

std::string repaired(std::string bytes) {
  const std::uint64_t sum = hash_bytes(std::string_view(bytes).substr(0, bytes.size() - 8), Counts::kChecksumSeed);
  for (std::size_t i = 0; i < 8; ++i) bytes[bytes.size() - 8 + i] = static_cast<char>(sum >> (8 * i) & 0xFF);
  return bytes;
}

TEST(Counts, EveryTruncationAndFlippedBitIsRefused) {
  std::string bytes = bytes_of(some_rows(30, 7));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    ASSERT_THROW(Counts::from_bytes(std::string_view(bytes).substr(0, size), {}), Error) << size;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    ASSERT_THROW(Counts::from_bytes(bytes, {}), Error) << bit;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  }
}

// Whatever a repaired checksum lets through is what those rows are written as: equal rows are equal bytes.
TEST(Counts, BehindARepairedChecksumOnlyCanonicalBytesAreRead) {
  const std::string bytes = bytes_of(some_rows(30, 8));
  std::size_t refused = 0, read = 0;
  for (std::size_t at = 0; at + 8 < bytes.size(); ++at)
    for (int flip = 1; flip < 256; ++flip) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ flip);
      changed = repaired(changed);
      try {
        ASSERT_EQ(Counts::from_bytes(changed, {}).to_bytes({}), changed) << at << " " << flip;
        ++read;
      } catch (const Error& error) {
        ASSERT_EQ(error.code(), ErrorCode::kDamaged) << error.what();
        ++refused;
      }
    }
  EXPECT_GT(refused, 1000U);
  EXPECT_GT(read, 100U);
}

}  // namespace
}  // namespace synth::nn
