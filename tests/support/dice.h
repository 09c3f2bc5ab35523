/* Chance for random texts: SplitMix64 (Steele, Lea and Flood 2014), the same on every machine. */
#ifndef SUPPORT_DICE_H
#define SUPPORT_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

static inline uint64_t dice_bits(struct dice *dice)
{
    uint64_t x = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* low .. high, both included. */
static inline int dice_pick(struct dice *dice, int low, int high)
{
    return low + (int)(dice_bits(dice) % (uint64_t)(high - low + 1));
}

static inline bool dice_happens(struct dice *dice, int percent)
{
    return dice_pick(dice, 1, 100) <= percent;
}

#endif
