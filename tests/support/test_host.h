// A Host without SQLite, controlled by the test.
#pragma once

#include <map>
#include <string>

#include "core/error.h"
#include "core/host.h"

namespace synth::testing {

class TestHost : public Host {
 public:
  bool stop = false;               ///< what interrupted() returns
  int polls = 0;                   ///< how often it was called
  std::vector<std::string> lines;  ///< of progress
  bool keeps = true;               ///< whether arguments count as the same for the whole statement

  std::string_view version() const noexcept override { return "0"; }
  std::span<const CatalogEntry> catalog() const noexcept override { return {}; }
  bool interrupted() noexcept override {
    ++polls;
    return stop;
  }
  /// There is no SQL here.
  void query(const std::string& sql, const std::function<void(std::span<const Value> row)>&) override {
    throw Error("no SQL: " + sql);
  }
  void run(std::string_view script, const Bindings&, const std::function<void(const NamedRow&)>&) override {
    throw Error("no SQL: " + std::string(script));
  }
  void transact(const std::function<bool()>&) override { throw Error("no SQL"); }
  void progress(std::string_view line) noexcept override { lines.emplace_back(line); }
  std::shared_ptr<const void> auxdata(int index) noexcept override {
    const auto found = kept_.find(index);
    return found != kept_.end() ? found->second : nullptr;
  }
  void set_auxdata(int index, std::shared_ptr<const void> object) noexcept override {
    if (keeps) kept_[index] = std::move(object);
  }
  void next_statement() { kept_.clear(); }

 protected:
  std::shared_ptr<void>& shared_slot(std::type_index type) override { return shared_[type]; }

 private:
  std::map<int, std::shared_ptr<const void>> kept_;
  std::map<std::type_index, std::shared_ptr<void>> shared_;
};

}  // namespace synth::testing
