// How good are the videos that sql/recommend.sql offers, and what does diversity cost?
//
//   bench_recommend [worlds] [clicks] [people] [asked]      8, 30000, 300 and 300 by default
//
// In each world (a seed, and a thread) the first four fifths of the clicks are history; of the rest, `asked` clicks on
// a video that the person has not clicked before are each asked for, at their person, emotion, time and city: is the
// video among the ten offered (hit rate), how far up (NDCG), and how many different videos and genres are offered in
// all? The same clicks are put to the most popular unseen videos, to category frequencies per emotion times popularity,
// and to a reader who knows the law of the world, the best that can be. Differences are taken click by click; their
// standard errors take the clicks of one person for one observation.
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "rows/cities.h"
#include "synth.h"
#include "world/activity.h"
#include "world/choice_model.h"

namespace {

constexpr int kShown = 10;

// Of this thread.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

[[noreturn]] void fail(sqlite3* db) {
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  std::exit(1);
}

void run(sqlite3* db, const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db);
}

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string text_of(sqlite3_value* value) {
  const unsigned char* text = sqlite3_value_text(value);
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string column(sqlite3_stmt* statement, int index) {
  return text_of(sqlite3_column_value(statement, index));
}

// truth(video_category, emotion, user, timestamp, city): the probability by which the world chooses.
void truth(sqlite3_context* context, int, sqlite3_value** values) {
  const synth::world::WorldSpec& spec = synth::world::default_spec();
  const auto index = [](const auto& all, const auto& is) {
    return static_cast<std::size_t>(std::find_if(all.begin(), all.end(), is) - all.begin());
  };
  const std::string category = text_of(values[0]), emotion = text_of(values[1]), city = text_of(values[4]);
  const std::size_t c = index(spec.categories, [&](const auto& each) { return each.id == category; });
  const std::size_t e = index(spec.emotions, [&](const auto& each) { return each.name == emotion; });
  const int hour = synth::local_time(sqlite3_value_int64(values[3]), synth::find_city(city)->utc_offset).hour;
  const auto& law = *static_cast<const synth::world::ChoiceModel*>(sqlite3_user_data(context));
  const auto user = static_cast<std::uint64_t>(sqlite3_value_int64(values[2]));
  sqlite3_result_double(context, law.probabilities(static_cast<std::uint16_t>(e), user, hour)[c]);
}

struct Click {
  std::string name, emotion, city, video;
  sqlite3_int64 user, timestamp;
};

// One invented population in a database of its own.
class World {
 public:
  World(int seed, const std::string& clicks, const std::string& people, const std::string& asked)
      : law_(synth::world::default_spec(), static_cast<std::uint64_t>(seed), 0.8) {
    sqlite3_open(":memory:", &db_);
    sqlite3_synth_init(db_, nullptr, nullptr);
    sqlite3_create_function(db_, "truth", 5, SQLITE_UTF8, &law_, truth, nullptr, nullptr);
    const std::string of_world = std::to_string(seed);
    run(db_, file(SYNTH_SOURCE_DIR "/sql/schema.sql"));
    run(db_, "CREATE TABLE all_clicks AS SELECT *, user_id - 1 AS user, probability FROM synth_video_clicks(" + clicks +
                 ", " + of_world + ") WHERE users = " + people + " AND until = 1767225600");
    run(db_,
        "INSERT INTO video_clicks(name, video_id, video_title, video_category, emotion, timestamp, city, country) "
        "SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country FROM all_clicks "
        "LIMIT (SELECT count(*) * 4 / 5 FROM all_clicks)");
    run(db_, "CREATE TABLE catalogue AS SELECT video_id, video_category, popularity FROM synth_videos WHERE clicks = " +
                 clicks + " AND seed = " + of_world);
    run(db_,
        "CREATE INDEX clicks_by_person ON video_clicks(name, video_id);"
        "CREATE INDEX clicks_by_category ON video_clicks(video_category, video_id, emotion);"
        "INSERT INTO models SELECT 'emotion_video', 0, count(*), NULL, "
        "model_train(video_category, emotion, timestamp, name, city) FROM video_clicks");
    check_truth();
    sqlite3_stmt* statement = prepare(
        "SELECT name, emotion, city, video_id, user, timestamp FROM (SELECT c.*, row_number() OVER (PARTITION BY "
        "name, video_id ORDER BY timestamp) AS nth FROM all_clicks AS c WHERE rowid > (SELECT count(*) FROM "
        "video_clicks)) AS v WHERE nth = 1 AND NOT EXISTS (SELECT 1 FROM video_clicks AS seen WHERE seen.name = v.name "
        "AND seen.video_id = v.video_id) ORDER BY model_hash(name || video_id) LIMIT " +
        asked);
    while (sqlite3_step(statement) == SQLITE_ROW)
      asked_.push_back({column(statement, 0), column(statement, 1), column(statement, 2), column(statement, 3),
                        sqlite3_column_int64(statement, 4), sqlite3_column_int64(statement, 5)});
    sqlite3_finalize(statement);
    statement = prepare("SELECT count(DISTINCT video_id) FROM video_clicks");
    sqlite3_step(statement);
    videos_ = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
  }
  ~World() { sqlite3_close(db_); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  sqlite3_stmt* prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(db_);
    return statement;
  }
  // The best that can be must be that of these clicks.
  void check_truth() const {
    sqlite3_stmt* statement = prepare(
        "SELECT max(abs(truth(video_category, emotion, user, timestamp, city) - probability)) FROM (SELECT * FROM "
        "all_clicks LIMIT 1000)");
    sqlite3_step(statement);
    if (!(sqlite3_column_double(statement, 0) < 1e-9)) {
      std::fprintf(stderr, "truth() is not the law of the clicks\n");
      std::exit(1);
    }
    sqlite3_finalize(statement);
  }
  const std::vector<Click>& asked() const { return asked_; }
  double videos() const { return videos_; }

 private:
  synth::world::ChoiceModel law_;
  sqlite3* db_ = nullptr;
  std::vector<Click> asked_;
  double videos_ = 0;
};

void bind(sqlite3_stmt* statement, const char* name, const std::string& text) {
  if (const int index = sqlite3_bind_parameter_index(statement, name); index > 0)
    sqlite3_bind_text(statement, index, text.c_str(), -1, SQLITE_TRANSIENT);
}

void bind(sqlite3_stmt* statement, const char* name, double number) {
  if (const int index = sqlite3_bind_parameter_index(statement, name); index > 0)
    sqlite3_bind_double(statement, index, number);
}

// One way of offering videos, and how it did: a statement that gives (video_id, video_category), the best first.
struct Way {
  std::string what, sql;
  double diversity = 0;
  std::vector<double> hit{}, ndcg{};  // by click asked for
  double genres = 0, coverage = 0, seconds = 0;

  void ask(const World& world) {
    sqlite3_stmt* statement = world.prepare(sql);
    std::set<std::string> offered;
    const double start = cpu_seconds();
    for (const Click& click : world.asked()) {
      bind(statement, ":name", click.name);
      bind(statement, ":emotion", click.emotion);
      bind(statement, ":city", click.city);
      bind(statement, ":at", static_cast<double>(click.timestamp));
      bind(statement, ":user", static_cast<double>(click.user));
      bind(statement, ":k", 32);
      bind(statement, ":videos", kShown);
      bind(statement, ":best", kShown);
      bind(statement, ":diversity", diversity);
      hit.push_back(0);
      ndcg.push_back(0);
      std::set<std::string> categories;
      int rc = SQLITE_OK;
      for (int place = 0; (rc = sqlite3_step(statement)) == SQLITE_ROW; ++place) {
        const std::string video = column(statement, 0);
        offered.insert(video);
        categories.insert(column(statement, 1));
        if (video != click.video) continue;
        hit.back() = 1;
        ndcg.back() = 1 / std::log2(place + 2.0);
      }
      if (rc != SQLITE_DONE) fail(sqlite3_db_handle(statement));
      genres += static_cast<double>(categories.size());
      sqlite3_reset(statement);
    }
    seconds += cpu_seconds() - start;
    coverage += static_cast<double>(offered.size()) / world.videos();
    sqlite3_finalize(statement);
  }

  void add(const Way& world) {
    hit.insert(hit.end(), world.hit.begin(), world.hit.end());
    ndcg.insert(ndcg.end(), world.ndcg.begin(), world.ndcg.end());
    genres += world.genres;
    coverage += world.coverage;
    seconds += world.seconds;
  }
};

double mean(const std::vector<double>& all) {
  double sum = 0;
  for (const double each : all) sum += each;
  return sum / static_cast<double>(all.size());
}

// The mean of a - b, its standard error with `group` for what belongs together, and their ratio.
void print_difference(const std::vector<double>& a, const std::vector<double>& b,
                      const std::vector<std::size_t>& group) {
  const double difference = mean(a) - mean(b);
  std::vector<double> sums(*std::max_element(group.begin(), group.end()) + 1);
  for (std::size_t i = 0; i < a.size(); ++i) sums[group[i]] += a[i] - b[i] - difference;
  double squares = 0;
  for (const double sum : sums) squares += sum * sum;
  const double error = std::sqrt(squares) / static_cast<double>(a.size());
  std::printf("    %+.4f +- %.4f (%5.1f)", difference, error, error > 0 ? difference / error : 0);
}

std::vector<Way> all_ways() {
  const std::string limit = " LIMIT " + std::to_string(kShown);
  const std::string unseen =
      "NOT EXISTS (SELECT 1 FROM video_clicks AS seen WHERE seen.name = :name AND seen.video_id = v.video_id)";
  std::string recommend = file(SYNTH_SOURCE_DIR "/sql/recommend.sql");
  recommend.resize(recommend.rfind(';'));
  const std::string ours = "SELECT video_id, video_category FROM (" + recommend + ") ORDER BY rank";
  std::vector<Way> ways;
  ways.push_back({"popularity", "SELECT video_id, video_category FROM video_clicks AS v WHERE " + unseen +
                                    " GROUP BY video_id ORDER BY count(*) DESC, video_id" + limit});
  ways.push_back({"category frequency x popularity",
                  "WITH f AS (SELECT video_category, 1.0 * sum(emotion = :emotion) / count(*) AS share FROM "
                  "video_clicks GROUP BY video_category) SELECT v.video_id, v.video_category FROM video_clicks AS v "
                  "JOIN f USING (video_category) WHERE " +
                      unseen + " GROUP BY v.video_id ORDER BY count(*) * max(f.share) DESC, v.video_id" + limit});
  ways.push_back({"who knows the law",
                  "WITH p AS MATERIALIZED (SELECT video_category, truth(video_category, :emotion, :user, :at, :city) "
                  "AS probability FROM synth_categories WHERE assignable) SELECT v.video_id, v.video_category FROM p "
                  "CROSS JOIN catalogue AS v USING (video_category) WHERE " +
                      unseen + " ORDER BY probability * popularity DESC" + limit});
  for (const char* diversity : {"0", "0.25", "0.5", "1"})
    ways.push_back({std::string("recommend.sql, diversity ") + diversity, ours, std::atof(diversity)});
  return ways;
}

}  // namespace

