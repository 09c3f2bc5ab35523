#include "output/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/text.h"

json_t *json_put(struct json_builder *builder, json_t *object, const char *key, json_t *value)
{
    builder->failed |= json_object_set_new(object, key, value) != 0;
    return json_object_get(object, key);
}

json_t *json_push(struct json_builder *builder, json_t *array, json_t *value)
{
    builder->failed |= json_array_append_new(array, value) != 0;
    return value;
}

json_t *json_text(const char *text)
{
    json_t *string = json_string(text);
    if (string != NULL) {
        return string;
    }
    char *shown = malloc(strlen(text) * TEXT_SHOWN_MAX + 1);
    if (shown == NULL) {
        return NULL;
    }
    char *end = shown;
    for (size_t left = strlen(text); left > 0;) {
        int32_t code;
        size_t length = text_decode(text, left, &code);
        text_show(text, length, code, end);
        end += strlen(end);
        text += length;
        left -= length;
    }
    *end = '\0';
    string = json_string(shown);
    free(shown);
    return string;
}

json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value == 0 ? 0 : value) : json_null();
}

json_t *json_date(int day)
{
    char date[11];
    day_format(day, date);
    return json_string(date);
}

json_t *json_hash(uint64_t hash)
{
    char digits[17];
    snprintf(digits, sizeof digits, "%016" PRIx64, hash);
    return json_string(digits);
}
