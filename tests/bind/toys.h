// Small tables and functions that tests of bind/ register, with everything that a description can say.
#pragma once

#include <array>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

#include "bind/register.h"
#include "core/error.h"
#include "support/sql.h"

namespace synth::testing {

/// Rows of k in [0, n): i, its square, a text, a time that grows by two every three rows; a hidden column; parameters
/// of every kind. Counts what was asked of it.
class Toy {
 public:
  static const Description kDescription;
  static constexpr std::size_t kSeekColumn = 3;
  static constexpr bool kInSeekOrder = true;
  static inline int opened = 0;
  static inline int computed = 0;
  static inline std::uint64_t last_wanted = 0;

  struct Row {
    std::uint64_t i = 0;
    std::array<char, 32> label{};
  };

  Toy(const Arguments& arguments, Host&)
      : n_(static_cast<std::uint64_t>(arguments.integer(0))), seed_(arguments.integer(1)), label_(arguments.text(2)) {
    ++opened;
  }

  static std::int64_t time_of(std::uint64_t i) { return 1000 + static_cast<std::int64_t>(i / 3 * 2); }

  std::uint64_t size() const noexcept { return n_; }
  void at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept {
    ++computed;
    last_wanted = wanted.bits();
    row.i = i;
    std::snprintf(row.label.data(), row.label.size(), "%.12s %llu", label_.data(), static_cast<unsigned long long>(i));
  }
  Value column(const Row& row, std::size_t column) const noexcept {
    switch (column) {
      case 0:
        return Value::integer(static_cast<std::int64_t>(row.i));
      case 1:
        return Value::real(static_cast<double>(row.i) * static_cast<double>(row.i));
      case 2:
        return row.i % 4 == 3 ? Value()
                              : Value::text({row.label.data(), std::strlen(row.label.data())}, Value::Lifetime::kRow);
      case 3:
        return Value::integer(time_of(row.i));
      default:
        return Value::integer(static_cast<std::int64_t>(row.i % 5) + seed_);
    }
  }
  RowRange rows_between(std::int64_t low, std::int64_t high) const noexcept {
    if (low > high || high < 1000) return {};
    const std::int64_t first = low <= 1000 ? 0 : (low - 1000 + 1) / 2;
    const std::int64_t last = (high - 1000) / 2;
    const auto rows = [this](std::int64_t steps) {
      return steps > static_cast<std::int64_t>(n_ / 3 + 1) ? n_ : std::min(n_, static_cast<std::uint64_t>(steps) * 3);
    };
    return {rows(first), std::max(rows(first), rows(last == INT64_MAX ? last : last + 1))};
  }

 private:
  std::uint64_t n_;
  std::int64_t seed_;
  std::string_view label_;
};

inline constexpr Argument kToyArguments[] = {Argument::integer("n", 10, {0, INT64_MAX}, "rows"),
                                             Argument::integer("seed", 0, kAnyInteger, "added to the hidden column"),
                                             Argument::text("label", "row", "any", "what texts start with"),
                                             Argument::integer("progress", 0, {0, 1}, "draws")};
inline constexpr Column kToyColumns[] = {{"i", "INTEGER", "the row"},
                                         {"square", "REAL", "of i"},
                                         {"words", "TEXT", "or NULL"},
                                         {"time", "INTEGER", "grows"},
                                         {"truth", "INTEGER", "hidden", true}};

inline constinit const Description Toy::kDescription = {.name = "toy",
                                                        .meaning = "A toy.",
                                                        .arguments = kToyArguments,
                                                        .columns = kToyColumns,
                                                        .example = "SELECT * FROM toy(3)",
                                                        .by_name = true};

/// A table with a required first argument.
class Needy {
 public:
  static const Description kDescription;
  struct Row {};
  Needy(const Arguments& arguments, Host&) : size_(arguments.text(0).size()) {}
  std::uint64_t size() const noexcept { return size_; }
  void at(std::uint64_t, ColumnSet, Row&) const noexcept {}
  Value column(const Row&, std::size_t) const noexcept { return Value::literal("x"); }

