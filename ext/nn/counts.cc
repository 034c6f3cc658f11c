#include "nn/counts.h"

#include <algorithm>
#include <bit>

#include "core/error.h"
#include "core/utf8.h"
#include "nn/limits.h"
#include "nn/radix.h"
#include "rows/bytes.h"
#include "rows/local_time.h"

namespace synth::nn {
namespace {

constexpr std::string_view kMagic = "synthCT\n";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChecksum = 8;
constexpr std::uint64_t kMaxRows = std::uint64_t{1} << 53;

struct Kind {
  std::uint32_t most;
  const char* what;
};
constexpr Kind kKind[] = {
    {kMaxLabels, "categories"}, {kMaxEmotions, "emotions"}, {kMaxPeople, "names"}, {kMaxCities, "cities"}};

using Numbers = std::vector<std::uint32_t>;

void put(std::string& to, std::uint64_t number) {
  for (; number >= 128; number >>= 7) to.push_back(static_cast<char>(number | 128));
  to.push_back(static_cast<char>(number));
}

std::uint64_t varint(ByteReader& in) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(in.raw(1).front());
    const std::uint64_t part = byte & 127U;
    if (shift == 63 && part > 1) break;
    number |= part << shift;
    if (byte >= 128) continue;
    if (byte == 0 && shift > 0) break;  // longer than it need be
    return number;
  }
  ByteReader::damaged("holds a number that cannot be");
}

std::uint64_t zigzag(std::int64_t number) noexcept {
  return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
}

std::int64_t unzigzag(std::uint64_t number) noexcept {
  return static_cast<std::int64_t>(number >> 1 ^ (~(number & 1) + 1));
}

// Both sorted lists in one, and the place of each old text in it.
Vocabulary united(const Vocabulary& a, const Vocabulary& b, Numbers& of_a, Numbers& of_b, Kind kind,
                  PeriodicCheck& asking) {
  Vocabulary all;
  of_a.resize(a.size());
  of_b.resize(b.size());
  for (std::uint32_t i = 0, k = 0; i < a.size() || k < b.size(); asking.step()) {
    const bool from_a = k == b.size() || (i < a.size() && a[i] <= b[k]);
    const std::uint32_t number = all.intern(from_a ? a[i] : b[k], asking.ask());
    if (from_a && k < b.size() && a[i] == b[k]) of_b[k++] = number;
    (from_a ? of_a[i++] : of_b[k++]) = number;
  }
  if (all.size() > kind.most)
    throw Error("there are more than " + std::to_string(kind.most) + " different " + kind.what, ErrorCode::kTooBig);
  return all;
}

Counts::Row renumbered(Counts::Row row, const std::array<Numbers, 4>& numbers) noexcept {
  row.label = numbers[0][row.label];
  row.emotion = numbers[1][row.emotion];
  if (row.person > 0) row.person = numbers[2][row.person - 1] + 1;
  if (row.city > 0) row.city = numbers[3][row.city - 1] + 1;
  return row;
}

}  // namespace

