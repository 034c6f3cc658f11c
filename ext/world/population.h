// The people of a world and the law they live by. A population follows from the seed, the number of people and the
// `world` document; it does not depend on how many rows there are, or when. Immutable, for any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/host.h"
#include "core/value.h"
#include "math/distributions.h"
#include "world/activity.h"
#include "world/catalogue.h"
#include "world/choice_model.h"
#include "world/mood.h"
#include "world/people.h"
#include "world/text/names.h"
#include "world/text/own_names.h"
#include "world/timeline.h"
#include "world/world_spec.h"

namespace synth::world {

/// A session: who, and where.
struct Session {
  Person person;
  std::uint16_t place;  ///< index into WorldSpec::cities
};

class Population {
 public:
  /// What determines a population, besides the document.
  struct Numbers {
    std::uint64_t seed = 0;
    std::uint64_t users = 1;
    double home_rate = 0.9;

    bool operator==(const Numbers&) const = default;
  };

  /// `spec` was read from `document`, which is null for the default law. Throws Error if interrupted.
  Population(const Numbers& numbers, std::shared_ptr<const WorldSpec> spec, std::shared_ptr<const std::string> document,
             Host& host);
  Population(const Population&) = delete;  // its timelines point at it
  Population& operator=(const Population&) = delete;

  /// The population for these numbers and this document. A connection keeps the last few, since making one takes about
  /// a millisecond. Populations of one document share its text and its law. Throws Error if the document is not valid.
  static std::shared_ptr<const Population> open(const Numbers& numbers, std::optional<std::string_view> document,
                                                Host& host);
  /// The same for a document that was read before; `spec` is its law.
  static std::shared_ptr<const Population> open(const Numbers& numbers, std::optional<std::string_view> document,
                                                std::shared_ptr<const WorldSpec> spec, Host& host);

  /// The catalogue with this many videos. The connection keeps the last few. It refers to this population's law, so the
  /// population must outlive it.
  std::shared_ptr<const Catalogue> catalogue(std::uint64_t videos, Host& host) const;

  std::uint64_t seed() const noexcept { return numbers_.seed; }
  double home_rate() const noexcept { return numbers_.home_rate; }
  const Numbers& numbers() const noexcept { return numbers_; }
  const std::shared_ptr<const std::string>& document() const noexcept { return document_; }
  const WorldSpec& spec() const noexcept { return *spec_; }
  const std::shared_ptr<const WorldSpec>& law() const noexcept { return spec_; }
  const People& people() const noexcept { return people_; }
  const Activity& activity() const noexcept { return activity_; }
  const SessionLaw& sessions() const noexcept { return *sessions_; }
  const Mood& mood() const noexcept { return mood_; }
  /// What is chosen after a log, and after how many seconds. `choice` has match_rate 0; see with_match_rate().
  const ChoiceModel& choice() const noexcept { return choice_; }
  const LognormalTable& delay() const noexcept { return delay_; }

  /// Who has the session with this number, and where.
  Session seat(std::uint64_t session, const Timeline& timeline) const noexcept;

  /// Writes a person's name and a NUL; returns its length.
  std::size_t write_name(const Person& person, char* out) const noexcept {
    if (own_names_.has(person.home)) return own_names_.write(name_key_.state, person.user, person.home, out);
    return world::write_name(name_key_.state, person.user, spec_->cities[person.home].culture, out);
  }

  /// A text of `spec()` as a value.
  Value text(const std::string& text_of_spec) const noexcept { return Value::text(text_of_spec, text_lifetime_); }

 private:
  template <class Draw>
  Person awake(std::int32_t quarter, int tries, Rng& rng, Draw draw) const noexcept;
  Person resident(std::uint64_t session, const Timeline& timeline, std::int64_t start, std::int32_t quarter,
                  Rng& rng) const noexcept;
  std::optional<Person> newcomer(const Arrivals& arrivals, std::int32_t quarter, double before, double after,
                                 Rng& rng) const noexcept;

  Numbers numbers_;
  std::shared_ptr<const WorldSpec> spec_;
  std::shared_ptr<const std::string> document_;
  Value::Lifetime text_lifetime_;
  LocalWeek week_;
  People people_;
  Activity activity_;
  std::shared_ptr<const SessionLaw> sessions_;
  Mood mood_;
  ChoiceModel choice_;
  LognormalTable delay_;
  Key seat_key_;
  Key name_key_;
  OwnNames own_names_;
};

/// The law that a document describes: the default one without a document. Throws Error.
std::shared_ptr<const WorldSpec> open_spec(std::optional<std::string_view> document, Host& host);

/// The lifetime of a law's texts as values: kForever for the default law.
Value::Lifetime text_lifetime_of(const WorldSpec& spec) noexcept;

}  // namespace synth::world
