/* Small steps of building JSON in which a failure (memory) is kept until the end. */
#ifndef OUTPUT_JSON_H
#define OUTPUT_JSON_H

#include <jansson.h>
#include <stdint.h>

struct json_builder {
    int failed; /* not 0: something was left out, so the whole must not be used */
};

/* object[key] = value, which is taken over; a NULL value is a failure. Returns the value, for adding to it. */
json_t *json_put(struct json_builder *builder, json_t *object, const char *key, json_t *value);
/* array[n] = value, likewise; NULL after a failure. */
json_t *json_push(struct json_builder *builder, json_t *array, json_t *value);

/* Text that may hold anything: what is not valid UTF-8 is shown as \xNN. */
json_t *json_text(const char *text);

/* A number, or null for NaN and infinities. */
json_t *json_number(double value);

/* The same with six significant digits, so that it is what is read back; whole numbers without a point, as most are. */
json_t *json_short(double value);

json_t *json_date(int day);
json_t *json_hash(uint64_t hash); /* 16 hexadecimal digits */

#endif
