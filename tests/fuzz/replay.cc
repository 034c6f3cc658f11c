// Runs a fuzz target over the kept inputs, one a line in hexadecimal: what libFuzzer does with -runs=0, for every
// compiler.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s inputs.hex\n", argv[0]);
    return 2;
  }
  std::ifstream in(argv[1]);
  int inputs = 0;
  for (std::string line; std::getline(in, line); ++inputs) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < line.size(); i += 2)
      bytes.push_back(static_cast<std::uint8_t>(std::stoi(line.substr(i, 2), nullptr, 16)));
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  std::printf("%d inputs\n", inputs);
  return inputs < 10;  // too few inputs test nothing
}
