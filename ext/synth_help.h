// SELECT * FROM synth_help: every table and function of the library, a row each, in the order of catalog.h.
//
//   SELECT name, signature FROM synth_help;
//   SELECT arguments FROM synth_help WHERE name = 'synth_video_clicks';
#pragma once

#include <span>
#include <string>

#include "core/table.h"

namespace synth {

/// One line of the catalog.
struct CatalogEntry {
  std::string_view kind;  ///< "table", "scalar", "aggregate"
  const Description* description;
};

/// All lines of the catalog (catalog.h fills it in).
std::span<const CatalogEntry> catalog() noexcept;

class SynthHelp {
 public:
  static const Description kDescription;

  /// The texts of one row; made in at().
  struct Row {
    const CatalogEntry* entry = nullptr;
    std::string signature;
    std::string arguments;
    std::string columns;
    bool out_of_memory = false;
  };

  SynthHelp(const Arguments&, Host&) noexcept {}

  std::uint64_t size() const noexcept { return catalog().size(); }
  void at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;
};

}  // namespace synth
