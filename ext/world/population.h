// The people of a world and the law they live by: what follows from the seed, the number of people and the `world`
// document, and from nothing that says how many rows there are or when. Immutable, for any number of threads.
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
  /// What decides it, beside the document.
  struct Numbers {
    std::uint64_t seed = 0;
    std::uint64_t users = 1;
    double home_rate = 0.9;

    bool operator==(const Numbers&) const = default;
  };

  /// `document` is what `spec` was read from, null for the default law. Throws Error where the host says stop.
  Population(const Numbers& numbers, std::shared_ptr<const WorldSpec> spec, std::shared_ptr<const std::string> document,
             Host& host);
  Population(const Population&) = delete;  // its timelines point at it
  Population& operator=(const Population&) = delete;

  /// The population of these numbers and this document: the last few of a connection are kept, since making one takes
  /// about a millisecond. Those of one document share its text and its law. Throws Error when the document is not
  /// valid.
  static std::shared_ptr<const Population> open(const Numbers& numbers, std::optional<std::string_view> document,
                                                Host& host);
  /// The same of a document that is open already; `spec` is its law.
  static std::shared_ptr<const Population> open(const Numbers& numbers, std::optional<std::string_view> document,
                                                std::shared_ptr<const WorldSpec> spec, Host& host);

  /// Its catalogue of so many videos, of which the last few of a connection are kept too. It refers to this
  /// population's law.
  std::shared_ptr<const Catalogue> catalogue(std::uint64_t videos, Host& host) const;

  std::uint64_t seed() const noexcept { return numbers_.seed; }
  double home_rate() const noexcept { return numbers_.home_rate; }
  const Numbers& numbers() const noexcept { return numbers_; }
  const std::shared_ptr<const std::string>& document() const noexcept { return document_; }
  const WorldSpec& spec() const noexcept { return *spec_; }
  const std::shared_ptr<const WorldSpec>& law() const noexcept { return spec_; }
  const People& people() const noexcept { return people_; }
  const Activity& activity() const noexcept { return activity_; }
  const SessionLaw& sessions() const noexcept { return sessions_; }
  const Mood& mood() const noexcept { return mood_; }
  /// What is chosen after a log, with match_rate 0 (with_match_rate() gives the one that is asked for), and how long
  /// after, in seconds.
  const ChoiceModel& choice() const noexcept { return choice_; }
  const LognormalTable& delay() const noexcept { return delay_; }

  /// Who has the session of this number, which starts then, and where.
  Session seat(std::uint64_t session, std::int64_t start) const noexcept;

  /// Writes a person's name and a NUL; returns its length.
  std::size_t write_name(const Person& person, char* out) const noexcept {
    return world::write_name(name_key_.state, person.user, spec_->cities[person.home].culture, out);
  }

  /// A text of `spec()` as a value.
  Value text(const std::string& text_of_spec) const noexcept { return Value::text(text_of_spec, text_lifetime_); }

 private:
  Numbers numbers_;
  std::shared_ptr<const WorldSpec> spec_;
  std::shared_ptr<const std::string> document_;
  Value::Lifetime text_lifetime_;
  LocalWeek week_;
  People people_;
  Activity activity_;
  SessionLaw sessions_;
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
