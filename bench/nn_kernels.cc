// Which share of a core's peak the dense part of the network reaches: matrix products of the shapes used in training,
// at each vector level, compared with the machine's peak measured in the same run.
//
//   ninja -C build bench_nn_kernels && build/bench/bench_nn_kernels
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "nn/kernels.h"
#include "peak.h"

using namespace synth;

namespace {

struct Product {
  const char* what;
  std::size_t rows, depth, width;
  bool transposed;
};

// A shard of 64 cells, 15 labels (padded to 16), hidden layers of 64 and 32.
constexpr Product kProducts[] = {{"labels to 64, forward", 64, 16, 64, false},
                                 {"64 to 32, forward", 64, 64, 32, false},
                                 {"32 to labels, forward", 64, 32, 16, false},
                                 {"64 to 32, weights' gradient", 64, 64, 32, true},
                                 {"64 to 32, inputs' gradient", 64, 32, 64, false}};

double flops(const nn::Kernels& kernels, const Product& product) {
  std::vector<float> a(product.rows * product.depth, 0.5f), b(product.depth * product.width, 0.25f),
      c(product.rows * product.width);
  const nn::Operand operand =
      product.transposed ? nn::Operand{a.data(), 1, product.rows} : nn::Operand{a.data(), product.depth, 1};
  double best = 1e9;
  constexpr int kTimes = 20000;
  for (int round = 0; round < 7; ++round) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < kTimes; ++i)
      kernels.multiply(product.rows, product.depth, product.width, operand, b.data(), product.width, c.data(),
                       product.width, false);
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return 2.0 * static_cast<double>(product.rows * product.depth * product.width) * kTimes / best;
}

}  // namespace

int main() {
  for (const nn::VectorLevel level : {nn::VectorLevel::kPlain, nn::VectorLevel::kAvx2, nn::VectorLevel::kAvx512}) {
    const nn::Kernels* kernels = nn::kernels_of(level);
    if (kernels == nullptr) continue;
    const bench::Peak peak = bench::peak_of(level);
    std::printf("%s: peak of one core %.1f GFLOP/s fused, %.1f without fusing\n", kernels->name, peak.fused / 1e9,
                peak.separate / 1e9);
    for (const Product& product : kProducts) {
      const double done = flops(*kernels, product);
      std::printf("  %-30s %6.1f GFLOP/s  %3.0f %% of the fused peak, %3.0f %% of the other\n", product.what,
                  done / 1e9, 100 * done / peak.fused, 100 * done / peak.separate);
    }
  }
}
