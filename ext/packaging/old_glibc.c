/* Linked into a release's module: the functions of a newer glibc that the compiler's C++ library needs, so that the module
   loads with an older one. See release.sh. */
#define HIDDEN __attribute__((visibility("hidden")))

/* 2.32: "certainly one thread" would let reference counts do without atomic instructions. */
HIDDEN char __libc_single_threaded = 0;

/* 2.36: for std::random_device, which is never used and so left out by the linker. */
HIDDEN unsigned arc4random(void) { __builtin_trap(); }