Counts::Counts(const Collector& collector, const InterruptCheck& ask, std::uint32_t threads) {
  PeriodicCheck asking(ask);
  std::array<Numbers, kKinds> numbers;
  const Vocabulary* const unsorted[] = {&collector.labels(), &collector.emotions(), &collector.people(),
                                        &collector.cities()};
  for (std::size_t kind = 0; kind < kKinds; ++kind) texts_[kind] = unsorted[kind]->sorted(numbers[kind], ask);
  if (collector.rows() == 0) return;
  const std::int32_t first = collector.first_quarter();
  // As one number where it fits, which sorts several times as fast.
  const auto bits = [](std::uint64_t most) { return static_cast<unsigned>(std::bit_width(most)); };
  const unsigned label = bits(labels().size() - 1U), emotion = bits(emotions().size() - 1U),
                 city = bits(cities().size()),
                 quarter = bits(static_cast<std::uint64_t>(std::int64_t{collector.last_quarter()} - first)),
                 person = bits(people().size());
  const auto row_of = [&](const Collector::Row& row) {
    return Row{row.person == kMaxPeople ? 0 : numbers[2][row.person] + 1, row.quarter,
               row.city == kMaxCities ? 0 : numbers[3][row.city] + 1, numbers[1][row.emotion], numbers[0][row.label]};
  };
  if (label + emotion + city + quarter + person <= 64) {
    std::vector<CountedKey> keys;
    keys.reserve(collector.stored());
    collector.each([&](const Collector::Row& collected, std::uint64_t count) {
      asking.step();
      const Row row = row_of(collected);
      std::uint64_t key = row.person;
      key = key << quarter | static_cast<std::uint64_t>(std::int64_t{row.quarter} - first);
      key = key << city | row.city;
      key = key << emotion | row.emotion;
      keys.push_back({key << label | row.label, count});
    });
    WorkerPool team(keys.size() < kFewKeys ? 1 : threads);
    sort_and_merge(keys, label + emotion + city + quarter + person, team, [&](std::size_t) { asking.step(); });
    distinct_.reserve(keys.size());
    for (const CountedKey& counted : keys) {
      asking.step();
      std::uint64_t key = counted.key;
      const auto take = [&key](unsigned width) {
        const std::uint64_t part = key & ((std::uint64_t{1} << width) - 1);
        key >>= width;
        return static_cast<std::uint32_t>(part);
      };
      Row row{};
      row.label = take(label);
      row.emotion = take(emotion);
      row.city = take(city);
      row.quarter = first + static_cast<std::int32_t>(take(quarter));
      row.person = static_cast<std::uint32_t>(key);
      distinct_.push_back({row, counted.count});
    }
  } else {
    collector.each([&](const Collector::Row& row, std::uint64_t count) {
      asking.step();
      distinct_.push_back({row_of(row), count});
    });
    std::sort(distinct_.begin(), distinct_.end(), [&](const Counted& a, const Counted& b) {
      asking.step();
      return a.row < b.row;
    });
    std::size_t kept = 0;
    for (const Counted& counted : distinct_) {
      if (kept > 0 && distinct_[kept - 1].row == counted.row)
        distinct_[kept - 1].count += counted.count;
      else
        distinct_[kept++] = counted;
    }
    distinct_.resize(kept);
  }
  measure(ask);
}

std::int64_t Counts::first_time() const noexcept {
  return first_quarter_ * kQuarterSeconds;
}

std::int64_t Counts::last_time() const noexcept {
  return last_quarter_ * kQuarterSeconds;
}

void Counts::measure(const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  rows_ = 0;
  first_quarter_ = INT32_MAX;
  last_quarter_ = INT32_MIN;
  for (const Counted& counted : distinct_) {
    asking.step();
    rows_ += counted.count;
    first_quarter_ = std::min(first_quarter_, counted.row.quarter);
    last_quarter_ = std::max(last_quarter_, counted.row.quarter);
  }
}

void Counts::compact(const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  std::array<std::vector<bool>, kKinds> used;
  for (std::size_t kind = 0; kind < kKinds; ++kind) used[kind].resize(texts_[kind].size());
  for (const auto& [row, count] : distinct_) {
    asking.step();
    used[0][row.label] = used[1][row.emotion] = true;
    if (row.person > 0) used[2][row.person - 1] = true;
    if (row.city > 0) used[3][row.city - 1] = true;
  }
  std::array<Numbers, kKinds> numbers;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    Vocabulary kept;
    numbers[kind].resize(texts_[kind].size());
    for (std::uint32_t i = 0; i < texts_[kind].size(); ++i, asking.step())
      if (used[kind][i]) numbers[kind][i] = kept.intern(texts_[kind][i], ask);
    texts_[kind] = std::move(kept);
  }
  for (Counted& counted : distinct_) {
    asking.step();
    counted.row = renumbered(counted.row, numbers);
  }
  measure(ask);
}

