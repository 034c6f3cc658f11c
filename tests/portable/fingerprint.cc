// Prints the signatures of tests/known/fingerprints.txt: to be built with any compiler, at any level, for any
// processor.
#include "support/fingerprint.h"

#include <cstdio>

int main() {
  std::fputs(synth::testing::fingerprints().c_str(), stdout);
}
