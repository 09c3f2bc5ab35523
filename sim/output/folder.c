#include "output/folder.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "output/tree.h"

/* ---- where the folder goes ---- */

static int out_of_memory(struct problem *problem)
{
    return problem_set(problem, "not enough memory to write the results");
}

/* "a/b//" and "a/b/." -> "a/b"; a link to a folder -> the folder, so that the link stays and its folder is replaced.
 * NULL without memory. */
static char *plain_path(const char *path)
{
    char *resolved = realpath(path, NULL);
    if (resolved != NULL || errno == ENOMEM) {
        return resolved;
    }
    char *copy = strdup(path);
    for (size_t n = copy == NULL ? 0 : strlen(copy); n > 1; n--) {
        if (copy[n - 1] != '/' && !(copy[n - 1] == '.' && copy[n - 2] == '/')) {
            break;
        }
        copy[n - 1] = '\0';
    }
    return copy;
}

static int refuse(const char *path, struct problem *problem)
{
    return problem_set(
        problem,
        "%s exists and holds no results of termijn, so it is left alone; choose another folder with -o, or "
        "remove it first",
        path);
}

/* Whether the plain path may be replaced. */
static int check_target(const char *path, struct problem *problem)
{
    struct stat status;
    if (lstat(path, &status) != 0) {
        return errno == ENOENT ? 0 : problem_errno(problem, errno, "cannot write the results to %s", path);
    }
    if (!S_ISDIR(status.st_mode)) {
        return problem_set(problem, "%s is a file, not a folder; choose another folder with -o", path);
    }
    char here[PATH_MAX];
    if (strcmp(path, "/") == 0) {
        return refuse(path, problem);
    }
    if (getcwd(here, sizeof here) != NULL && strcmp(path, here) == 0) {
        return problem_set(problem, "%s is the folder you are in, which cannot be replaced; choose another with -o",
                           path);
    }
    int empty = tree_is_empty(path);
    if (empty < 0) {
        return problem_errno(problem, errno, "cannot look into %s", path);
    }
    return empty || tree_is_result(path) ? 0 : refuse(path, problem);
}

/* The deepest part of `path` that exists must be a folder that we may write to. Shortens `path`. */
static int check_parent(char *path, struct problem *problem)
{
    for (;;) {
        char *slash = strrchr(path, '/');
        if (slash != NULL) {
            slash[slash == path] = '\0'; /* "/x" becomes "/" */
        }
        const char *parent = slash == NULL ? "." : path;
        if (access(parent, W_OK | X_OK) == 0) {
            return 0;
        }
        if (errno != ENOENT || slash == NULL) {
            return problem_errno(problem, errno, "cannot write the results below %s", parent);
        }
    }
}

int folder_check(const char *path, struct problem *problem)
{
    char *plain = plain_path(path);
    if (plain == NULL) {
        return out_of_memory(problem);
    }
    const char *slash = strrchr(plain, '/');
    bool nameless = *path == '\0' || strcmp(slash == NULL ? plain : slash + 1, "..") == 0;
    int status = nameless ? problem_set(problem, "the folder after -o has no name; write, for instance, -o out/trial")
                          : check_target(plain, problem);
    if (status == 0) {
        status = check_parent(plain, problem);
    }
    free(plain);
    return status;
}

/* ---- what killed runs left ---- */

/* The process of a leftover's name: its number, or -1 when the name is no leftover of this folder. */
static long leftover_process(const char *entry, const char *base, const char *kind)
{
    size_t n = strlen(base), k = strlen(kind);
    if (entry[0] != '.' || strncmp(entry + 1, base, n) != 0 || strncmp(entry + 1 + n, kind, k) != 0) {
        return -1;
    }
    const char *digits = entry + 1 + n + k;
    if (!isdigit((unsigned char)*digits) || digits[strspn(digits, "0123456789")] != '\0') {
        return -1;
    }
    errno = 0;
    long process = strtol(digits, NULL, 10);
    return errno != 0 || process <= 0 || process > INT_MAX ? -1 : process;
}

