#include "commands/resume.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "commands/command.h"
#include "output/folder.h"

static uint64_t hash_text(uint64_t hash, const char *text)
{
    return hash_bytes_more(hash, text, strlen(text) + 1);
}

static uint64_t hash_scenario(uint64_t hash, const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->n_files; i++) {
        hash = hash_text(hash, scenario->files[i]);
        hash = hash_bytes_more(hash, &scenario->file_hashes[i], sizeof scenario->file_hashes[i]);
    }
    return hash;
}

static char *make_title(const struct resume *resume)
{
    uint64_t hash = hash_text(hash_text(HASH_START, TERMIJN_VERSION), resume->more);
    char *title = NULL;
    hash = hash_scenario(hash, resume->scenario);
    for (size_t i = 0; i < resume->n_others; i++) {
        hash = hash_scenario(hash_text(hash, "."), resume->others[i]);
    }
    return asprintf(&title, "%s %016" PRIx64 " seed %" PRIu64, resume->command, hash, resume->seed) < 0 ? NULL : title;
}

static int run_with(const struct resume *resume, int (*work)(void *user, struct journal *journal), void *user,
                    struct journal *journal)
{
    if (journal->n_read > 0 && !resume->quiet) {
        complain("going on with what was found before, kept in %s", journal->path);
    }
    int code = work(user, journal);
    bool keep = code != EXIT_DONE && journal->n > 0;
    if (code == EXIT_INTERRUPTED && keep) {
        complain("interrupted; the %s done are kept in %s: the same command goes on from there", resume->what,
                 journal->path);
    } else if (code == EXIT_INTERRUPTED) {
        complain("interrupted; nothing was written");
    }
    journal_close(journal, keep);
    return code;
}

/* The length of a path without what may stand behind its name: "a/b//" and "a/b/." are "a/b". */
static int bare_length(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && (path[n - 1] == '/' || (path[n - 1] == '.' && path[n - 2] == '/'))) {
        n--;
    }
    return (int)n;
}

int resume_run(const struct resume *resume, int (*work)(void *user, struct journal *journal), void *user)
{
    struct problem problem;
    struct journal journal = {0};
    char *path = NULL, *title = make_title(resume);
    int code = EXIT_UNFINISHED;
    if (title == NULL || asprintf(&path, "%.*s.journal", bare_length(resume->folder), resume->folder) < 0) {
        path = NULL;
        complain("not enough memory");
    } else if (folder_check(resume->folder, &problem) != 0) {
        complain("%s", problem.text);
    } else if (journal_open(&journal, path, title, &problem) != 0) {
        complain("%s", problem.text);
        journal_close(&journal, true);
    } else {
        code = run_with(resume, work, user, &journal);
    }
    free(path);
    free(title);
    return code;
}
