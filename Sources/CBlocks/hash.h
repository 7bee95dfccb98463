#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// A hash of bytes: it tells contents apart and finds damage, at the speed of memory. It does not stand against somebody who
// forges; who can write where it is used could do anything.

typedef struct {
  uint64_t lanes[4];
} content_hash;

// The upper half of the product folded into the lower: every bit of either side reaches every bit of the result.
static inline uint64_t content_hash_fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline content_hash content_hash_start(void) {
  content_hash hash = {{0x243F6A8885A308D3ull, 0x13198A2E03707344ull, 0xA4093822299F31D0ull, 0x082EFA98EC4E6C89ull}};
  return hash;
}

// Adds a piece; where one ends and the next begins counts too.
static inline void content_hash_add(content_hash *hash, const void *bytes, size_t count) {
  static const uint64_t factors[4] = {
      0x9E3779B97F4A7C15ull, 0xC2B2AE3D27D4EB4Full, 0xD6E8FEB86659FD93ull, 0xA0761D6478BD642Full};
  const uint8_t *at = (const uint8_t *)bytes;
  uint64_t lanes[4];
  memcpy(lanes, hash->lanes, sizeof lanes);
  lanes[0] = content_hash_fold(lanes[0] ^ count, factors[0]) + lanes[1];
  for (size_t left = count; left > 0;) {
    uint64_t words[4] = {0};
    size_t size = left < sizeof words ? left : sizeof words;
    memcpy(words, at, size);
    for (int lane = 0; lane < 4; lane++) lanes[lane] = content_hash_fold(lanes[lane] ^ words[lane], factors[lane]) + words[lane];
    at += size;
    left -= size;
  }
  // Each lane comes to bear on the next, so that the order of pieces counts in all of them.
  for (int lane = 0; lane < 4; lane++) lanes[lane] ^= content_hash_fold(lanes[(lane + 1) & 3], factors[lane]);
  memcpy(hash->lanes, lanes, sizeof lanes);
}
