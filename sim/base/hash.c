#include "base/hash.h"

#include <string.h>

uint64_t hash_bytes_more(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t hash_bytes(const void *bytes, size_t size)
{
    return hash_bytes_more(HASH_START, bytes, size);
}

uint32_t hash_id(const char *id)
{
    uint64_t mixed = hash_bytes(id, strlen(id));

    /* FNV leaves the last byte in the low bits; two xor-multiply rounds (the splitmix64 finaliser) spread it. */
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    mixed ^= mixed >> 31;
    return (uint32_t)(mixed >> 32);
}
