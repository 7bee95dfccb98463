#ifndef FATSOEN_SQLITE_SETUP_H
#define FATSOEN_SQLITE_SETUP_H

int sqlite3_config(int option, ...);

/// Lets SQLite count no memory: the count has one lock for all connections, taken at every allocation. A function with a
/// variable number of arguments cannot be called from Swift. Gives 0, or another number when SQLite is at work already.
static inline int fatsoen_sqlite_count_no_memory(void) {
  return sqlite3_config(9 /* SQLITE_CONFIG_MEMSTATUS */, 0);
}

#endif
