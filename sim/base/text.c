#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t length_from_lead(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    if (lead >= 0xf0 && lead < 0xf5)
        return 4;
    return 0;
}

size_t text_decode(const char *text, size_t size, int32_t *code)
{
    static const int32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *byte = (const unsigned char *)text;
    size_t length = length_from_lead(byte[0]);
    int32_t value;

    *code = -1;
    if (length == 0 || length > size)
        return 1;
    value = length == 1 ? byte[0] : byte[0] & (0x7f >> length);
    for (size_t i = 1; i < length; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (byte[i] & 0x3f);
    }
    if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 1;
    *code = value;
    return length;
}

struct range {
    int32_t first, last;
};

static bool in_ranges(int32_t code, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    }
    return false;
}

bool text_is_hazardous(int32_t code)
{
    static const struct range ranges[] = {
        {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},       {0x61c, 0x61c},   {0x115f, 0x1160},
        {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e},   {0x2060, 0x206f}, {0x3164, 0x3164},
        {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xe0000, 0xe0fff},
    };

    return code < 0 || in_ranges(code, ranges, sizeof ranges / sizeof ranges[0]);
}

int text_width(int32_t code)
{
    static const struct range none[] = {{0x300, 0x36f},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
                                        {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
    static const struct range wide[] = {
        {0x1100, 0x115e}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},
        {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
    };

    if (in_ranges(code, none, sizeof none / sizeof none[0]))
        return 0;
    return in_ranges(code, wide, sizeof wide / sizeof wide[0]) ? 2 : 1;
}

int text_show(const char *text, size_t length, int32_t code, char shown[static TEXT_SHOWN_MAX])
{
    if (code >= 0 && !text_is_hazardous(code)) {
        memcpy(shown, text, length);
        shown[length] = '\0';
        return text_width(code);
    }
    if (code == '\n' || code == '\t')
        return snprintf(shown, TEXT_SHOWN_MAX, "\\%c", code == '\n' ? 'n' : 't');
    if (code < 0)
        return snprintf(shown, TEXT_SHOWN_MAX, "\\x%02x", (unsigned)(unsigned char)text[0]);
    if (code < 0x80)
        return snprintf(shown, TEXT_SHOWN_MAX, "\\x%02x", (unsigned)code);
    return snprintf(shown, TEXT_SHOWN_MAX, "\\u%04x", (unsigned)code);
}

char *text_shown(const char *text)
{
    char *shown = malloc(strlen(text) * (TEXT_SHOWN_MAX - 1) + 1);
    if (shown == NULL)
        return NULL;
    char *end = shown;
    *end = '\0';
    for (size_t left = strlen(text), length; left > 0; text += length, left -= length) {
        int32_t code;
        length = text_decode(text, left, &code);
        text_show(text, length, code, end);
        end += strlen(end);
    }
    return shown;
}

enum { WORD_MAX = 64 };

static int least_of(int a, int b, int c)
{
    int least = a < b ? a : b;

    return least < c ? least : c;
}

int text_distance(const char *one, const char *other, int most)
{
    int rows[3][WORD_MAX + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    size_t n = strlen(one), m = strlen(other);

    if (n > WORD_MAX || m > WORD_MAX || n > m + (size_t)most || m > n + (size_t)most)
        return most + 1;
    for (size_t j = 0; j <= m; j++)
        above[j] = before[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int *spare = before;
        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least_of(above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] != other[j - 1]));
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] &&
                before[j - 2] + 1 < row[j]) {
                row[j] = before[j - 2] + 1;
            }
        }
        before = above;
        above = row;
        row = spare;
    }
    return above[m] > most ? most + 1 : above[m];
}