Counts Counts::sum(const Counts& a, const Counts& b, const InterruptCheck& ask) {
  if (a.rows_ > kMaxRows - b.rows_) throw Error("there are more than 2^53 rows", ErrorCode::kTooBig);
  PeriodicCheck asking(ask);
  Counts result;
  std::array<Numbers, kKinds> of_a, of_b;
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    result.texts_[kind] = united(a.texts_[kind], b.texts_[kind], of_a[kind], of_b[kind], kKind[kind], asking);
  result.distinct_.reserve(a.distinct_.size() + b.distinct_.size());
  // New numbers keep the order of the old ones, so both stay sorted.
  auto left = a.distinct_.begin(), right = b.distinct_.begin();
  while (left != a.distinct_.end() || right != b.distinct_.end()) {
    asking.step();
    if (right == b.distinct_.end()) {
      result.distinct_.push_back({renumbered(left->row, of_a), left->count});
      ++left;
      continue;
    }
    const Row theirs = renumbered(right->row, of_b);
    if (left == a.distinct_.end()) {
      result.distinct_.push_back({theirs, right->count});
      ++right;
      continue;
    }
    const Row ours = renumbered(left->row, of_a);
    Counted next{std::min(ours, theirs), 0};
    if (ours <= theirs) next.count += left++->count;
    if (theirs <= ours) next.count += right++->count;
    result.distinct_.push_back(next);
  }
  result.measure(ask);
  return result;
}

Counts Counts::difference(const Counts& a, const Counts& b, const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  Counts result;
  std::array<Numbers, kKinds> numbers;
  std::uint64_t missing = 0;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    result.texts_[kind] = a.texts_[kind];
    for (std::uint32_t i = 0; i < b.texts_[kind].size(); ++i, asking.step()) {
      numbers[kind].push_back(a.texts_[kind].find(b.texts_[kind][i]));
      if (numbers[kind].back() == Vocabulary::kNone) ++missing;
    }
  }
  const auto refuse = [] {
    throw Error("b must be rows of a, and there are rows in b that a does not have, or has less often");
  };
  if (missing > 0) refuse();
  auto right = b.distinct_.begin();
  for (const Counted& counted : a.distinct_) {
    asking.step();
    std::uint64_t count = counted.count;
    if (right != b.distinct_.end()) {
      const Row theirs = renumbered(right->row, numbers);
      if (theirs < counted.row) refuse();
      if (theirs == counted.row) {
        if (right->count > count) refuse();
        count -= right++->count;
      }
    }
    if (count > 0) result.distinct_.push_back({counted.row, count});
  }
  if (right != b.distinct_.end()) refuse();
  result.compact(ask);
  return result;
}

Counts Counts::without_person(std::uint32_t number, const InterruptCheck& ask) const {
  Counts result = *this;
  std::erase_if(result.distinct_, [number](const Counted& counted) { return counted.row.person == number + 1; });
  result.compact(ask);
  return result;
}

std::string Counts::to_bytes(const InterruptCheck& ask) const {
  PeriodicCheck asking(ask);
  ByteWriter head;
  head.raw(kMagic);
  head.u32(kVersion);
  std::string out = std::move(head).take();
  for (const Vocabulary& texts : texts_) {
    put(out, texts.size());
    for (std::uint32_t i = 0; i < texts.size(); ++i, asking.step()) {
      put(out, texts[i].size());
      out.append(texts[i]);
    }
  }
  put(out, distinct_.size());
  if (!distinct_.empty()) put(out, zigzag(first_quarter_));
  std::uint32_t person = 0;
  for (auto at = distinct_.begin(); at != distinct_.end();) {
    const auto end =
        std::find_if(at, distinct_.end(), [&](const Counted& counted) { return counted.row.person != at->row.person; });
    put(out, at->row.person - person);
    put(out, static_cast<std::uint64_t>(end - at));
    person = at->row.person;
    std::int32_t quarter = first_quarter_;
    std::uint32_t city = 0;
    for (; at != end; ++at, asking.step()) {
      const Row& row = at->row;
      const bool moves = row.city != city, again = at->count > 1;
      put(out,
          static_cast<std::uint64_t>(std::int64_t{row.quarter} - quarter) << 2 | (moves ? 2U : 0U) | (again ? 1U : 0U));
      put(out, std::uint64_t{row.emotion} * labels().size() + row.label);
      if (moves) put(out, row.city);
      if (again) put(out, at->count);
      quarter = row.quarter;
      city = row.city;
    }
  }
  ByteWriter sum;
  sum.u64(hash_bytes(out, kChecksumSeed, ask));
  return out + sum.bytes();
}

