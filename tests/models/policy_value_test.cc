// Off-policy estimates: those of Open Bandit Pipeline, errors by the plain formulas, any order of rows.
#include "models/policy_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "support/call.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<PolicyValue>);

struct Logged {
  double reward, propensity, target, predicted_reward, predicted_value;
  std::string slate;
};

Json result_of(PolicyValue& group, TestHost& host) {
  return read_json(std::get<std::string>(group.finish(host)));
}
double value_of(const Json& json, const char* name) {
  return json.find(name)->find("value")->real;
}
double error_in(const Json& json, const char* name) {
  return json.find(name)->find("se")->real;
}

std::string text_of(const std::vector<Logged>& rows, bool predictions, bool slates, const char* options = nullptr) {
  TestHost host;
  PolicyValue group;
  for (const Logged& row : rows) {
    std::vector<Value> values{sql(row.reward), sql(row.propensity), sql(row.target), {}, {}};
    if (predictions) values[3] = sql(row.predicted_reward), values[4] = sql(row.predicted_value);
    if (slates || options != nullptr) values.push_back(slates ? sql(row.slate) : Value());
    if (options != nullptr) values.push_back(sql(options));
    group.step(Arguments(PolicyValue::kArguments, values), host);
  }
  return std::get<std::string>(group.finish(host));
}

std::vector<Logged> random_rows(std::uint64_t seed, int rows, int slate) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> part(0.05, 0.95);
  std::vector<Logged> logged;
  for (int i = 0; i < rows; ++i)
    logged.push_back({part(random) < 0.3 ? part(random) : 0.0, part(random), part(random), part(random), part(random),
                      std::to_string(i / slate)});
  return logged;
}

TEST(PolicyValue, AgreesWithOpenBanditPipeline) {
  std::ifstream file(std::string(SYNTH_SOURCE_DIR) + "/tests/known/open_bandit.txt");
  ASSERT_TRUE(file);
  std::vector<Logged> single, slates;
  int answers = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    std::string what;
    in >> what;
    if (what == "row") {
      Logged row{};
      in >> row.reward >> row.propensity >> row.target >> row.predicted_reward >> row.predicted_value >> row.slate;
      ASSERT_TRUE(in) << line;
      (row.slate == "-" ? single : slates).push_back(row);
      continue;
    }
    std::string options, estimator;
    double expected = 0;
    in >> options >> estimator >> expected;
    ASSERT_TRUE(in) << line;
    const bool of_slates = options == "slates";
    const std::string text = of_slates ? text_of(slates, false, true) : text_of(single, true, false, options.c_str());
    EXPECT_NEAR(value_of(read_json(text), estimator.c_str()), expected, 1e-12 * std::abs(expected)) << line;
    ++answers;
  }
  EXPECT_EQ(single.size(), 300U);
  EXPECT_EQ(slates.size(), 300U);
  EXPECT_EQ(answers, 20);
}

// The plain formulas, with units of `size` rows.
struct Plain {
  std::map<std::string, double> value, error;

  explicit Plain(const std::vector<Logged>& rows) {
    struct Sums {
      double rows = 0, w = 0, wr = 0, v = 0, x = 0;
    };
    std::map<std::string, Sums> units;
    Sums all;
    for (const Logged& row : rows) {
      const double w = row.target / row.propensity;
      for (Sums* sums : {&units[row.slate], &all}) {
        sums->rows += 1, sums->w += w, sums->wr += w * row.reward, sums->v += row.predicted_value;
        sums->x += w * (row.reward - row.predicted_reward);
      }
    }
    const auto n = static_cast<double>(units.size());
    const double mean = all.w / all.rows, snips = all.wr / n / mean, rest = all.x / n / mean;
    value = {{"ips", all.wr / n},
             {"snips", snips},
             {"dm", all.v / n},
             {"dr", (all.v + all.x) / n},
             {"sndr", all.v / n + rest}};
    // Each unit's influence on the estimate; its spread is the error.
    const auto error_of = [&](auto influence) {
      double sum = 0, squares = 0;
      for (const auto& [slate, unit] : units) sum += influence(unit);
      for (const auto& [slate, unit] : units) squares += std::pow(influence(unit) - sum / n, 2);
      return std::sqrt(squares / (n - 1) / n);
    };
    error["ips"] = error_of([](const Sums& u) { return u.wr; });
    error["dm"] = error_of([](const Sums& u) { return u.v; });
    error["dr"] = error_of([](const Sums& u) { return u.v + u.x; });
    error["snips"] =
        error_of([&](const Sums& u) { return (u.wr - snips * (u.w - mean * u.rows) / (all.rows / n)) / mean; });
    error["sndr"] =
        error_of([&](const Sums& u) { return u.v + (u.x - rest * (u.w - mean * u.rows) / (all.rows / n)) / mean; });
    error["weight"] = error_of([&](const Sums& u) { return (u.w - mean * u.rows) / (all.rows / n); });
    value["weight"] = mean;
  }
};