int main(int count, char** arguments) {
  const auto number = [&](int index, const char* fallback) {
    return std::string(index < count ? arguments[index] : fallback);
  };
  const int worlds = std::atoi(number(1, "8").c_str());
  struct Answers {
    std::vector<Way> ways = all_ways();
    std::vector<std::string> names;  // of the people asked for
    double videos = 0;
  };
  std::vector<Answers> of_world(static_cast<std::size_t>(worlds));
  std::vector<std::thread> threads;
  for (int w = 0; w < worlds; ++w)
    threads.emplace_back([&, w] {
      Answers& answers = of_world[static_cast<std::size_t>(w)];
      const World world(w + 1, number(2, "30000"), number(3, "300"), number(4, "300"));
      for (const Click& click : world.asked()) answers.names.push_back(click.name);
      answers.videos = world.videos();
      for (Way& way : answers.ways) way.ask(world);
    });
  for (std::thread& thread : threads) thread.join();

  std::vector<Way> ways = all_ways();
  std::vector<std::size_t> person;  // of each click asked for
  std::size_t people = 0;
  double videos = 0;
  for (const Answers& answers : of_world) {
    std::map<std::string, std::size_t> number_of;
    for (const std::string& name : answers.names)
      person.push_back(people + number_of.try_emplace(name, number_of.size()).first->second);
    people += number_of.size();
    videos += answers.videos;
    for (std::size_t i = 0; i < ways.size(); ++i) ways[i].add(answers.ways[i]);
  }

  const auto asked = static_cast<double>(person.size());
  std::printf("%d worlds, %.0f first clicks held out, of %zu people; %.0f videos known in each\n\n", worlds, asked,
              people, videos / worlds);
  std::printf("%-32s %11s %8s %10s %12s %12s\n", "", "hit rate@10", "NDCG@10", "coverage", "genres/list",
              "CPU per list");
  for (const Way& way : ways)
    std::printf("%-32s %11.4f %8.4f %8.1f %% %12.2f %11.1f ms\n", way.what.c_str(), mean(way.hit), mean(way.ndcg),
                100 * way.coverage / worlds, way.genres / asked, way.seconds / asked * 1e3);

  const Way& ours = ways[3];
  std::printf("\n%-60s %28s %28s\n", "difference +- standard error (ratio)", "hit rate@10", "NDCG@10");
  const auto compare = [&](const Way& a, const Way& b) {
    std::printf("%-60s", (a.what + " - " + b.what).c_str());
    print_difference(a.hit, b.hit, person);
    print_difference(a.ndcg, b.ndcg, person);
    std::printf("\n");
  };
  for (std::size_t i = 0; i < 3; ++i) compare(ours, ways[i]);
  for (std::size_t i = 4; i < ways.size(); ++i) compare(ways[i], ours);
}
