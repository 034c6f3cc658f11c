#include "bind/plan.h"

#include <algorithm>
#include <charconv>
#include <new>
#include <optional>
#include <span>

#include "bind/value.h"
#include "core/error.h"

namespace synth::bind {
namespace {

constexpr std::string_view operator_text(int op) noexcept {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_LT:
      return "<";
    case SQLITE_INDEX_CONSTRAINT_LE:
      return "<=";
    case SQLITE_INDEX_CONSTRAINT_GT:
      return ">";
    case SQLITE_INDEX_CONSTRAINT_GE:
      return ">=";
    default:
      return "=";
  }
}

int operator_of(std::string_view text) noexcept {
  if (text == "<") return SQLITE_INDEX_CONSTRAINT_LT;
  if (text == "<=") return SQLITE_INDEX_CONSTRAINT_LE;
  if (text == ">") return SQLITE_INDEX_CONSTRAINT_GT;
  if (text == ">=") return SQLITE_INDEX_CONSTRAINT_GE;
  return SQLITE_INDEX_CONSTRAINT_EQ;
}

/// Before 3.46, SQLite offers the OFFSET of a whole UNION ALL to each of its parts, so that each would skip rows. It
/// also filters by comparisons of two columns after us without telling us.
bool offers_offset_safely() noexcept {
  return sqlite3_libversion_number() >= 3046000;
}

/// The terms of one query, sorted by what they are for.
struct Terms {
  std::vector<std::vector<int>>
      parameters;  ///< the usable terms of each parameter; several if it is given more than once
  std::vector<int> rowids;
  std::vector<int> seeks;
  int offset = -1;        ///< the OFFSET, if we may apply it
  bool unusable = false;  ///< a parameter is given, but its value is unknown in this join order
  bool filtered = false;  ///< SQLite may drop rows after us
};

Terms sort_terms(const TableSchema& shape, std::span<const sqlite3_index_info::sqlite3_index_constraint> constraints) {
  Terms terms;
  terms.parameters.resize(shape.parameters());
  std::vector<bool> waits(shape.parameters());
  bool limited = false;
  for (int i = 0; i < static_cast<int>(constraints.size()); ++i) {
    const auto& term = constraints[static_cast<std::size_t>(i)];
    const bool usable = term.usable != 0;
    // For these two, iColumn means nothing. LIMIT is left to SQLite, which stops reading by itself.
    if (term.op == SQLITE_INDEX_CONSTRAINT_LIMIT || term.op == SQLITE_INDEX_CONSTRAINT_OFFSET) {
      if (term.op == SQLITE_INDEX_CONSTRAINT_LIMIT)
        limited = usable;
      else if (usable)
        terms.offset = i;
      continue;
    }
    const bool serves = usable && bounds_serve(term.op);
    // An inequality may be only a part of a comparison: for (rowid, name) > (3, 'x') we get rowid >= 3, and SQLite
    // compares the rest.
    terms.filtered = terms.filtered || term.op != SQLITE_INDEX_CONSTRAINT_EQ;
    if (term.iColumn < 0) {
      if (serves && shape.by_rowid())
        terms.rowids.push_back(i);
      else
        terms.filtered = true;
      continue;
    }
    const auto column = static_cast<std::size_t>(term.iColumn);
    if (shape.is_parameter(column) && term.op == SQLITE_INDEX_CONSTRAINT_EQ) {
      const std::size_t parameter = shape.parameter_of(column);
      if (usable)
        terms.parameters[parameter].push_back(i);
      else
        waits[parameter] = terms.filtered = true;
    } else if (shape.is_catch_all(column) && term.op == SQLITE_INDEX_CONSTRAINT_EQ) {
      throw Error("takes at most " + std::to_string(shape.parameters()) + " arguments");
    } else if (shape.is_seek(column) && serves) {
      terms.seeks.push_back(i);
      terms.filtered = terms.filtered || !shape.in_seek_order();
    } else {
      terms.filtered = true;
    }
  }
  // Further values, as in `JOIN other ON other.seed = t.seed`, are compared by SQLite when it reads the other table.
  for (std::size_t p = 0; p < waits.size(); ++p)
    terms.unusable = terms.unusable || (waits[p] && terms.parameters[p].empty());
  if (!limited || terms.filtered || !offers_offset_safely() || !shape.by_rowid()) terms.offset = -1;
  return terms;
}

/// The value of a term, if SQLite knows it already.
std::optional<double> known(sqlite3_index_info& info, int term) {
  sqlite3_value* value = nullptr;
  if (sqlite3_vtab_rhs_value(&info, term, &value) != SQLITE_OK || value == nullptr) return {};
  const int type = sqlite3_value_numeric_type(value);
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) return {};
  return sqlite3_value_double(value);
}