 private:
  std::size_t size_;
};

inline constexpr Argument kNeedyArguments[] = {Argument::text("word", Required{}, "any", "as many rows as bytes"),
                                               Argument::any("more", Rule{"nothing"}, "any", "ignored")};
inline constexpr Column kNeedyColumns[] = {{"letter", "TEXT", "always x"}};
inline constinit const Description Needy::kDescription = {.name = "needy",
                                                          .meaning = "Needs a word.",
                                                          .arguments = kNeedyArguments,
                                                          .columns = kNeedyColumns,
                                                          .example = "SELECT * FROM needy('abc')"};

inline constexpr Argument kAnything[] = {Argument::any("what", Required{}, "any", "given back, or a failure to make"),
                                         Argument::any("other", Rule{"nothing"}, "any", "ignored")};

/// fail('memory'), fail('damaged') and so on throw what they name; anything else comes back.
struct Fail {
  static const Description kDescription;
  static inline int calls = 0;
  static Result call(const Arguments& arguments, Host& host) {
    ++calls;
    const Value what = arguments[0];
    if (what.type() != Value::Type::kText) return what;
    const std::string_view word = what.as_bytes();
    if (word == "memory") throw std::bad_alloc();
    if (word == "length") throw std::length_error("long");
    if (word == "logic") throw std::logic_error("a slip");
    if (word == "int") throw 1;
    if (word == "invalid") throw Error("no");
    if (word == "damaged") throw Error("no", ErrorCode::kDamaged);
    if (word == "open") throw Error("no", ErrorCode::kCannotOpen);
    if (word == "io") throw Error("no", ErrorCode::kIo);
    if (word == "big") throw Error("no", ErrorCode::kTooBig);
    if (word == "stop") throw Error("no", ErrorCode::kInterrupted);
    if (word == "spin")
      while (!host.interrupted()) continue;
    if (word == "spin") throw Error("interrupted", ErrorCode::kInterrupted);
    return std::string(word);
  }
};
inline constinit const Description Fail::kDescription = {
    .name = "fail", .meaning = "Fails.", .arguments = kAnything, .example = "SELECT fail(1)"};

/// Sums integers; throws at the word 'stop'. Counts its objects.
class Sum {
 public:
  static const Description kDescription;
  static inline int alive = 0;
  static inline int finished = 0;
  Sum() { ++alive; }
  ~Sum() { --alive; }
  Sum(const Sum&) = delete;
  Sum& operator=(const Sum&) = delete;
  void step(const Arguments& arguments, Host&) {
    if (arguments[0].type() == Value::Type::kText) throw Error("a word stopped it");
    sum_ += arguments.integer(0, 0);
  }
  Result finish(Host&) {
    ++finished;
    return Value::integer(sum_);
  }

