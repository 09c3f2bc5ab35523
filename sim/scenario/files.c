/* Reading files whole, within a limit. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "scenario/reader.h"

enum { READ_CHUNK = 64 * 1024 };

/* The bytes of an open file with a NUL behind them, in the arena; NULL with *problem set. */
static const char *read_all(struct reader *reader, int descriptor, size_t *size, const char **problem)
{
    size_t capacity = READ_CHUNK, used = 0;
    char *bytes = malloc(capacity);
    char *text = NULL;
    ssize_t got = 0;

    *problem = NULL;
    while (bytes != NULL && (got = read(descriptor, bytes + used, capacity - used)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        used += (size_t)got;
        if (used > SOURCE_BYTES_MAX)
            break;
        if (used == capacity) {
            char *larger = realloc(bytes, capacity *= 2);
            if (larger == NULL)
                free(bytes);
            bytes = larger;
        }
    }
    if (bytes == NULL)
        reader->out_of_memory = true;
    else if (got < 0)
        *problem = strerror(errno);
    else if (used > SOURCE_BYTES_MAX)
        *problem = "it is larger than 16 MiB";
    else
        text = reader_alloc(reader, used + 1, 1);
    if (text != NULL)
        memcpy(text, bytes, used);
    free(bytes);
    *size = used;
    return text;
}

static const char *folder_of(struct reader *reader, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return "";
    if (slash == path)
        return "/";
    return reader_format(reader, "%.*s", (int)(slash - path), path);
}

static int source_known(const struct reader *reader, const struct stat *status)
{
    for (size_t i = 0; i < reader->n_sources; i++) {
        const struct source *source = &reader->sources[i];
        if (source->inode == status->st_ino && source->device == status->st_dev && source->inode != 0)
            return (int)i;
    }
    return -1;
}

static int add_open(struct reader *reader, const char *path, int descriptor, const char **problem)
{
    struct stat status;
    const char *name, *text;
    size_t size;
    int known, source;

    if (fstat(descriptor, &status) != 0) {
        *problem = strerror(errno);
        return -1;
    }
    if (S_ISDIR(status.st_mode)) {
        *problem = "it is a folder";
        return -1;
    }
    if (S_ISREG(status.st_mode) && (known = source_known(reader, &status)) >= 0)
        return known;
    text = read_all(reader, descriptor, &size, problem);
    name = reader_format(reader, "%s", path);
    source = text == NULL ? -1 : reader_add_text(reader, name, folder_of(reader, path), text, size);
    if (source >= 0 && S_ISREG(status.st_mode)) {
        reader->sources[source].device = status.st_dev;
        reader->sources[source].inode = status.st_ino;
    }
    return source;
}

/* ---- a file that is not there ---- */

/* The name in an open folder that differs from this one by a letter or two. */
static const char *nearly(struct reader *reader, DIR *folder, const char *name)
{
    const char *best = NULL;
    int most = 2;

    for (const struct dirent *entry; most >= 0 && (entry = readdir(folder)) != NULL;) {
        int distance = text_distance(name, entry->d_name, most);
        if (entry->d_name[0] == '.' || distance > most)
            continue;
        best = reader_format(reader, "did you mean `%s`?", entry->d_name);
        most = distance - 1;
    }
    return best;
}

/* A file of nearly that name, or where it was looked for. */
static const char *help_to_find(struct reader *reader, const char *path, struct place named)
{
    const char *folder = folder_of(reader, path), *slash = strrchr(path, '/'), *like;
    DIR *open_folder = opendir(folder[0] == '\0' ? "." : folder);

    if (open_folder == NULL)
        return reader_format(reader, "there is no folder `%s`", folder);
    like = nearly(reader, open_folder, slash == NULL ? path : slash + 1);
    (void)closedir(open_folder);
    if (like != NULL || named.file < 0)
        return like;
    return "files are looked for from the folder of the file that names them";
}

int reader_add_file(struct reader *reader, const char *path, struct place named)
{
    const char *problem = NULL, *help = NULL;
    int source = -1;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);

    if (descriptor < 0) {
        problem = strerror(errno);
        help = errno == ENOENT ? help_to_find(reader, path, named) : NULL;
    } else {
        source = add_open(reader, path, descriptor, &problem);
        (void)close(descriptor);
    }
    if (problem != NULL)
        reader_error(reader, named, help, "cannot read %s: %s", reader_quote(reader, path), problem);
    return source;
}
