#include "commands/question.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/numbers.h"

namespace synth::commands {
namespace {

/// Takes so many digits from the front of the text, which are a number in [low, high].
bool take_digits(std::string_view& text, std::size_t digits, int low, int high, int& number) noexcept {
  if (text.size() < digits) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, number);
  if (error != std::errc() || end != text.data() + digits || number < low || number > high) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, char letter) noexcept {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

/// HH:MM, HH:MM:SS or HH:MM:SS.SSS, as SQLite reads them.
bool take_time(std::string_view& text) noexcept {
  int number = 0;
  if (!take_digits(text, 2, 0, 24, number) || !take(text, ':') || !take_digits(text, 2, 0, 59, number)) return false;
  if (!take(text, ':')) return true;
  if (!take_digits(text, 2, 0, 59, number)) return false;
  if (!take(text, '.')) return true;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  return digits > 0;
}

/// A date, and then perhaps a time and its difference from UTC.
bool is_date(std::string_view text) noexcept {
  int year = 0, month = 0, day = 0, number = 0;
  if (!take_digits(text, 4, 0, 9999, year) || !take(text, '-') || !take_digits(text, 2, 1, 12, month) ||
      !take(text, '-') || !take_digits(text, 2, 1, 31, day))
    return false;
  const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return false;
  if (text.empty()) return true;
  if (!take(text, 'T') && !take(text, ' ')) return false;
  if (!take_time(text)) return false;
  while (take(text, ' ')) {
  }
  if (take(text, 'Z') || take(text, 'z') || text.empty()) return text.empty();
  return (take(text, '+') || take(text, '-')) && take_digits(text, 2, 0, 14, number) && take(text, ':') &&
         take_digits(text, 2, 0, 59, number) && text.empty();
}

}  // namespace

void check_moment(const Arguments& arguments, std::size_t index) {
  const Value value = as_number(arguments[index]);
  if (value.is_null()) return;
  const auto refuse = [&](std::string_view because) {
    arguments.refuse(index, "a date such as 2026-02-01, a date and time, or unix seconds" + std::string(because));
  };
  if (value.type() == Value::Type::kText) {
    if (!is_date(value.as_bytes())) refuse("");
    return;
  }
  if (value.type() == Value::Type::kBlob) refuse("");
  constexpr double kFirst = 1e8, kLast = 253402300799.0;
  const double seconds =
      value.type() == Value::Type::kInteger ? static_cast<double>(value.as_integer()) : value.as_real();
  if (!(seconds >= kFirst)) refuse(" (those before March 1973 are taken for a mistake, such as a year alone)");
  if (seconds > kLast) refuse(" up to the year 9999 (milliseconds are to be divided by 1000)");
}

void check_question(const Arguments& arguments) {
  check_moment(arguments, find_index(arguments.described(), kAtArgument.name));
  const std::size_t model = find_index(arguments.described(), kModelArgument.name);
  if (arguments.text(model).find_first_of("/\\") != std::string_view::npos)
    arguments.refuse(model, kModelArgument.allowed);
}

std::string advice_on_model(const Arguments& arguments, std::string_view error) {
  if (!error.starts_with("model_load: ")) return {};
  const std::string name(arguments.text(find_index(arguments.described(), kModelArgument.name)));
  return "the table models has no model '" + name +
         "', and no file has it either: make one with SELECT synth_train() or " + "sh sql/train.sh (" +
         std::string(error) + ")";
}

}  // namespace synth::commands
