#pragma once
#include "blocks.h"

// Finds the literals that stand at the start of a word: a hash of a word's first bytes, and only where that is known a look
// at the literals themselves.

// The literals with the same first bytes.
typedef struct {
  uint64_t key;    // the first bytes, lowest first, each with 0x20 set; 0 marks a free slot
  uint32_t first;  // where they start in `entries`
  uint32_t count;
} words_slot;

// A literal as the table tests it.
typedef struct {
  uint32_t number;
  uint32_t start;   // where it starts in `bytes`
  uint16_t length;  // in bytes
  uint8_t known;    // so many of its first bytes are letters of the key, and match when the key does
  uint8_t is_whole; // whether a letter right after it rules it out
} words_entry;

enum { WORDS_CLASSES = 6 };

// Literals are told apart by their first bytes; a class holds those for which the same number of bytes serves.
typedef struct {
  uint64_t masks[WORDS_CLASSES];  // of the bytes that make the key, by class
  size_t class_count;
  const uint64_t *known;  // a bit for each value of the hash, set where a key has it
  const words_slot *slots;
  int known_shift, slots_shift;  // from a 64-bit hash to the place of its bit, and of its slot
  const words_entry *entries;
  const uint8_t *bytes;
} words_table;

typedef struct {
  uint64_t *items;  // the number of a literal, and in the upper half where it ends
  size_t count, capacity;
} words_found;

static inline uint64_t words_hash(uint64_t key) { return key * 0x9E3779B97F4A7C15ull; }

static inline uint8_t words_lower(uint8_t c) { return (uint8_t)(c - 'A') < 26 ? c | 0x20 : c; }

BLOCKS_INLINE unsigned words_known(const uint64_t *known, int shift, uint64_t key) {
  uint64_t bit = words_hash(key) >> shift;
  return (unsigned)(known[bit >> 6] >> (bit & 63) & 1);
}

// Where among 64 bytes a word may start: at letters, digits and more, with no ASCII letter before them. `carry` tells
// whether the byte before was one.
BLOCKS_INLINE uint64_t words_starts(const uint8_t *text, uint64_t *carry) {
  blocks_v32 low, high;
  blocks_load(text, &low);
  blocks_load(text + 32, &high);
  uint64_t letters = BLOCKS_BITS(BLOCKS_WITHIN(low | 0x20, 'a', 'z')) | BLOCKS_BITS(BLOCKS_WITHIN(high | 0x20, 'a', 'z')) << 32;
  uint64_t others = BLOCKS_BITS(low >= '0') | BLOCKS_BITS(high >= '0') << 32;
  uint64_t starts = others & ~(letters << 1 | *carry);
  *carry = letters >> 63;
  return starts;
}

// Adds the literals with this key that the text starts with; 0 when there is no room.
static __attribute__((noinline)) int words_confirm(
  const words_table *table, uint64_t key, const uint8_t *text, size_t start, size_t count, words_found *found) {
  size_t last = ((size_t)1 << (64 - table->slots_shift)) - 1, slot = words_hash(key) >> table->slots_shift;
  while (table->slots[slot].key != key) {
    if (!table->slots[slot].key) return 1;
    slot = (slot + 1) & last;
  }
  const words_slot same = table->slots[slot];
  for (uint32_t place = same.first; place < same.first + same.count; place++) {
    const words_entry entry = table->entries[place];
    size_t length = entry.length, at = entry.known;
    if (length > count - start) continue;
    while (at < length && words_lower(text[start + at]) == table->bytes[entry.start + at]) at++;
    if (at < length) continue;
    if (entry.is_whole && (uint8_t)((text[start + length] | 0x20) - 'a') < 26) continue;
    if (found->count == found->capacity) return 0;
    found->items[found->count++] = entry.number | (uint64_t)(start + length) << 32;
  }
  return 1;
}

BLOCKS_INLINE size_t words_find_classes(
  const words_table *table, const uint8_t *text, size_t from, size_t count, words_found *found, const size_t classes) {
  const uint64_t *known = table->known;
  const int shift = table->known_shift;
  const uint64_t *masks = table->masks, m0 = masks[0], m1 = masks[1], m2 = masks[2], m3 = masks[3], m4 = masks[4],
                 m5 = masks[5];
  uint64_t carry = (uint8_t)((text[(ptrdiff_t)from - 1] | 0x20) - 'a') < 26;
  for (size_t place = from; place < count; place += 64) {
    size_t found_before = found->count;
    uint64_t starts = words_starts(text + place, &carry);
    if (count - place < 64) starts &= ((uint64_t)1 << (count - place)) - 1;
    for (; starts; starts &= starts - 1) {
      size_t start = place + (size_t)__builtin_ctzll(starts);
      uint64_t letters;
      memcpy(&letters, text + start, sizeof letters);
      letters |= 0x2020202020202020ull;
      // Written out, since a loop would not be unrolled.
      unsigned hits = words_known(known, shift, letters & m0);
      if (classes > 1) hits |= words_known(known, shift, letters & m1) << 1;
      if (classes > 2) hits |= words_known(known, shift, letters & m2) << 2;
      if (classes > 3) hits |= words_known(known, shift, letters & m3) << 3;
      if (classes > 4) hits |= words_known(known, shift, letters & m4) << 4;
      if (classes > 5) hits |= words_known(known, shift, letters & m5) << 5;
      for (; __builtin_expect(hits, 0); hits &= hits - 1) {
        if (words_confirm(table, letters & masks[__builtin_ctz(hits)], text, start, count, found)) continue;
        found->count = found_before;
        return place;
      }
    }
  }
  return count;
}

BLOCKS_INLINE size_t words_find_in(
  const words_table *table, const uint8_t *text, size_t from, size_t count, words_found *found) {
  switch (table->class_count) {
    case 1: return words_find_classes(table, text, from, count, found, 1);
    case 2: return words_find_classes(table, text, from, count, found, 2);
    case 3: return words_find_classes(table, text, from, count, found, 3);
    case 4: return words_find_classes(table, text, from, count, found, 4);
    case 5: return words_find_classes(table, text, from, count, found, 5);
    default: return words_find_classes(table, text, from, count, found, 6);
  }
}

BLOCKS_WIDE static inline size_t words_find_wide(
  const words_table *table, const uint8_t *text, size_t from, size_t count, words_found *found) {
  return words_find_in(table, text, from, count, found);
}

// Adds the literals that start a word from `from` on, and gives where it came: `count`, unless there was no room, and then
// what stands before that is done. 64 bytes behind the text and one before it may be read.
static inline size_t words_find(
  const words_table *table, const uint8_t *text, size_t from, size_t count, words_found *found) {
  return blocks_has_wide() ? words_find_wide(table, text, from, count, found) : words_find_in(table, text, from, count, found);
}