Counts Counts::from_bytes(std::string_view bytes, const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  if (bytes.substr(0, kMagic.size()) != kMagic)
    ByteReader::damaged("is none of model_counts: it does not begin as those do");
  if (bytes.size() < kMagic.size() + 4 + kChecksum) ByteReader::damaged("is cut short");
  const std::string_view content = bytes.substr(0, bytes.size() - kChecksum);
  ByteReader in(content.substr(kMagic.size()));
  const std::uint32_t version = in.u32();
  if (version > kVersion)
    ByteReader::damaged("has format version " + std::to_string(version) +
                        ", which needs a newer sqlite-synth: this one reads versions up to " +
                        std::to_string(kVersion) + " (or it is damaged)");
  if (ByteReader(bytes.substr(content.size())).u64() != hash_bytes(content, kChecksumSeed, ask))
    ByteReader::damaged("is damaged or cut short: its checksum is not that of its bytes");
  if (version == 0) ByteReader::damaged("has a header that cannot be");
  Counts result;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    Vocabulary& texts = result.texts_[kind];
    const std::uint64_t size = varint(in);
    if (size > kKind[kind].most || size > in.left()) ByteReader::damaged("holds an impossible count");
    for (std::uint64_t i = 0; i < size; ++i, asking.step()) {
      const std::uint64_t length = varint(in);
      if (length > in.left()) ByteReader::damaged("ends too early");
      const std::string_view text = in.raw(static_cast<std::size_t>(length));
      if (!is_utf8(text)) ByteReader::damaged("holds a text that is not UTF-8");
      if (i > 0 && !(texts[static_cast<std::uint32_t>(i) - 1] < text)) ByteReader::damaged("holds texts out of order");
      texts.intern(text, ask);
    }
  }
  const std::uint64_t distinct = varint(in), label_count = result.labels().size();
  if (distinct > in.left() / 2) ByteReader::damaged("holds an impossible count");
  result.distinct_.reserve(static_cast<std::size_t>(distinct));
  constexpr std::int64_t kFirst = quarter_of(kEarliest), kLast = quarter_of(kLatest);
  const std::int64_t first = distinct > 0 ? unzigzag(varint(in)) : 0;
  if (distinct > 0 && (first < kFirst || first > kLast)) ByteReader::damaged("holds a time that cannot be");
  std::uint64_t person = 0, rows = 0;
  while (result.distinct_.size() < distinct) {
    const std::uint64_t further = varint(in), of_person = varint(in);
    const bool begins = result.distinct_.empty();
    if ((further == 0 && !begins) || further > result.people().size() - person || of_person == 0 ||
        of_person > distinct - result.distinct_.size())
      ByteReader::damaged("holds a person that cannot be");
    person += further;
    std::int64_t quarter = first;
    std::uint64_t city = 0;
    for (std::uint64_t i = 0; i < of_person; ++i, asking.step()) {
      const std::uint64_t step = varint(in), what = varint(in);
      if (step >> 2 > static_cast<std::uint64_t>(kLast - quarter)) ByteReader::damaged("holds a time that cannot be");
      quarter += static_cast<std::int64_t>(step >> 2);
      if ((step & 2) != 0) {
        const std::uint64_t to = varint(in);
        if (to == city || to > result.cities().size()) ByteReader::damaged("holds a city that cannot be");
        city = to;
      }
      const std::uint64_t count = (step & 1) != 0 ? varint(in) : 1;
      if (count == 0 || ((step & 1) != 0 && count == 1) || count > kMaxRows - rows)
        ByteReader::damaged("holds an impossible count");
      rows += count;
      if (label_count == 0 || what / label_count >= result.emotions().size())
        ByteReader::damaged("holds an emotion that cannot be");
      const Row row{static_cast<std::uint32_t>(person), static_cast<std::int32_t>(quarter),
                    static_cast<std::uint32_t>(city), static_cast<std::uint32_t>(what / label_count),
                    static_cast<std::uint32_t>(what % label_count)};
      if (!result.distinct_.empty() && !(result.distinct_.back().row < row))
        ByteReader::damaged("holds rows out of order");
      result.distinct_.push_back({row, count});
    }
  }
  in.end();
  // Whatever else could differ for equal rows.
  const std::array<std::uint32_t, kKinds> sizes{result.labels().size(), result.emotions().size(),
                                                result.people().size(), result.cities().size()};
  result.compact(ask);
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    if (result.texts_[kind].size() != sizes[kind]) ByteReader::damaged("holds a text that no row has");
  if (distinct > 0 && result.first_quarter_ != first) ByteReader::damaged("holds a time that cannot be");
  return result;
}

}  // namespace synth::nn