/* A number of ours is free again, too: in a container processes often have the same few numbers. */
static bool process_is_gone(long process)
{
    return process == (long)getpid() || (kill((pid_t)process, 0) != 0 && errno == ESRCH);
}

static void sweep_entry(const struct folder *folder, const char *entry)
{
    struct stat status;
    long fresh = leftover_process(entry, folder->base, ".tmp-");
    long former = leftover_process(entry, folder->base, ".old-");
    if (!(fresh > 0 && process_is_gone(fresh)) && !(former > 0 && process_is_gone(former))) {
        return;
    }
    char *path;
    if (asprintf(&path, "%s/%s", folder->parent, entry) < 0) {
        return;
    }
    /* A run killed between its two renames had moved the former results aside: they go back. */
    bool missing = lstat(folder->target, &status) != 0 && errno == ENOENT;
    if (former <= 0 || !missing || rename(path, folder->target) != 0) {
        tree_remove(path);
    }
    free(path);
}

static void sweep(const struct folder *folder)
{
    DIR *parent = opendir(folder->parent);
    if (parent == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(parent)) != NULL;) {
        sweep_entry(folder, entry->d_name);
    }
    closedir(parent);
}

/* ---- open ---- */

/* Splits the plain path into parent and base; the parent is made and becomes absolute. */
static int place_folder(struct folder *folder, const char *plain, struct problem *problem)
{
    const char *slash = strrchr(plain, '/');
    folder->base = strdup(slash == NULL ? plain : slash + 1);
    char *parent = slash == NULL ? strdup(".") : strndup(plain, slash == plain ? 1 : (size_t)(slash - plain));
    if (folder->base == NULL || parent == NULL) {
        free(parent);
        return out_of_memory(problem);
    }
    size_t stood;
    if (tree_make_folders(parent, &stood) != 0) {
        problem_errno(problem, errno, "cannot make the folder %s", parent);
        free(parent);
        return -1;
    }
    folder->parent = realpath(parent, NULL);
    size_t made = strlen(parent) - stood;
    free(parent);
    if (folder->parent == NULL) {
        return problem_errno(problem, errno, "cannot open the folder of %s", plain);
    }
    folder->created = strlen(folder->parent) - made;
    if (asprintf(&folder->target, "%s/%s", folder->parent, folder->base) < 0) {
        folder->target = NULL;
        return out_of_memory(problem);
    }
    return 0;
}

static int make_temporary(struct folder *folder, struct problem *problem)
{
    sweep(folder);
    if (asprintf(&folder->temporary, "%s/.%s.tmp-%ld", folder->parent, folder->base, (long)getpid()) < 0) {
        folder->temporary = NULL;
        return out_of_memory(problem);
    }
    if (mkdir(folder->temporary, 0777) != 0) {
        problem_errno(problem, errno, "cannot make a folder in %s", folder->parent);
        free(folder->temporary);
        folder->temporary = NULL;
        return -1;
    }
    return 0;
}

int folder_open(struct folder *folder, const char *path, struct problem *problem)
{
    *folder = (struct folder){0};
    if (folder_check(path, problem) != 0) {
        return -1;
    }
    char *plain = plain_path(path);
    int status = plain == NULL ? out_of_memory(problem) : place_folder(folder, plain, problem);
    free(plain);
    if (status == 0) {
        status = make_temporary(folder, problem);
    }
    if (status != 0) {
        folder_abandon(folder);
    }
    return status;
}

/* ---- files ---- */

static char *inside(const struct folder *folder, const char *name)
{
    char *path;
    return asprintf(&path, "%s/%s", folder->temporary, name) < 0 ? NULL : path;
}

int folder_subfolder(struct folder *folder, const char *name, struct problem *problem)
{
    char *path = inside(folder, name);
    if (path == NULL) {
        return out_of_memory(problem);
    }
    int status = mkdir(path, 0777) == 0 ? 0 : problem_errno(problem, errno, "cannot make the folder %s", path);
    free(path);
    return status;
}

