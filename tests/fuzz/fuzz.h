/* A fuzz target: one function that libFuzzer calls with bytes, and so does the replay of the corpus. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Always 0; what is wrong shows as a crash, a sanitizer's report or an assertion that fails. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file in memory that holds these bytes, the same one for each `slot` (0 or 1), and its path, which stays valid. */
const char *fuzz_file(int slot, const void *bytes, size_t size);

/* Whether a condition holds; ends the program when not, NDEBUG or not. */
void fuzz_expect(int holds, const char *what);

#endif