/// The number of rows of the table: for most tables, the first argument or its default. A guess if neither is known.
double guess_rows(const TableSchema& shape, const Terms& terms, sqlite3_index_info& info) {
  constexpr double kUnknown = 1e5, kFew = 25;
  if (shape.parameters() == 0 || shape.description().arguments[0].type != Type::kInteger) return kFew;
  if (!terms.parameters[0].empty()) return std::max(0.0, known(info, terms.parameters[0][0]).value_or(kUnknown));
  const auto* rows = std::get_if<std::int64_t>(&shape.description().arguments[0].otherwise);
  return rows == nullptr ? kFew : static_cast<double>(*rows);
}

/// How many of `rows` remain after the comparisons with the rowid.
double narrow_by_rowid(double rows, const Terms& terms, sqlite3_index_info& info) {
  double low = 1, high = rows;
  bool at_most_one = false;
  for (const int i : terms.rowids) {
    const int op = info.aConstraint[i].op;
    if (op == SQLITE_INDEX_CONSTRAINT_EQ) at_most_one = true;
    const bool lower = op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE;
    const std::optional<double> value = known(info, i);
    if (lower)
      low = std::max(low, value.value_or(low + (high - low) / 2));
    else
      high = std::min(high, value.value_or(low + (high - low) / 2));
  }
  const double left = std::max(0.0, high - low + 1);
  return at_most_one ? std::min(1.0, left) : std::min(rows, left);
}

double narrow_by_seek(double rows, const Terms& terms, const sqlite3_index_info& info) {
  for (const int i : terms.seeks) rows *= info.aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ ? 1e-4 : 0.4;
  return std::max(rows, 1.0);
}

/// Whether a parameter has several values (IN); xFilter is called for each.
bool gives_parameter_by_in(const Terms& terms, sqlite3_index_info& info) {
  for (const std::vector<int>& given : terms.parameters)
    for (const int term : given)
      if (sqlite3_vtab_in(&info, term, -1) != 0) return true;
  return false;
}

/// Whether the query reads a parameter without giving it, which is an error when it is read. The parameter is in an OR,
/// or this is a part of an OR, which SQLite plans without the rest of the query.
bool reads_ungiven(const TableSchema& shape, const Terms& terms, const sqlite3_index_info& info) {
  for (std::size_t p = 0; p < shape.parameters(); ++p)
    if (terms.parameters[p].empty() && shape.reads_parameter(info.colUsed, p)) return true;
  return false;
}

/// SQLite itself may pass a parameter twice: for `FROM t(5) WHERE a OR b` it plans each part with the argument and with
/// the condition made from it. So only a different value is refused, and only if both are known.
void require_same(const Argument& argument, sqlite3_value* one, sqlite3_value* other) {
  const Value first = read(one), second = read(other);
  if (!same(first, second))
    throw Error(std::string(argument.name) + " is given twice, as " + show(first) + " and as " + show(second));
}

enum class Order { kNone, kAscending, kDescending };

/// Whether rows come in the requested order: by rowid, or by the seek column and then by rowid.
Order served_order(const TableSchema& shape, std::span<const sqlite3_index_info::sqlite3_index_orderby> wanted) {
  if (wanted.empty() || !shape.by_rowid()) return Order::kNone;
  const bool descending = wanted[0].desc != 0;
  std::size_t unique = 0;  // terms after a rowid do not matter: it is unique
  if (wanted[0].iColumn >= 0) {
    if (!shape.in_seek_order() || !shape.is_seek(static_cast<std::size_t>(wanted[0].iColumn))) return Order::kNone;
    unique = 1;
  }
  if (unique < wanted.size() && (wanted[unique].iColumn >= 0 || (wanted[unique].desc != 0) != descending))
    return Order::kNone;
  return descending ? Order::kDescending : Order::kAscending;
}

}  // namespace

