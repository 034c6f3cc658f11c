/* Linked into a release's module, which is to load where glibc is older than the compiler's C++ library expects: what
   that library asks of a newer one. See release.sh. */
#define HIDDEN __attribute__((visibility("hidden")))

/* 2.32: "certainly one thread" would let reference counts do without atomic instructions. */
HIDDEN char __libc_single_threaded = 0;

/* 2.36: for std::random_device, which is never used and so left out by the linker. */
HIDDEN unsigned arc4random(void) { __builtin_trap(); }