TEST(PolicyValue, ErrorsAreThoseOfThePlainFormulas) {
  for (const int size : {1, 4}) {
    const std::vector<Logged> rows = random_rows(3, 400, size);
    const Plain plain(rows);
    const Json json = read_json(text_of(rows, true, size > 1));
    for (const char* name : {"ips", "snips", "dm", "dr", "sndr"}) {
      EXPECT_NEAR(value_of(json, name), plain.value.at(name), 1e-12) << name << size;
      EXPECT_NEAR(error_in(json, name), plain.error.at(name), 1e-12) << name << size;
      EXPECT_NEAR(json.find(name)->find("high")->real - value_of(json, name), 1.959963985 * plain.error.at(name), 1e-8);
      EXPECT_NEAR(value_of(json, name) - json.find(name)->find("low")->real, 1.959963985 * plain.error.at(name), 1e-8);
    }
    EXPECT_NEAR(json.find("mean_weight")->real, plain.value.at("weight"), 1e-12);
    EXPECT_NEAR(json.find("mean_weight_z")->real, (plain.value.at("weight") - 1) / plain.error.at("weight"), 1e-9);
    EXPECT_EQ(json.find("rows")->integer, 400);
    if (size > 1) {
      EXPECT_EQ(json.find("slates")->integer, 100);
    } else {
      EXPECT_EQ(json.find("slates")->type, Json::Type::kNull);
    }
  }
}

TEST(PolicyValue, AnyOrderOfRowsGivesTheSameBytes) {
  std::mt19937_64 random(11);
  std::vector<Logged> rows = random_rows(5, 300, 3);
  const char* options = R"({"clip": 2, "switch": 2, "lambda": 0.5, "level": 0.8})";
  const std::string single = text_of(rows, true, false, options), slates = text_of(rows, true, true, options);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(rows.begin(), rows.end(), random);
    EXPECT_EQ(text_of(rows, true, false, options), single);
    EXPECT_EQ(text_of(rows, true, true, options), slates);
  }
  const Json json = read_json(slates);
  for (const char* name : {"ips", "snips", "dm", "dr", "sndr", "clipped", "switch_dr", "dros", "sg_ips"})
    EXPECT_NE(json.find(name), nullptr) << name;
}

// 300 logs of a known world; 95 % intervals. A binomial count below 265 or above 299 has a chance below 1e-6 at a true
// coverage of 0.95.
TEST(PolicyValue, IntervalsCoverTheTruth) {
  int ips = 0, dr = 0;
  constexpr double kReward[] = {0.1, 0.4, 0.7}, kLogging[] = {0.5, 0.3, 0.2}, kTarget[] = {0.1, 0.3, 0.6},
                   kPredicted[] = {0.2, 0.3, 0.6};
  double truth = 0, predicted = 0;
  for (int a = 0; a < 3; ++a) truth += kTarget[a] * kReward[a], predicted += kTarget[a] * kPredicted[a];
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int log = 0; log < 300; ++log) {
    std::vector<Logged> rows;
    for (int i = 0; i < 400; ++i) {
      const double u = uniform(random);
      const int a = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
      rows.push_back({uniform(random) < kReward[a] ? 1.0 : 0.0, kLogging[a], kTarget[a], kPredicted[a], predicted, ""});
    }
    const Json json = read_json(text_of(rows, true, false));
    const auto covers = [&](const char* name) {
      return json.find(name)->find("low")->real <= truth && truth <= json.find(name)->find("high")->real;
    };
    ips += covers("ips");
    dr += covers("dr");
  }
  EXPECT_GE(ips, 265);
  EXPECT_LE(ips, 299);
  EXPECT_GE(dr, 265);
  EXPECT_LE(dr, 299);
}

TEST(PolicyValue, WarnsOfPropensitiesThatAreWrong) {
  TestHost host;
  std::vector<Logged> rows = random_rows(9, 500, 1);
  for (Logged& row : rows) row.target = row.propensity;
  Json json = read_json(text_of(rows, false, false));
  EXPECT_EQ(json.find("warning")->type, Json::Type::kNull);
  EXPECT_EQ(json.find("mean_weight")->real, 1.0);
  EXPECT_EQ(json.find("ess")->real, 500.0);
  EXPECT_EQ(value_of(json, "ips"), value_of(json, "snips"));
  for (Logged& row : rows) row.target = row.propensity / 2;
  json = read_json(text_of(rows, false, false));
  EXPECT_EQ(json.find("warning")->text,
            "the mean weight is 0.5 instead of 1: propensities are wrong, or actions were never shown");
  for (Logged& row : rows) row.target = 0;  // the target's actions were never shown
  json = read_json(text_of(rows, false, false));
  EXPECT_EQ(json.find("warning")->text,
            "the mean weight is 0 instead of 1: propensities are wrong, or actions were never shown");
  EXPECT_EQ(value_of(json, "ips"), 0.0);
  EXPECT_EQ(json.find("snips")->find("value")->type, Json::Type::kNull);
}

