#include "output/plot_words.h"

static const struct {
    const char *name, *in[REPORT_LANGUAGES];
} words[] = {
#define ROW(name, english, dutch) {#name, {english, dutch}},
    PLOT_WORDS(ROW)
#undef ROW
};

const char *plot_word(enum report_language language, enum plot_word word)
{
    return words[word].in[language];
}

void plot_sentence(enum report_language language, enum plot_word word, size_t size, char *out, const char *const values[])
{
    size_t used = 0;
    for (const char *p = plot_word(language, word); *p != '\0' && used + 1 < size; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '2' && p[2] == '}') {
            const int length = snprintf(out + used, size - used, "%s", values[p[1] - '0']);
            used += (size_t)length < size - used ? (size_t)length : size - used - 1;
            p += 2;
        } else {
            out[used++] = *p;
        }
    }
    out[used] = '\0';
}

void plot_words_send(FILE *pipe, enum report_language language)
{
    for (int word = 0; word < PLOT_WORD_COUNT; word++) {
        fprintf(pipe, "word_%s = '", words[word].name);
        for (const char *p = words[word].in[language]; *p != '\0'; p++) {
            fputs(*p == '\'' ? "''" : (const char[]){*p, '\0'}, pipe);
        }
        fputs("'\n", pipe);
    }
}
