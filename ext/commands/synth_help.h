// SELECT * FROM synth_help: every table and function that the connection has, a row each, in the order of catalog.h.
//
//   SELECT name, signature FROM synth_help;
//   SELECT arguments FROM synth_help WHERE name = 'synth_video_clicks';
#pragma once

#include <string>
#include <vector>

#include "core/table.h"

namespace synth::commands {

class SynthHelp {
 public:
  static const Description kDescription;

  struct Row {
    std::uint64_t index = 0;
  };

  SynthHelp(const Arguments&, Host&);

  std::uint64_t size() const noexcept { return entries_.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.index = i; }
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  /// An entry with its composed texts. They are made while opening, which may run out of memory; reading a row must
  /// not.
  struct Entry {
    const CatalogEntry* of;
    std::string signature, arguments, columns;
  };
  std::vector<Entry> entries_;
};

}  // namespace synth::commands
