/// Whether allocations can be counted here: not under a sanitizer, which has an allocator of its own.
int allocations_can_be_counted(void);
/// Begins to count what this thread allocates.
void allocations_begin(void);
/// Ends counting and gives the number of calls to malloc, calloc, realloc, aligned_alloc and posix_memalign.
long allocations_end(void);
