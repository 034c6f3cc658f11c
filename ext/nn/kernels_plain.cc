// The kernels for every processor (on x86-64: SSE2).
#define SYNTH_VECTOR 4
#define SYNTH_LEVEL plain
#define SYNTH_ENUM VectorLevel::kPlain
#define SYNTH_NAME "plain"
#include "nn/kernels_body.h"
