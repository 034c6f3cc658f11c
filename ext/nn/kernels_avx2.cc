// The kernels for x86-64 with AVX2; compiled with -mavx2, called only where the processor has it.
#if defined(__x86_64__) && defined(__AVX2__)
#define SYNTH_VECTOR 8
#define SYNTH_LEVEL avx2
#define SYNTH_ENUM VectorLevel::kAvx2
#define SYNTH_NAME "avx2"
#include "nn/kernels_body.h"
#endif
