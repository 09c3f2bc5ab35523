#include <string.h>

#include "scenario/bind.h"

static void default_quantity(struct binder *binder, const struct field *field, struct quantity *quantity,
                             const char *path)
{
    struct dated_number *point = reader_alloc(binder->reader, 1, sizeof *point);
    static const struct dated_number zero = {.date = SCENARIO_ALWAYS, .value = 0};

    if (point != NULL)
        *point = (struct dated_number){.date = SCENARIO_ALWAYS, .value = field->fallback};
    *quantity =
        (struct quantity){.n = 1, .points = point == NULL ? &zero : point, .source = "", .text = "", .path = path};
    quantity->uncertainty.factor = -1;
}

static void default_name_series(struct binder *binder, const struct field *field, struct name_series *series)
{
    struct dated_name *point;

    *series = (struct name_series){.n = 0};
    if (field->kind != FIELD_ENUM_SERIES)
        return;
    point = reader_alloc(binder->reader, 1, sizeof *point);
    if (point == NULL)
        return;
    *point = (struct dated_name){.date = SCENARIO_ALWAYS, .index = (int)field->fallback};
    *series = (struct name_series){.n = 1, .points = point};
}

static void default_field(struct binder *binder, const struct field *field, char *base, const char *path)
{
    char *target = base + field->offset;
    const int whole = (int)field->fallback, nobody = -1;
    const char *const empty = "";
    bool truth = field->fallback != 0;

    switch (field->kind) {
    case FIELD_QUANTITY:
    case FIELD_BANDS:
        default_quantity(binder, field, (void *)target, path);
        break;
    case FIELD_NUMBER:
        memcpy(target, &field->fallback, sizeof field->fallback);
        break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_ENUM:
        memcpy(target, &whole, sizeof whole);
        break;
    case FIELD_BOOL:
        memcpy(target, &truth, sizeof truth);
        break;
    case FIELD_REFERENCE:
        memcpy(target, &nobody, sizeof nobody);
        break;
    case FIELD_TEXT:
    case FIELD_NAME:
        memcpy(target, &empty, sizeof empty);
        break;
    case FIELD_ENUM_SERIES:
        default_name_series(binder, field, (void *)target);
        break;
    case FIELD_DISTRIBUTION:
        *(struct distribution *)(void *)target = (struct distribution){.path = path, .source = ""};
        break;
    case FIELD_RECORD:
        bind_defaults(binder, field->record, target, path);
        break;
    default:
        break; /* all zero: absent */
    }
}

void bind_defaults(struct binder *binder, const struct record *record, char *base, const char *path)
{
    for (size_t i = 0; i < record->n; i++)
        default_field(binder, &record->fields[i], base, bind_path(binder, path, record->fields[i].key));
}
