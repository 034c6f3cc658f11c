#include "world/residence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "math/streams.h"

namespace synth::world {
namespace {

WorldSpec with(std::vector<double> join, std::optional<std::vector<double>> stay = std::nullopt) {
  WorldSpec spec = default_spec();
  spec.people_join = std::move(join);
  spec.people_stay = std::move(stay);
  return spec;
}

TEST(Residence, RanksAndUsersAreABijection) {
  for (const std::uint64_t users : {1U, 2U, 5U, 63U, 64U, 65U, 129U, 1000U, 4097U}) {
    const Residence residence(with({0, 10}), 3, users);
    std::set<std::uint64_t> ranks;
    for (std::uint64_t user = 0; user < users; ++user) {
      const std::uint64_t rank = residence.rank_of(user);
      ASSERT_LT(rank, users);
      ranks.insert(rank);
      ASSERT_EQ(residence.user_of(rank), user) << users;
    }
    ASSERT_EQ(ranks.size(), users);
  }
  const std::uint64_t many = std::uint64_t{1} << 40;
  const Residence residence(with({0, 10}), 3, many);
  for (std::uint64_t user = 0; user < many; user += many / 999)
    EXPECT_EQ(residence.user_of(residence.rank_of(user)), user);
}

// Users of all degrees of activity come at all times, and stay for as long.
TEST(Residence, ComingAndStayingDoNotDependOnActivity) {
  constexpr std::uint64_t kUsers = 64000;
  const Residence residence(with({0, 10}, {{0, 1}}), 8, kUsers);
  for (const std::uint64_t first : {std::uint64_t{0}, kUsers / 2, kUsers - 6000}) {
    double joins = 0, stays = 0;
    for (std::uint64_t user = first; user < first + 6000; ++user) {
      joins += residence.joins(user) / 6000;
      stays += (residence.leaves(user) - residence.joins(user)) / 6000;
    }
    EXPECT_NEAR(joins, 5, 4.5 * 10 / std::sqrt(12.0 * 6000));
    EXPECT_NEAR(stays, 0.5, 4.5 / std::sqrt(12.0 * 6000));
  }
}

TEST(Residence, PeopleComeAndStayByTheQuantiles) {
  const std::vector<double> join = {-5, 0, 0, 30}, stay = {0, 1, 100};
  constexpr std::uint64_t kUsers = 30000;
  const Residence residence(with(join, stay), 8, kUsers);
  std::map<double, double> come, stayed;
  for (std::uint64_t user = 0; user < kUsers; ++user) {
    for (const double day : {-2.5, -0.001, 0.001, 15.0}) come[day] += residence.joins(user) <= day ? 1.0 / kUsers : 0;
    const double days = residence.leaves(user) - residence.joins(user);
    for (const double limit : {0.5, 1.0, 50.0, 100.0}) stayed[limit] += days <= limit ? 1.0 / kUsers : 0;
  }
  for (const auto& [day, share] :
       std::map<double, double>{{-2.5, 1 / 6.0}, {-0.001, 1 / 3.0}, {0.001, 2 / 3.0}, {15, 5 / 6.0}}) {
    EXPECT_NEAR(come[day], share, 0.001) << day;
    EXPECT_NEAR(residence.joined(day) / kUsers, share, 0.001) << day;
  }
  for (const auto& [limit, share] :
       std::map<double, double>{{0.5, 0.25}, {1, 0.5}, {50, 0.5 + 0.5 * 49 / 99}, {100, 1}})
    EXPECT_NEAR(stayed[limit], share, 0.003) << limit;
  EXPECT_EQ(residence.joined(-6), 0);
  EXPECT_EQ(residence.joined(40), kUsers);
}

// Who is there is drawn by activity, and who is not is not drawn.
TEST(Residence, ThoseWhoAreThereAreDrawnByActivity) {
  WorldSpec spec = with({0, 0, 0, 10}, {{0, 2, 4}});
  constexpr std::uint64_t kUsers = 2000;
  const Residence residence(spec, 4, kUsers);
  const LorenzTable activity(kUsers, std::vector<double>{0, 0.1, 0.3, 1});
  Rng rng(key_for(1, 1), 1);
  for (const double days : {0.5, 3.0, 8.0, 11.0}) {
    const Residence::Present present = residence.present(days, residence.joined(days));
    double top = 0, all = 0, expected_top = 0, expected_all = 0;
    std::map<std::uint64_t, double> draws;
    for (int k = 0; k < 20000; ++k) draws[residence.draw(present, activity, rng)] += 1;
    for (const auto& [user, count] : draws) {
      ASSERT_LE(residence.joins(user), days + 0.01);
      ASSERT_GE(residence.leaves(user), days);
      top += user < kUsers / 3 ? count : 0;
      all += count;
    }
    for (std::uint64_t user = 0; user < kUsers; ++user) {
      if (residence.joins(user) > days || residence.leaves(user) < days) continue;
      expected_top += user < kUsers / 3 ? activity.probability(user) : 0;
      expected_all += activity.probability(user);
    }
    EXPECT_NEAR(top / all, expected_top / expected_all, 0.03) << days;
    EXPECT_GT(static_cast<double>(draws.size()), 40) << days;
  }
}

TEST(Residence, WhereNobodyIsThereOneOfTheLastIsDrawn) {
  const Residence residence(with({5, 10}, {{1, 2}}), 4, 100);
  Rng rng(key_for(1, 1), 1);
  const LorenzTable activity(100, std::vector<double>{0, 1});
  for (int k = 0; k < 100; ++k) {
    EXPECT_EQ(residence.draw(residence.present(1, residence.joined(1)), activity, rng), residence.user_of(0));
    EXPECT_GT(residence.joins(residence.draw(residence.present(50, residence.joined(50)), activity, rng)), 7);
  }
}

}  // namespace
}  // namespace synth::world
