#include "output/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/text.h"

json_t *json_put(struct json_builder *builder, json_t *object, const char *key, json_t *value)
{
    builder->failed |= json_object_set_new(object, key, value) != 0;
    return json_object_get(object, key);
}

json_t *json_push(struct json_builder *builder, json_t *array, json_t *value)
{
    const int status = json_array_append_new(array, value);
    builder->failed |= status != 0;
    return status == 0 ? value : NULL; /* a value that could not be added is gone */
}

json_t *json_text(const char *text)
{
    json_t *string = json_string(text);
    if (string != NULL) {
        return string;
    }
    char *shown = text_shown(text);
    string = shown == NULL ? NULL : json_string(shown);
    free(shown);
    return string;
}

json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value == 0 ? 0 : value) : json_null();
}

json_t *json_short(double value)
{
    enum { DIGITS = 6 };
    char text[32];
    if (!isfinite(value)) {
        return json_null();
    }
    snprintf(text, sizeof text, "%.*g", DIGITS, value);
    double rounded = strtod(text, NULL);
    return rounded == floor(rounded) && fabs(rounded) < 1e15 ? json_integer((json_int_t)rounded) : json_real(rounded);
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
