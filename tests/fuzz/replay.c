/* Without libFuzzer: every file of the folders and files named is given to the target once. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "fuzz/fuzz.h"

static size_t replay_file(const char *path)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "rb"), *copy = open_memstream(&bytes, &size);
    int c;

    fuzz_expect(in != NULL && copy != NULL, path);
    while ((c = getc(in)) != EOF)
        putc(c, copy);
    fclose(in);
    fuzz_expect(fclose(copy) == 0, path);
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    free(bytes);
    return 1;
}

static int is_input(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static size_t replay(const char *path)
{
    struct stat status;
    struct dirent **entries;
    size_t done = 0;

    fuzz_expect(stat(path, &status) == 0, path);
    if (!S_ISDIR(status.st_mode))
        return replay_file(path);
    const int n = scandir(path, &entries, is_input, alphasort);
    fuzz_expect(n >= 0, path);
    for (int i = 0; i < n; i++) {
        char *inner = NULL;
        fuzz_expect(asprintf(&inner, "%s/%s", path, entries[i]->d_name) >= 0, path);
        done += replay(inner);
        free(inner);
        free(entries[i]);
    }
    free(entries);
    return done;
}

int main(int argc, char **argv)
{
    size_t done = 0;

    for (int i = 1; i < argc; i++)
        done += argv[i][0] == '-' ? 0 : replay(argv[i]);
    printf("%zu inputs\n", done);
    return done == 0;
}
