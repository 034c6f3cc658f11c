#include "draw/training_history.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "core/numbers.h"

namespace synth::draw {
namespace {

constexpr double kMaxLoss = 100;  // nats: more than any model has

// Colours that can be told apart by everybody, on white as on black (Okabe & Ito 2008).
constexpr char kHead[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 520\" width=\"720\" height=\"520\" role=\"img\" "
    "aria-label=\"Training history\">\n"
    "<style>\n"
    "  svg { background: #ffffff; color: #24292f; }\n"
    "  .paper { fill: #ffffff; } text { fill: #24292f; font: 13px sans-serif; }\n"
    "  .title { font-size: 16px; font-weight: bold; }\n"
    "  .grid { stroke: #d0d7de; stroke-width: 1; } .axis { stroke: #57606a; stroke-width: 1; }\n"
    "  .train { stroke: #0072b2; } .validation { stroke: #d55e00; } .accuracy { stroke: #009e73; }\n"
    "  .line { fill: none; stroke-width: 2; } .best { stroke: #57606a; stroke-dasharray: 4 4; }\n"
    "  @media (prefers-color-scheme: dark) {\n"
    "    svg { background: #0d1117; } .paper { fill: #0d1117; } text { fill: #e6edf3; }\n"
    "    .grid { stroke: #30363d; } .axis, .best { stroke: #8b949e; }\n"
    "    .train { stroke: #56b4e9; } .validation { stroke: #ff9d5c; } .accuracy { stroke: #2fd0a0; }\n"
    "  }\n"
    "</style>\n"
    "<rect class=\"paper\" width=\"720\" height=\"520\"/>\n"
    "<text class=\"title\" x=\"70\" y=\"28\">Training history</text>\n";

std::string written(const char* text) {
  return text;
}
std::string written(const std::string& text) {
  return text;
}
std::string written(std::size_t number) {
  return std::to_string(number);
}
/// A coordinate in tenths of a pixel: more digits would not be seen.
std::string written(double number) {
  return in_decimals(number, std::trunc(number) == number ? 0 : 1);
}

/// Replaces each {} of the pattern by the next value.
std::string format(std::string_view pattern, const auto&... values) {
  std::string text;
  const auto next = [&](const std::string& value) {
    const std::size_t place = pattern.find("{}");
    text.append(pattern.substr(0, place)).append(value);
    pattern.remove_prefix(place + 2);
  };
  (next(written(values)), ...);
  return text.append(pattern);
}

// What an axis shows.
struct Range {
  double low = 0, high = 0;

  void add(const std::vector<double>& values) {
    for (const double value : values) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  // At least a range of `least` is shown, so that a nearly flat curve looks flat and its ticks have few digits; nothing
  // outside [0, most] is shown.
  Range widened(double least, double most) const {
    Range wide{std::clamp(low, 0.0, most), std::clamp(high, 0.0, most)};
    least = std::max(least, wide.high / 100);
    const double missing = std::max(0.0, least - (wide.high - wide.low));
    wide.low = std::max(0.0, wide.low - missing / 2);
    wide.high = std::min(most, std::max(wide.high, wide.low + least));
    wide.low = std::min(wide.low, std::max(0.0, wide.high - least));
    return wide;
  }
};

// One diagram: epochs to the right, a quantity upwards.
class Diagram {
 public:
  Diagram(double top, double bottom, std::size_t epochs, const Range& range)
      : top_(top), bottom_(bottom), epochs_(epochs), step_(nice_step(range.high - range.low)) {
    // A little slack, because 0.4 / 0.1 is not exactly 4.
    low_ = std::floor(range.low / step_ + 1e-3) * step_;
    high_ = std::max(std::ceil(range.high / step_ - 1e-3) * step_, low_ + step_);
  }

  double x(double epoch) const {
    return epochs_ < 2 ? (kLeft + kRight) / 2
                       : kLeft + (kRight - kLeft) * (epoch - 1) / static_cast<double>(epochs_ - 1);
  }
  double y(double value) const {
    return bottom_ - (bottom_ - top_) * (std::clamp(value, low_, high_) - low_) / (high_ - low_);
  }

  std::string axes(const char* name) const {
    std::string svg;
    const int lines = static_cast<int>(std::lround((high_ - low_) / step_));  // at most 7
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step_) - 1e-9)));
    for (int i = 0; i <= lines; ++i) {
      const double value = low_ + i * step_;
      svg +=
          format("<line class=\"grid\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", kLeft, y(value), kRight, y(value));
      svg += format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n", kLeft - 8, y(value) + 4,
                    in_decimals(value, decimals));
    }
    const double every = std::max(1.0, nice_step(static_cast<double>(epochs_) * 0.6));
    for (double epoch = 1; epoch <= static_cast<double>(epochs_);
         epoch = epoch == 1 && every > 1 ? every : epoch + every)
      svg += format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x(epoch), bottom_ + 18, epoch);
    svg += format("<path class=\"axis\" fill=\"none\" d=\"M{} {}V{}H{}\"/>\n", kLeft, top_, bottom_, kRight);
    svg += format("<text transform=\"translate(16 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
                  (top_ + bottom_) / 2, name);
    return svg;
  }

  std::string line(const char* kind, const std::vector<double>& values) const {
    std::string svg = format("<path class=\"line {}\" d=\"", kind);
    for (std::size_t i = 0; i < values.size(); ++i)
      svg += format("{}{} {}", i == 0 ? "M" : "L", x(static_cast<double>(i + 1)), y(values[i]));
    if (values.size() == 1) return svg + "h0.1\" stroke-linecap=\"round\" style=\"stroke-width: 8\"/>\n";  // a dot
    return svg + "\" stroke-linecap=\"round\"/>\n";
  }

  std::string mark(std::size_t epoch) const {
    return format("<line class=\"best\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", x(static_cast<double>(epoch)),
                  top_, x(static_cast<double>(epoch)), bottom_);
  }

 private:
  static constexpr double kLeft = 70, kRight = 700;

  // 1, 2 or 5 times a power of ten that gives about five lines.
  static double nice_step(double range) {
    const double rough = range / 5;
    // By hand: with std::pow the module would need glibc 2.29.
    double tens = 1, tenths = 1;
    while (tens <= rough / 10 && tens < 1e300) tens *= 10;
    while (1 / tenths > rough && tenths < 1e300) tenths *= 10;
    const double power = tens / tenths;
    for (const double factor : {1.0, 2.0, 5.0})
      if (rough <= factor * power * 1.0001) return factor * power;
    return 10 * power;
  }

  double top_, bottom_;
  std::size_t epochs_;
  double step_, low_ = 0, high_ = 0;
};

