// Stands in for the C library's allocator in the test program and hands every call on to it, so that a test can say what
// one thread allocates. Memory from either is freed by the same free().
#include "allocations.h"

#include <errno.h>
#include <stddef.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || !defined(__GLIBC__)

int allocations_can_be_counted(void) { return 0; }
void allocations_begin(void) {}
long allocations_end(void) { return 0; }

#else

static _Thread_local int counting;
static _Thread_local long count;

int allocations_can_be_counted(void) { return 1; }

void allocations_begin(void) {
  count = 0;
  counting = 1;
}

long allocations_end(void) {
  counting = 0;
  return count;
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
  count += counting;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count += counting;
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  count += counting;
  return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count += counting;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  count += counting;
  void *made = __libc_memalign(alignment, size);
  if (made == NULL) return ENOMEM;
  *memory = made;
  return 0;
}

#endif
