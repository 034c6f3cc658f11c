// Clicks of an invented world in time order, as the benches of the network read them: texts, the truth, and the law by
// which they were chosen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/host.h"
#include "nn/collector.h"
#include "world/world_spec.h"

namespace synth::bench {

struct Click {
  std::string category, emotion, name, city;
  std::int64_t timestamp;
  std::uint64_t user;
  double probability;
};

struct InventedClicks {
  std::vector<Click> rows;  ///< by time
  world::WorldSpec law;
};

/// `document` is the parameter `world`; empty: the default law.
InventedClicks invented_clicks(Host& host, int seed, std::uint64_t rows, int people, const std::string& document);

/// `count` of the clicks before `before`, evenly, and all from there on.
InventedClicks thinned(InventedClicks clicks, std::size_t before, std::size_t count);

inline void add(nn::Collector& collector, const Click& click) {
  const std::string_view name = click.name, city = click.city;
  collector.add(click.category, click.emotion, click.timestamp, &name, &city);
}

}  // namespace synth::bench