TEST(PolicyValue, RowsWithANullAreCounted) {
  TestHost host;
  PolicyValue group;
  step(group, host, 1, 0.5, 0.25);
  step(group, host, nullptr, 0.5, 0.25);
  step(group, host, 1, nullptr, 0.25);
  step(group, host, 1, 0.5, nullptr);
  Json json = result_of(group, host);
  EXPECT_EQ(json.find("rows")->integer, 1);
  EXPECT_EQ(json.find("skipped")->integer, 3);
  EXPECT_EQ(value_of(json, "ips"), 0.5);
  EXPECT_EQ(json.find("ips")->find("se")->type, Json::Type::kNull) << "one row has no spread";
  EXPECT_EQ(json.find("dm"), nullptr);

  PolicyValue predicted;  // once one row has predictions, rows without do not count
  step(predicted, host, 1, 0.5, 0.25);
  step(predicted, host, 1, 0.5, 0.5, 0.25, 0.75);
  step(predicted, host, 1, 0.5, 0.5, 0.25, nullptr);
  json = result_of(predicted, host);
  EXPECT_EQ(json.find("rows")->integer, 1);
  EXPECT_EQ(json.find("skipped")->integer, 2);
  EXPECT_EQ(value_of(json, "dm"), 0.75);
  EXPECT_EQ(value_of(json, "dr"), 1.5);

  PolicyValue slates;  // the same for slates
  step(slates, host, 1, 0.5, 0.5, nullptr, nullptr, "a");
  step(slates, host, 1, 0.5, 0.5, nullptr, nullptr, "a");
  step(slates, host, 1, 0.5, 0.5, nullptr, nullptr, 7);
  step(slates, host, 1, 0.5, 0.5, nullptr, nullptr, nullptr);
  json = result_of(slates, host);
  EXPECT_EQ(json.find("rows")->integer, 3);
  EXPECT_EQ(json.find("slates")->integer, 2);
  EXPECT_EQ(json.find("skipped")->integer, 1);
  EXPECT_EQ(value_of(json, "ips"), 1.5);

  PolicyValue none;
  step(none, host, nullptr, 0.5, 0.5);
  EXPECT_EQ(error_of([&] { none.finish(host); }), "no row can be used; 1 rows were skipped for a NULL");
}

TEST(PolicyValue, RefusesWhatIsNoProbability) {
  TestHost host;
  PolicyValue group;
  EXPECT_EQ(error_of([&] { step(group, host, 1, 0.0, 0.5); }), "propensity must be more than 0 and at most 1, not 0");
  EXPECT_EQ(error_of([&] { step(group, host, 1, 1.5, 0.5); }), "propensity must be more than 0 and at most 1, not 1.5");
  EXPECT_EQ(error_of([&] { step(group, host, 1, 0.5, -0.5); }), "target_probability must be between 0 and 1, not -0.5");
  EXPECT_EQ(error_of([&] { step(group, host, "x", 0.5, 0.5); }).substr(0, 14), "reward must be");
  EXPECT_EQ(error_of([&] { step(group, host, 1, 1e-31, 0.5); }),
            "propensity must be at least 1e-30 times target_probability, not 1e-31");
  EXPECT_EQ(error_of([&] {
              PolicyValue other;
              step(other, host, 1, 0.5, 0.5, nullptr, nullptr, nullptr, R"({"clipp": 3})");
            }),
            "options: unknown option 'clipp'; did you mean 'clip'?");
  EXPECT_EQ(error_of([&] {
              PolicyValue other;
              step(other, host, 1, 0.5, 0.5, nullptr, nullptr, nullptr, R"({"level": 1})");
            }),
            "option \"level\" must be more than 0 and at most 0.999999, not 1");
  PolicyValue other;
  step(other, host, 1, 0.5, 0.5, nullptr, nullptr, nullptr, R"({"clip": 3})");
  EXPECT_EQ(error_of([&] { step(other, host, 1, 0.5, 0.5, nullptr, nullptr, nullptr, R"({"clip": 4})"); }),
            "options must be the same in every row of a group");
}

}  // namespace
}  // namespace synth::models