std::string legend(double x, double y, const char* kind, const char* name) {
  return format("<line class=\"line {}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>", kind, x, y, x + 26, y) +
         format("<text x=\"{}\" y=\"{}\">{}</text>\n", x + 34, y + 4, name);
}

}  // namespace

std::string training_history(const TrainingHistory& history) {
  const auto& [train, validation, accuracy, best, held_out] = history;
  std::string svg = kHead;
  if (train.empty())
    return svg +
           "<text x=\"70\" y=\"80\">This model was not trained: its time ran out before the first "
           "epoch.</text>\n</svg>\n";
  Range loss{train.front(), train.front()};
  loss.add(train);
  if (held_out) loss.add(validation);
  svg += legend(250, 24, "train", "train loss");
  if (held_out)
    svg += legend(368, 24, "validation", "validation loss") + legend(520, 24, "accuracy", "validation accuracy");

  const Diagram losses(48, held_out ? 280 : 460, train.size(), loss.widened(0.02, kMaxLoss));
  svg += losses.axes("loss (nats per row)") + losses.line("train", train);
  if (held_out) {
    svg += losses.line("validation", validation);
    Range share{accuracy.front(), accuracy.front()};
    share.add(accuracy);
    const Diagram hits(322, 460, train.size(), share.widened(0.05, 1));
    svg += hits.axes("accuracy") + hits.line("accuracy", accuracy);
    if (best > 0) svg += losses.mark(best) + hits.mark(best);
  }
  svg += "<text x=\"385\" y=\"502\" text-anchor=\"middle\">epoch";
  if (!held_out)
    svg += " (no rows were held out: the last one was kept)";
  else if (best == 0)
    svg += " (none was better than the start, which was kept)";
  else if (*std::min_element(validation.begin(), validation.end()) < validation[best - 1])
    svg += format(" (dashed: the best, {}; later gains were too small to count)", best);
  else
    svg += format(" (dashed: the best, {})", best);
  return svg + "</text>\n</svg>\n";
}

}  // namespace synth::draw