int best_index(const TableSchema& shape, sqlite3_index_info& info) {
  const Terms terms = sort_terms(shape, {info.aConstraint, static_cast<std::size_t>(info.nConstraint)});
  if (terms.unusable) return SQLITE_CONSTRAINT;

  std::string plan;
  int values = 0;
  const auto serve = [&](int term, std::string_view name, bool omit) {
    info.aConstraintUsage[term].argvIndex = ++values;
    info.aConstraintUsage[term].omit = omit ? 1 : 0;
    plan.append(name).append(operator_text(info.aConstraint[term].op)).append("? ");
  };
  bool complete = true;
  for (std::size_t p = 0; p < shape.parameters(); ++p) {
    for (const int term : terms.parameters[p]) serve(term, shape.description().arguments[p].name, true);
    complete = complete && (!terms.parameters[p].empty() || p >= shape.description().required());
  }
  for (const int term : terms.rowids) serve(term, "rowid", false);
  for (const int term : terms.seeks) serve(term, shape.seek_name(), false);

  double rows = narrow_by_seek(narrow_by_rowid(guess_rows(shape, terms, info), terms, info), terms, info);
  const Order order = served_order(shape, {info.aOrderBy, static_cast<std::size_t>(info.nOrderBy)});
  info.orderByConsumed = order != Order::kNone ? 1 : 0;

  // We may skip rows for an OFFSET only if SQLite neither filters nor sorts after us.
  if (terms.offset >= 0 && (info.nOrderBy == 0 || order != Order::kNone)) serve(terms.offset, "offset", true);
  if (order == Order::kDescending) plan += "desc ";

  char mask[20] = {};
  std::to_chars(mask, mask + sizeof mask, shape.wanted(info.colUsed).bits(), 16);
  plan.append("columns=").append(mask);

  info.idxStr = sqlite3_mprintf("%s", plan.c_str());
  if (info.idxStr == nullptr) throw std::bad_alloc();
  info.needToFreeIdxStr = 1;
  const bool one_row = std::ranges::any_of(
      terms.rowids, [&](int term) { return info.aConstraint[term].op == SQLITE_INDEX_CONSTRAINT_EQ; });
  if (one_row) info.idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
  // SQLite may read the parts of an OR one after the other and drop rows with a rowid that it has seen. If the parts
  // give different arguments, these are rows of different tables.
  // - It turns `n = 7 OR n = 5` into n IN (7, 5) if it can. That is right, so it gets the lowest cost here.
  // - If it cannot (columns of other types, two parameters), Cursor::require_same_table notices, or a plan for the
  // whole
  //   reads a parameter that is not given. Both are errors.
  // - For `FROM t(5) WHERE rowid = 3 OR timestamp = 7`, each part reads n, and SQLite plans it without n. A plan for
  // the
  //   whole must win: around the parts SQLite would compare the arguments again, and NULL is equal to nothing.
  constexpr double kOpening = 20, kNever = 1e17;
  const bool by_in = gives_parameter_by_in(terms, info);
  info.estimatedRows = by_in ? 1 : static_cast<sqlite3_int64>(std::clamp(rows, 1.0, 1e15));
  info.estimatedCost = by_in ? 1 : kOpening + rows;
  if (reads_ungiven(shape, terms, info)) info.estimatedCost += kNever;
  // SQLite may ask for a plan without a required argument while it considers parts of a WHERE clause. If it runs such a
  // plan, xFilter says what is missing.
  if (!complete) info.estimatedCost = 1e18;
  return SQLITE_OK;
}

Request decode(const TableSchema& shape, std::string_view plan, sqlite3_value** values) {
  Request request;
  request.arguments.assign(shape.parameters(), nullptr);
  while (!plan.empty()) {
    const std::size_t end = std::min(plan.find(' '), plan.size());
    const std::string_view word = plan.substr(0, end);
    plan.remove_prefix(std::min(end + 1, plan.size()));
    if (word == "desc") {
      request.descending = true;
      continue;
    }
    const std::size_t name_end = std::min(word.find_first_of("<=>"), word.size());
    const std::string_view name = word.substr(0, name_end);
    if (!word.ends_with('?')) {  // columns=3f
      std::uint64_t bits = 0;
      std::from_chars(word.data() + std::min(name_end + 1, word.size()), word.data() + word.size(), bits, 16);
      request.wanted = ColumnSet::from_bits(bits);
      continue;
    }
    sqlite3_value* value = *values++;
    const int op = operator_of(word.substr(name_end, word.size() - name_end - 1));
    const auto arguments = shape.description().arguments;
    const auto argument = std::ranges::find(arguments, name, &Argument::name);
    if (argument != arguments.end()) {
      sqlite3_value*& given = request.arguments[static_cast<std::size_t>(argument - arguments.begin())];
      if (given != nullptr) require_same(*argument, given, value);
      given = value;
    } else if (name == "rowid") {
      request.rowids.restrict_to(op, value);
    } else if (name == "offset") {
      request.offset = static_cast<std::uint64_t>(std::max<sqlite3_int64>(0, sqlite3_value_int64(value)));
    } else {
      request.seek.restrict_to(op, value);
      request.seeks = true;
    }
  }
  return request;
}

RowRange Request::rows(std::uint64_t size, RowRange found) const noexcept {
  Bounds bounds = rowids;
  bounds.at_least(1);
  bounds.at_most(static_cast<std::int64_t>(std::min(size, std::uint64_t{INT64_MAX})));
  if (bounds.empty()) return {};
  RowRange rows{std::max(static_cast<std::uint64_t>(bounds.low - 1), found.first),
                std::min(static_cast<std::uint64_t>(bounds.high), found.last)};
  if (rows.first >= rows.last) return {};
  const std::uint64_t skipped = std::min(offset, rows.last - rows.first);
  if (descending)
    rows.last -= skipped;
  else
    rows.first += skipped;
  return rows;
}

}  // namespace synth::bind
