#include "output/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

int tree_remove(const char *path)
{
    enum { FOLDERS_AT_ONCE = 16 };
    return nftw(path, remove_entry, FOLDERS_AT_ONCE, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0 ? 0 : -1;
}

int tree_is_empty(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return -1;
    }
    int empty = 1;
    for (struct dirent *entry; empty && (entry = readdir(folder)) != NULL;) {
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    }
    closedir(folder);
    return empty;
}

bool tree_is_result(const char *path)
{
    char *name;
    if (asprintf(&name, "%s/manifest.json", path) < 0) {
        return false;
    }
    json_t *manifest = json_load_file(name, 0, NULL);
    free(name);
    const char *program = json_string_value(json_object_get(manifest, "program"));
    bool ours = program != NULL && strcmp(program, "termijn") == 0;
    json_decref(manifest);
    return ours;
}

static int make_folder(const char *path)
{
    struct stat status;
    if (mkdir(path, 0777) == 0) {
        return 1;
    }
    int error = errno;
    if (stat(path, &status) == 0) { /* mkdir may say EROFS or EACCES of one that is there */
        errno = ENOTDIR;
        return S_ISDIR(status.st_mode) ? 0 : -1;
    }
    errno = error;
    return -1;
}

int tree_make_folders(char *path, size_t *stood)
{
    size_t length = strlen(path);
    *stood = length;
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        char mark = path[i];
        path[i] = '\0';
        int made = make_folder(path);
        path[i] = mark;
        if (made < 0) {
            int error = errno;
            tree_unmake_folders(path, *stood);
            errno = error;
            return -1;
        }
        if (made == 1 && *stood == length) {
            char *slash = memrchr(path, '/', i);
            *stood = slash == NULL ? 0 : (size_t)(slash - path);
        }
    }
    return 0;
}

void tree_unmake_folders(char *path, size_t stood)
{
    for (size_t i = strlen(path); i > stood; i--) {
        if (path[i] == '/' || path[i] == '\0') {
            char mark = path[i];
            path[i] = '\0';
            rmdir(path); /* others may have put something there; then it stays */
            path[i] = mark;
        }
    }
}

int tree_sync(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return -1;
    }
    int status = fsync(folder);
    if (status != 0 && (errno == EINVAL || errno == EROFS)) {
        status = 0; /* this file system does not sync folders */
    }
    int error = errno;
    close(folder);
    errno = error;
    return status;
}

int tree_swap_by_renames(const char *fresh, const char *target, const char *aside)
{
    if (rename(target, aside) != 0 && errno != ENOENT) {
        return -1;
    }
    if (rename(fresh, target) == 0) {
        return 0;
    }
    int error = errno;
    rename(aside, target);
    errno = error;
    return -1;
}

int tree_swap(const char *fresh, const char *target, const char *aside)
{
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, target, RENAME_EXCHANGE) == 0) {
        return 0;
    }
    switch (errno) {
    case ENOENT: /* nothing stands there yet */
    case EINVAL: /* the file system cannot exchange */
    case ENOSYS: /* nor can the kernel */
        return tree_swap_by_renames(fresh, target, aside);
    default:
        return -1;
    }
}
