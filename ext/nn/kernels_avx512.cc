// The kernels for x86-64 with AVX-512F; compiled with -mavx512f, called only where the processor has it.
#if defined(__x86_64__) && defined(__AVX512F__)
#define SYNTH_VECTOR 16
#define SYNTH_LEVEL avx512
#define SYNTH_ENUM VectorLevel::kAvx512
#define SYNTH_NAME "avx512"
#include "nn/kernels_body.h"
#endif
