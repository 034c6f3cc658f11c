// Host::parse_json: json_tree gives the nodes of a document in the order of its text, each with its parent.
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "bind/host.h"
#include "bind/statement.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/value.h"

namespace synth::bind {
namespace {

[[noreturn]] void refuse(sqlite3* db, std::string_view text) {
  const int code = sqlite3_errcode(db) & 0xFF;
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  if (code == SQLITE_INTERRUPT) throw Error("interrupted", ErrorCode::kInterrupted);
  const std::string reason = sqlite3_errmsg(db);
  if (reason.find("JSON") == std::string::npos && code != SQLITE_OK && code != SQLITE_DONE) throw Error(reason);
  std::string sentence = show(Value::text(text, Value::Lifetime::kRow)) + " is not valid JSON";
  Statement position;  // SQLite 3.42 and newer know the place
  if (position.prepare(db, "SELECT json_error_position(?1)") && position.bind(text) &&
      sqlite3_step(position.handle) == SQLITE_ROW && sqlite3_column_int64(position.handle, 0) > 0)
    sentence += ": the fault is near character " + std::to_string(sqlite3_column_int64(position.handle, 0));
  throw Error(sentence);
}

// Where SQLite was not built as one file (Debian's 3.40), json_tree reads 0.5 as 0 if the locale of the program has a
// decimal comma. Its text is always right.
double real_of(const Statement& row) {
  const std::string digits = row.text(5);
  const Value number = as_number(Value::text(digits, Value::Lifetime::kRow));
  if (number.type() == Value::Type::kReal) return number.as_real();
  if (number.type() == Value::Type::kInteger) return static_cast<double>(number.as_integer());
  return sqlite3_column_double(row.handle, 2);  // in no plain form, or of which there is no path
}

// Columns: 0 key, 1 type, 2 atom, 5 the text of a real.
Json node_of(const Statement& row) {
  Json node;
  node.key = row.text(0);
  const std::string type = row.text(1);
  if (type == "true" || type == "false") {
    node.type = Json::Type::kBoolean;
    node.boolean = type == "true";
  } else if (type == "integer" && sqlite3_column_type(row.handle, 2) == SQLITE_INTEGER) {
    node.type = Json::Type::kInteger;
    node.integer = sqlite3_column_int64(row.handle, 2);
    node.real = static_cast<double>(node.integer);
  } else if (type == "integer" || type == "real") {  // an integer beyond 64 bits comes as a REAL
    node.type = Json::Type::kReal;
    node.real = real_of(row);
  } else if (type == "text") {
    node.type = Json::Type::kText;
    node.text = row.text(2);
  } else if (type == "array") {
    node.type = Json::Type::kArray;
  } else if (type == "object") {
    node.type = Json::Type::kObject;
  }
  return node;
}

}  // namespace

// The text of a real is looked up from the document's start, so many of them take a time that grows with their square.
constexpr int kMostReals = 30'000;
// Ten times those of the largest world. Each takes some 160 bytes here, of two in the text.
constexpr int kMostNodes = 1'000'000;

Json parse_json(sqlite3* db, std::string_view text) {
  Statement tree;
  constexpr char kNodes[] =
      "SELECT key, type, atom, id, parent, CASE WHEN type = 'real' THEN ?1 -> fullkey END FROM json_tree(?1)";
  // Before 3.39 a path quotes no key: that of "a.b" finds another, or none, and that of "" is an error.
  constexpr char kWithoutPaths[] = "SELECT key, type, atom, id, parent, NULL FROM json_tree(?1)";
  const char* nodes = sqlite3_libversion_number() < 3039000 ? kWithoutPaths : kNodes;
  if (!tree.prepare(db, nodes) || !tree.bind(text)) refuse(db, text);
  Json root;
  // The nodes from the root to the last one read. A child is added to the innermost open node only, so none of these
  // addresses moves while it is here.
  std::vector<std::pair<std::int64_t, Json*>> open;
  int rc, reals = 0, all = 0;
  while ((rc = sqlite3_step(tree.handle)) == SQLITE_ROW) {
    if (++all > kMostNodes) throw Error("the JSON holds more than " + std::to_string(kMostNodes) + " values");
    if (sqlite3_column_type(tree.handle, 5) != SQLITE_NULL && ++reals > kMostReals)
      throw Error("the JSON holds more than " + std::to_string(kMostReals) + " numbers that are no integers");
    const std::int64_t id = sqlite3_column_int64(tree.handle, 3);
    if (open.empty()) {
      root = node_of(tree);
      open.emplace_back(id, &root);
      continue;
    }
    const std::int64_t parent = sqlite3_column_int64(tree.handle, 4);
    while (open.size() > 1 && open.back().first != parent) open.pop_back();
    Json& child = open.back().second->children.emplace_back(node_of(tree));
    open.emplace_back(id, &child);
  }
  if (rc != SQLITE_DONE || open.empty()) refuse(db, text);
  return root;
}

}  // namespace synth::bind
