// SELECT * FROM synth_doctor: checks this host and what is stored here, and says what to do about problems.
//
//   SELECT subject, finding, advice FROM synth_doctor WHERE state <> 'ok';
#pragma once

#include <vector>

#include "commands/diagnosis.h"
#include "core/table.h"

namespace synth::commands {

class SynthDoctor {
 public:
  static const Description kDescription;
  static constexpr bool kTextMayHoldNul = true;
  struct Row {
    const Finding* finding = nullptr;
  };

  /// Checks everything right away.
  SynthDoctor(const Arguments&, Host& host);

  std::uint64_t size() const noexcept { return findings_.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.finding = &findings_[i]; }
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  std::vector<Finding> findings_;
};

}  // namespace synth::commands