/* Writes and closes; the first error counts, as later ones often follow from it. 0 or an errno. */
static int write_stream(const char *path, folder_writer *writer, const void *data)
{
    FILE *out = fopen(path, "we");
    if (out == NULL) {
        return errno;
    }
    errno = 0;
    writer(out, data);
    int error = ferror(out) ? (errno != 0 ? errno : EIO) : 0;
    if (fflush(out) != 0 && error == 0) {
        error = errno;
    }
    if (error == 0 && fsync(fileno(out)) != 0 && errno != EINVAL) {
        error = errno;
    }
    if (fclose(out) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

int folder_write(struct folder *folder, const char *name, folder_writer *writer, const void *data,
                 struct problem *problem)
{
    char *path = inside(folder, name);
    if (path == NULL) {
        return out_of_memory(problem);
    }
    int error = write_stream(path, writer, data);
    free(path);
    if (error != 0) {
        return problem_errno(problem, error, "cannot write %s for %s", name, folder->target);
    }
    return folder_adopt(folder, name, problem);
}

/* Reads the file back, so that the hash is of what stands on disk. 0 or an errno. */
static int hash_file(const char *path, struct folder_file *file)
{
    FILE *in = fopen(path, "re");
    if (in == NULL) {
        return errno;
    }
    unsigned char block[1 << 14];
    file->hash = HASH_START;
    file->size = 0;
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;) {
        file->hash = hash_bytes_more(file->hash, block, n);
        file->size += (int64_t)n;
    }
    int error = ferror(in) ? EIO : 0;
    if (error == 0 && fsync(fileno(in)) != 0 && errno != EINVAL) {
        error = errno;
    }
    fclose(in);
    return error;
}

int folder_adopt(struct folder *folder, const char *name, struct problem *problem)
{
    struct folder_file *files = realloc(folder->files, (folder->n_files + 1) * sizeof *files);
    if (files == NULL) {
        return out_of_memory(problem);
    }
    folder->files = files;
    struct folder_file *file = &files[folder->n_files];
    file->name = strdup(name);
    char *path = inside(folder, name);
    int error = file->name == NULL || path == NULL ? ENOMEM : hash_file(path, file);
    free(path);
    if (error != 0) {
        free(file->name);
        return problem_errno(problem, error, "cannot read back %s of %s", name, folder->target);
    }
    folder->n_files++;
    return 0;
}

void folder_forget(struct folder *folder, size_t n)
{
    while (folder->n_files > n) {
        free(folder->files[--folder->n_files].name);
    }
}

void folder_remove(struct folder *folder, const char *name)
{
    char *path = inside(folder, name);
    if (path != NULL) {
        tree_remove(path);
    }
    free(path);
}

/* ---- commit ---- */

int folder_commit(struct folder *folder, struct problem *problem)
{
    char *aside;
    if (check_target(folder->target, problem) != 0) { /* someone may have put a file there since */
        return -1;
    }
    if (asprintf(&aside, "%s/.%s.old-%ld", folder->parent, folder->base, (long)getpid()) < 0) {
        return out_of_memory(problem);
    }
    if (tree_sync(folder->temporary) != 0 || tree_swap(folder->temporary, folder->target, aside) != 0) {
        problem_errno(problem, errno, "cannot put the results in their place, %s", folder->target);
        free(aside);
        return -1;
    }
    tree_sync(folder->parent); /* the results are complete either way */
    tree_remove(folder->temporary);
    tree_remove(aside);
    free(aside);
    free(folder->temporary);
    folder->temporary = NULL;
    folder->created = strlen(folder->parent);
    return 0;
}

void folder_abandon(struct folder *folder)
{
    if (folder->temporary != NULL) {
        tree_remove(folder->temporary);
    }
    if (folder->parent != NULL) {
        tree_unmake_folders(folder->parent, folder->created);
    }
    folder_forget(folder, 0);
    free(folder->files);
    free(folder->temporary);
    free(folder->target);
    free(folder->base);
    free(folder->parent);
    *folder = (struct folder){0};
}
