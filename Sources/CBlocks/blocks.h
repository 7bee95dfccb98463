#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

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

static inline int blocks_is_letter(uint8_t c) { return c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

static inline int blocks_is_inner(uint8_t c) { return c == '!' || c == '+' || c == '|'; }

static inline int blocks_is_sign(uint8_t c) {
  return (c >= '0' && c <= '9') || c == '@' || c == '$' || c == '*' || c == '#' || c == '%';
}

// Whether, among sixteen bytes, a run of signs that touches a letter goes on to another letter, or to a sign that may end a
// word: "a!!b" and "$!a", but not "a!!".
static inline int blocks_sign_runs(const uint8_t *text, size_t count, size_t from) {
  for (size_t at = from; at < count && at < from + 16; at++) {
    if (!blocks_is_inner(text[at])) continue;
    size_t low = at, high = at + 1;
    int outer = 0;
    while (low > 0 && (blocks_is_inner(text[low - 1]) || blocks_is_sign(text[low - 1]))) outer |= blocks_is_sign(text[--low]);
    while (high < count && (blocks_is_inner(text[high]) || blocks_is_sign(text[high]))) outer |= blocks_is_sign(text[high++]);
    int left = low > 0 && blocks_is_letter(text[low - 1]), right = high < count && blocks_is_letter(text[high]);
    if ((left && right) || ((left || right) && outer)) return 1;
    at = high;
  }
  return 0;
}

// Leet signs without a letter or digit beside them.
static inline int blocks_lone_signs(const uint8_t *text, size_t count) {
  int found = 0;
  for (size_t place = 0; place < count; place++) {
    uint8_t c = text[place];
    if (!((c >= '0' && c <= '8' && c != '2' && c != '6') || c == '@' || c == '$' || c == '!' || c == '|' || c == '+')) continue;
    uint8_t a = place ? text[place - 1] : ' ', b = place + 1 < count ? text[place + 1] : ' ';
    if ((a >= '0' && a <= '9') || (b >= '0' && b <= '9')) continue;
    found++;
  }
  return found;
}

// What stands in a text. The byte before it is no letter, sixteen bytes on both sides may be read; what stands behind it
// counts as a neighbour of the last byte only.
static inline int blocks_traits(const uint8_t *text, size_t count) {
  static const uint8_t ramp[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  blocks_v16 above = {0}, stretched = {0}, signs = {0}, quotes = {0};
  int alone = 0, runs = 0;
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
    stretched |= letters & (blocks_v16)(low == (before | 0x20)) & (blocks_v16)(low == (after | 0x20));
    // Most blocks hold letters, spaces, commas and full stops, with letters beside each other: nothing more to see there.
    blocks_v16 single = letters & ~left & ~right;
    blocks_v16 others = ~letters & (blocks_v16)(now > ' ') & ~((blocks_v16)(now == ',') | (blocks_v16)(now == '.'));
    if (!blocks_any(single | others)) continue;
    if (blocks_any(single)) alone += blocks_count(single);
    quotes |= (blocks_v16)(now == '"') | (blocks_v16)(now == '\'');
    signs |= (left | right)
      & (blocks_within(now, '0', '9') | (blocks_v16)(now == '@') | (blocks_v16)(now == '$') | (blocks_v16)(now == '*')
         | (blocks_v16)(now == '#') | (blocks_v16)(now == '%'));
    blocks_v16 inner = (blocks_v16)(now == '!') | (blocks_v16)(now == '+') | (blocks_v16)(now == '|');
    signs |= left & right & inner;
    if (blocks_any(inner & (left ^ right))) runs |= blocks_sign_runs(text, count, place);
  }
  // With just two such letters, signs may stand for more: "h 0 3 r".
  if (alone == 2) alone += blocks_lone_signs(text, count);
  return (blocks_any(above) & 0x8080808080808080ull ? BLOCKS_ABOVE_ASCII : 0) | (blocks_any(stretched) ? BLOCKS_STRETCHED : 0)
    | (alone >= 3 ? BLOCKS_ALONE : 0) | (runs || blocks_any(signs) ? BLOCKS_SIGN : 0)
    | (blocks_any(quotes) ? BLOCKS_QUOTE : 0);
}

// Processor time of this thread in nanoseconds: a busy machine must not make a message look slow.
static inline uint64_t blocks_thread_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000ull + (uint64_t)now.tv_nsec;
}
