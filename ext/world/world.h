// One invented world: its people, the emotion logs that everything else refers to, and the law of what people choose
// after them. A log is a pure function of the world and its row number.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/host.h"
#include "core/value.h"
#include "math/distributions.h"
#include "world/activity.h"
#include "world/choice_model.h"
#include "world/mood.h"
#include "world/people.h"
#include "world/text/names.h"
#include "world/timeline.h"
#include "world/world_spec.h"

namespace synth::world {

/// What decides a world. Two equal origins are the same world.
struct Origin {
  std::uint64_t seed = 0;
  std::uint64_t users = 1;
  double home_rate = 0.9;
  std::shared_ptr<const std::string> document;  ///< the `world` JSON, null for the default law; see World::open()
  std::int64_t since = 0;
  /// Logs per average day of activity; or, if `logs` is set, that many between `since` and `until`.
  double per_day = 0;
  std::optional<std::uint64_t> logs;
  std::int64_t until = 0;

  bool operator==(const Origin&) const = default;
};

/// A name and a NUL.
struct Name {
  std::uint8_t length;
  char text[kLongestName + 1];
};

/// A session: who, and where.
struct Session {
  Person person;
  std::uint16_t place;  ///< index into WorldSpec::cities
};

struct Log {
  std::int64_t time;
  std::uint64_t session;
  Session seat;
  std::uint16_t emotion;  ///< index into WorldSpec::emotions
};

class World {
 public:
  World(Origin origin, std::shared_ptr<const WorldSpec> spec);

  /// The world of this origin and document: the last few of a connection are kept, since building one takes about a
  /// millisecond. Worlds of one document share its text and its law. Throws Error when the document is not valid.
  static std::shared_ptr<const World> open(Origin origin, std::optional<std::string_view> document, Host& host);

  /// What one reader remembers of the sessions it has met, so that rows of one session need its person once.
  class Memo {
   public:
    /// Throws std::bad_alloc.
    Memo();

   private:
    friend class World;
    // All zeros is an empty cell: sessions count from 1.
    struct Cell {
      std::uint64_t session;
      std::uint64_t user;
      std::int64_t mood_step;
      std::uint16_t home;
      std::int16_t chronotype;
      std::uint16_t place;
      std::uint16_t emotion;  // in mood_step
    };
    static constexpr std::size_t kCells = 1024;
    struct NameCell {
      std::uint64_t session;
      Name name;
    };
    struct Cells {
      Cell cells[kCells];
      NameCell names[kCells];
    };
    struct Free {
      void operator()(Cells* cells) const noexcept;
    };
    std::uint64_t world_ = 0;
    std::unique_ptr<Cells, Free> cells_;
  };

  const Origin& origin() const noexcept { return origin_; }
  const WorldSpec& spec() const noexcept { return *spec_; }
  const std::shared_ptr<const WorldSpec>& law() const noexcept { return spec_; }
  const People& people() const noexcept { return people_; }
  const Activity& activity() const noexcept { return activity_; }
  /// What is chosen after a log, with match_rate 0 (with_match_rate() gives the one that is asked for), and how long
  /// after, in seconds.
  const ChoiceModel& choice() const noexcept { return choice_; }
  const LognormalTable& delay() const noexcept { return delay_; }
  double per_day() const noexcept { return per_day_; }
  /// The seconds before which everything happens; the largest integer where the world has no end.
  std::int64_t until() const noexcept { return until_; }

  /// The time alone costs less than a moment, and that less than a log.
  std::int64_t log_time(std::uint64_t row) const noexcept { return clip(timeline_.time_at(row)); }
  /// REQUIRES: room for as many moments as rows.
  void moments(std::span<const std::uint64_t> rows, Moment* moments) const noexcept {
    timeline_.fill(rows, moments);
    for (std::size_t k = 0; k < rows.size(); ++k) moments[k].time = clip(moments[k].time);
  }
  Log log(const Moment& moment, Memo& memo) const noexcept;
  /// The log without its emotion.
  Log log_without_emotion(const Moment& moment, Memo& memo) const noexcept;
  /// The first row in [0, size] that is not before `time`.
  std::uint64_t first_log_from(std::int64_t time, std::uint64_t size) const noexcept;

  /// Writes a person's name and a NUL; returns its length.
  std::size_t write_name(const Person& person, char* out) const noexcept;
  /// The name of a log's person, until the memo is asked for another.
  const Name& name(const Log& log, Memo& memo) const noexcept;

  /// A text of `spec()` as a value.
  Value text(const std::string& text_of_spec) const noexcept { return Value::text(text_of_spec, text_lifetime_); }

 private:
  Session seat(std::uint64_t session) const noexcept;
  Memo::Cell& recall(std::uint64_t session, Memo& memo) const noexcept;
  static Log log_of(std::int64_t time, const Memo::Cell& cell) noexcept;
  std::int64_t clip(std::int64_t time) const noexcept { return time < until_ - 1 ? time : until_ - 2; }

  Origin origin_;
  std::shared_ptr<const WorldSpec> spec_;
  std::uint64_t number_;  // of this object, for memos
  std::int64_t until_;
  Value::Lifetime text_lifetime_;
  LocalWeek week_;
  People people_;
  Activity activity_;
  double per_day_;
  Timeline timeline_;
  Mood mood_;
  ChoiceModel choice_;
  LognormalTable delay_;
  Key seat_key_;
  Key name_key_;
};

/// The law that a document describes: the default one without a document. Throws Error.
std::shared_ptr<const WorldSpec> open_spec(std::optional<std::string_view> document, Host& host);

/// How long the texts of a law live as values: the default law as long as the library.
Value::Lifetime text_lifetime_of(const WorldSpec& spec) noexcept;

}  // namespace synth::world
