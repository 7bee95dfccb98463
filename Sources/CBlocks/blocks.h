#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// One pass over a text, sixteen bytes at a time. In C because Swift's SIMD types compile to scalar code for the masks that
// this needs; the vector extensions serve every processor that clang knows.

typedef uint8_t blocks_v16 __attribute__((vector_size(16)));
typedef uint64_t blocks_v2 __attribute__((vector_size(16)));

static inline blocks_v16 blocks_load(const uint8_t *at) {
  blocks_v16 v;
  memcpy(&v, at, sizeof v);
  return v;
}

static inline blocks_v16 blocks_within(blocks_v16 v, uint8_t first, uint8_t last) {
  return (blocks_v16)((blocks_v16)(v - first) <= (uint8_t)(last - first));
}

// ASCII letters, and every byte of scalars above ASCII.
static inline blocks_v16 blocks_letters(blocks_v16 v) {
  return blocks_within(v | 0x20, 'a', 'z') | (blocks_v16)(v >= 0x80);
}

static inline uint64_t blocks_any(blocks_v16 v) {
  blocks_v2 halves = (blocks_v2)v;
  return halves[0] | halves[1];
}

static inline int blocks_count(blocks_v16 v) {
  blocks_v2 halves = (blocks_v2)v & 0x0101010101010101ull;
  return __builtin_popcountll(halves[0]) + __builtin_popcountll(halves[1]);
}

enum {
  BLOCKS_ABOVE_ASCII = 1,  // a byte from 0x80
  BLOCKS_STRETCHED = 2,    // three equal letters in a row
  BLOCKS_ALONE = 4,        // three letters or more without a letter beside them
  BLOCKS_SIGN = 8,         // a leet sign or a mask with a letter on either side
  BLOCKS_QUOTE = 16        // a straight quotation mark or apostrophe
};

// What stands in a text. The byte before it is no letter, sixteen bytes on both sides may be read; what stands behind it
// counts as a neighbour of the last byte only.
static inline int blocks_traits(const uint8_t *text, size_t count) {
  static const uint8_t ramp[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  blocks_v16 above = {0}, stretched = {0}, signs = {0}, quotes = {0};
  int alone = 0;
  for (size_t place = 0; place < count; place += 16) {
    blocks_v16 now = blocks_load(text + place);
    blocks_v16 before = blocks_load(text + place - 1);
    blocks_v16 after = blocks_load(text + place + 1);
    if (count - place < 16) {
      // Behind the text there is nothing.
      blocks_v16 rest = blocks_load(ramp), kept = (blocks_v16)(rest < (uint8_t)(count - place));
      now &= kept;
      after &= (blocks_v16)(rest + 1 < (uint8_t)(count - place));
    }
    blocks_v16 letters = blocks_letters(now), left = blocks_letters(before), right = blocks_letters(after);
    blocks_v16 low = now | 0x20;
    above |= now;
    quotes |= (blocks_v16)(now == '"') | (blocks_v16)(now == '\'');
    stretched |= letters & (blocks_v16)(low == (before | 0x20)) & (blocks_v16)(low == (after | 0x20));
    signs |= (left | right)
      & (blocks_within(now, '0', '9') | (blocks_v16)(now == '@') | (blocks_v16)(now == '$') | (blocks_v16)(now == '*')
         | (blocks_v16)(now == '#') | (blocks_v16)(now == '%'));
    signs |= left & right & ((blocks_v16)(now == '!') | (blocks_v16)(now == '+') | (blocks_v16)(now == '|'));
    blocks_v16 single = letters & ~left & ~right;
    if (blocks_any(single)) alone += blocks_count(single);
  }
  return (blocks_any(above) & 0x8080808080808080ull ? BLOCKS_ABOVE_ASCII : 0) | (blocks_any(stretched) ? BLOCKS_STRETCHED : 0)
    | (alone >= 3 ? BLOCKS_ALONE : 0) | (blocks_any(signs) ? BLOCKS_SIGN : 0)
    | (blocks_any(quotes) ? BLOCKS_QUOTE : 0);
}