 private:
  std::int64_t sum_ = 0;
};
inline constinit const Description Sum::kDescription = {
    .name = "toy_sum", .meaning = "Sums.", .arguments = kAnything, .example = "SELECT toy_sum(1)"};

/// json(text) -> the document as parse_json saw it; auxdata(x) -> how often its argument was read.
struct Echo {
  static const Description kDescription;
  static std::string show_json(const Json& node) {
    std::string text = node.key + ":";
    switch (node.type) {
      case Json::Type::kNull:
        return text + "null";
      case Json::Type::kBoolean:
        return text + (node.boolean ? "true" : "false");
      case Json::Type::kInteger:
        return text + "i" + std::to_string(node.integer);
      case Json::Type::kReal:
        return text + "r" + std::to_string(node.real);
      case Json::Type::kText:
        return text + "'" + node.text + "'";
      case Json::Type::kArray:
      case Json::Type::kObject:
        break;
    }
    text += node.type == Json::Type::kArray ? "[" : "{";
    for (const Json& child : node.children) text += show_json(child) + " ";
    return text + (node.type == Json::Type::kArray ? "]" : "}");
  }
  static Result call(const Arguments& arguments, Host& host) {
    return show_json(host.parse_json("what", arguments.text(0)));
  }
};
inline constinit const Description Echo::kDescription = {
    .name = "echo_json", .meaning = "Echoes.", .arguments = kAnything, .example = "SELECT echo_json('1')"};

struct Kept {
  static const Description kDescription;
  static inline int reads = 0;
  static Result call(const Arguments&, Host& host) {
    if (host.auxdata(0) == nullptr) {
      ++reads;
      host.set_auxdata(0, std::make_shared<int>(1));
    }
    return Value::integer(++host.shared<std::int64_t>());
  }
};
inline constinit const Description Kept::kDescription = {
    .name = "kept", .meaning = "Keeps.", .arguments = kAnything, .example = "SELECT kept(1)"};

/// Stands for a function that reads a file, or writes one.
struct ReadsFile {
  static const Description kDescription;
  static inline int calls = 0;
  static Result call(const Arguments&, Host&) { return Value::integer(++calls); }
};
inline constinit const Description ReadsFile::kDescription = {.name = "reads_file",
                                                              .meaning = "Reads.",
                                                              .arguments = kAnything,
                                                              .example = "SELECT reads_file(1)",
                                                              .risk = Risk::kReadsFiles};
struct WritesFile {
  static const Description kDescription;
  static inline int calls = 0;
  static Result call(const Arguments&, Host&) { return Value::integer(++calls); }
};
inline constinit const Description WritesFile::kDescription = {.name = "writes_file",
                                                               .meaning = "Writes.",
                                                               .arguments = kAnything,
                                                               .example = "SELECT writes_file(1)",
                                                               .risk = Risk::kTouchesFiles};

/// Counts how often it was opened: a table that reads stored data, so its object must not be kept.
class Stored {
 public:
  static const Description kDescription;
  static inline int opened = 0;
  struct Row {};
  Stored(const Arguments&, Host&) { ++opened; }
  std::uint64_t size() const noexcept { return 1; }
  void at(std::uint64_t, ColumnSet, Row&) const noexcept {}
  Value column(const Row&, std::size_t) const noexcept { return Value::integer(opened); }
};
inline constexpr Column kStoredColumns[] = {{"opened", "INTEGER", "how often"}};
inline constinit const Description Stored::kDescription = {.name = "stored",
                                                           .meaning = "Looks at what is stored.",
                                                           .arguments = {},
                                                           .columns = kStoredColumns,
                                                           .example = "SELECT * FROM stored",
                                                           .risk = Risk::kReadsStored};

/// One third, computed for each row, and for each call.
class Third {
 public:
  static const Description kDescription;
  struct Row {
    double third = 0;
  };
  Third(const Arguments&, Host&) : three_(3) {}
  std::uint64_t size() const noexcept { return 2; }
  void at(std::uint64_t, ColumnSet, Row& row) const noexcept { row.third = 1 / three_; }
  Value column(const Row& row, std::size_t c) const noexcept { return Value::real(c == 0 ? row.third : 1 / three_); }

 private:
  volatile double three_;
};
inline constexpr Column kThirdColumns[] = {{"of_row", "REAL", "a third"}, {"of_column", "REAL", "a third"}};
inline constinit const Description Third::kDescription = {.name = "third",
                                                          .meaning = "A third.",
                                                          .arguments = {},
                                                          .columns = kThirdColumns,
                                                          .example = "SELECT * FROM third"};

/// A connection with the toys in it, and nothing else of the library.
class ToyDatabase : public Database {
 public:
  ToyDatabase() : Database(":memory:", false) {
    auto* connection = bind::Connection::open(handle());
    bind::List<Toy, Needy, Fail, Sum, Echo, Kept, ReadsFile, WritesFile, Stored, Third>::add_all(*connection);
    bind::Connection::release(connection);
    Toy::opened = Toy::computed = 0;
  }
};

}  // namespace synth::testing
