/* Hashes that stay the same for ever: they name inputs in manifests and key random numbers. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, 64 bits. */
uint64_t hash_bytes(const void *bytes, size_t size);

/* The same, continued: hash_bytes_more(HASH_START, ...) is hash_bytes(...). */
#define HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_bytes_more(uint64_t hash, const void *bytes, size_t size);

/* 32 well mixed bits of a name or path: every input bit changes about half of them. */
uint32_t hash_id(const char *id);

#endif
