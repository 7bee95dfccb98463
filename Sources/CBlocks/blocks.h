#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

// One pass over a text, many bytes at a time. In C because Swift's SIMD types compile to scalar code for the masks that
// this needs; the vector extensions serve every processor that clang knows.

typedef uint8_t blocks_v32 __attribute__((vector_size(32)));
typedef int8_t blocks_s32 __attribute__((vector_size(32)));
typedef uint8_t blocks_e32 __attribute__((ext_vector_type(32)));
typedef _Bool blocks_b32 __attribute__((ext_vector_type(32)));

// Most processors have instructions that halve the work; which ones are there is known when the program runs.
#if defined(__x86_64__)
#define BLOCKS_WIDE __attribute__((target("avx2,bmi,bmi2")))
static inline int blocks_has_wide(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"); }
#else
#define BLOCKS_WIDE
static inline int blocks_has_wide(void) { return 0; }
#endif
#define BLOCKS_INLINE static inline __attribute__((always_inline))

BLOCKS_INLINE void blocks_load(const uint8_t *at, blocks_v32 *v) { memcpy(v, at, sizeof *v); }

// The bytes of a vector that lie between two, as 0xFF and 0. Macros, since passing such vectors depends on the processor.
#define BLOCKS_WITHIN(v, first, last) \
  ((blocks_v32)((blocks_v32)((v) - (uint8_t)(first)) <= (uint8_t)((last) - (first))))

// One bit for each of thirty-two bytes that is 0xFF and not 0.
#define BLOCKS_BITS(v) blocks_pack(__builtin_convertvector((blocks_e32)(v) != 0, blocks_b32))
#define blocks_pack(flags) \
  ({ \
    blocks_b32 packed_ = (flags); \
    uint32_t mask_; \
    memcpy(&mask_, &packed_, sizeof mask_); \
    (uint64_t)mask_; \
  })

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

// Whether a run of signs that touches a letter goes on to another letter, or to a sign that may end a word: "a!!b" and
// "$!a", but not "a!!".
static inline int blocks_sign_runs(const uint8_t *text, size_t count) {
  for (size_t at = 0; at < count; at++) {
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

// Sixty-four flags, one for each byte of a block.
typedef struct {
  uint64_t above;    // a byte from 0x80
  uint64_t letters;  // ASCII letters, and every byte of scalars above ASCII
  uint64_t same;     // equal, but for case, to the byte before
  uint64_t others;   // neither letter, control, space, comma nor full stop
} blocks_flags;

BLOCKS_INLINE void blocks_look(const uint8_t *text, blocks_flags *flags) {
  *flags = (blocks_flags){0};
  // Written out, since a loop would not be unrolled.
#define BLOCKS_PART(shift) \
  { \
    blocks_v32 now, before; \
    blocks_load(text + shift, &now); \
    blocks_load(text + shift - 1, &before); \
    blocks_v32 low = now | 0x20, latin = BLOCKS_WITHIN(low, 'a', 'z'); \
    blocks_v32 plain = latin | (blocks_v32)(now <= ' ') | (blocks_v32)((now & 0xFD) == ','); \
    uint64_t above = BLOCKS_BITS((blocks_s32)now < 0); \
    flags->above |= above << shift; \
    flags->letters |= (above | BLOCKS_BITS(latin)) << shift; \
    flags->same |= BLOCKS_BITS(low == (before | 0x20)) << shift; \
    flags->others |= (~(above | BLOCKS_BITS(plain)) & 0xFFFFFFFF) << shift; \
  }
  BLOCKS_PART(0)
  BLOCKS_PART(32)
#undef BLOCKS_PART
}

BLOCKS_INLINE int blocks_traits_in(const uint8_t *text, size_t count) {
  uint64_t above = 0, stretched = 0, signs = 0, quotes = 0, runs = 0;
  // Of the block before, to look at a byte's neighbours on both sides one byte later.
  uint64_t old_letters = 0, old_same = 0, old_marks = 0, old_inner = 0;
  int alone = 0;
  // One step further than the text, for the neighbours of its last byte.
  for (size_t place = 0; place <= count; place += 64) {
    blocks_flags now;
    blocks_look(text + place, &now);
    uint64_t valid = count - place >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (count - place)) - 1;
    uint64_t letters = now.letters & valid, same = now.same & letters, marks = 0, inner = 0;
    above |= now.above & valid;
    for (uint64_t rest = now.others & valid; rest; rest &= rest - 1) {
      int at = __builtin_ctzll(rest);
      uint8_t c = text[place + (size_t)at];
      if (blocks_is_sign(c)) marks |= (uint64_t)1 << at;
      else if (blocks_is_inner(c)) inner |= (uint64_t)1 << at;
      else quotes |= c == '"' || c == '\'';
    }
    uint64_t left = letters << 1 | old_letters >> 63, left2 = letters << 2 | old_letters >> 62;
    stretched |= same & (same << 1 | old_same >> 63);
    alone += __builtin_popcountll(left & ~left2 & ~letters);
    signs |= (marks & left) | ((marks << 1 | old_marks >> 63) & letters);
    uint64_t left_inner = inner << 1 | old_inner >> 63, joint = marks | inner;
    signs |= left_inner & left2 & letters;
    runs |= (inner & (joint << 1 | (old_marks | old_inner) >> 63)) | (marks & left_inner);
    old_letters = letters, old_same = same, old_marks = marks, old_inner = inner;
  }
  if (runs && !signs) signs = (uint64_t)blocks_sign_runs(text, count);
  // With just two such letters, signs may stand for more: "h 0 3 r".
  if (alone == 2) alone += blocks_lone_signs(text, count);
  return (above ? BLOCKS_ABOVE_ASCII : 0) | (stretched ? BLOCKS_STRETCHED : 0) | (alone >= 3 ? BLOCKS_ALONE : 0)
    | (signs ? BLOCKS_SIGN : 0) | (quotes ? BLOCKS_QUOTE : 0);
}

BLOCKS_WIDE static inline int blocks_traits_wide(const uint8_t *text, size_t count) { return blocks_traits_in(text, count); }

// What stands in a text. The byte before it is no letter; 64 bytes behind it may be read, but are not looked at.
static inline int blocks_traits(const uint8_t *text, size_t count) {
  return blocks_has_wide() ? blocks_traits_wide(text, count) : blocks_traits_in(text, count);
}

// Whether a byte occurs.
static inline _Bool blocks_has(const uint8_t *text, size_t count, uint8_t byte) { return memchr(text, byte, count) != NULL; }

// Processor time of this thread in nanoseconds: a busy machine must not make a message look slow.
static inline uint64_t blocks_thread_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000ull + (uint64_t)now.tv_nsec;
}
