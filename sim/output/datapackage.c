#include "output/datapackage.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/columns.h"
#include "output/json.h"

/* ---- fields ---- */

static void put_field(struct json_builder *builder, json_t *fields, const char *file, const char *name, enum csv_form form)
{
    static const char *const types[] = {[COLUMN_TEXT] = "string",     [COLUMN_QUANTITY] = "string", [COLUMN_NUMBER] = "number",
                                        [COLUMN_INTEGER] = "integer", [COLUMN_DATE] = "date",       [COLUMN_YES_NO] = "boolean"};
    const struct column *column = column_find(file, name);
    json_t *field = json_push(builder, fields, json_object());
    json_put(builder, field, "name", json_text(name));
    json_put(builder, field, "type", json_string(column == NULL ? "any" : types[column->type]));
    if (column == NULL) {
        return;
    }
    if (column->type == COLUMN_NUMBER && form == CSV_EXCEL_NL) {
        json_put(builder, field, "decimalChar", json_string(","));
    } else if (column->type == COLUMN_YES_NO) {
        json_put(builder, field, "trueValues", json_pack("[s]", "yes"));
        json_put(builder, field, "falseValues", json_pack("[s]", "no"));
    }
    json_put(builder, field, "description", json_string(column->doc));
}

/* Cuts the next name off a header line, without its quotes; *line is then what follows, NULL at the end. */
static char *next_name(char **line, char separator)
{
    char *from = *line, *name = from, *to = from;
    bool quoted = false;
    for (; *from != '\0' && (quoted || *from != separator); from++) {
        if (*from == '"' && quoted && from[1] == '"') {
            *to++ = *from++;
        } else if (*from == '"') {
            quoted = !quoted;
        } else {
            *to++ = *from;
        }
    }
    *line = *from == '\0' ? NULL : from + 1;
    *to = '\0';
    return name;
}

static int put_fields(struct json_builder *builder, json_t *fields, const char *path, const char *file, enum csv_form form)
{
    static const char mark[] = "\xEF\xBB\xBF";
    char *line = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "re");
    int status = in == NULL || getline(&line, &size, in) <= 0 ? -1 : 0;
    if (status == 0) {
        char *rest = strncmp(line, mark, strlen(mark)) == 0 ? line + strlen(mark) : line;
        rest[strcspn(rest, "\r\n")] = '\0';
        while (rest != NULL) {
            put_field(builder, fields, file, next_name(&rest, form == CSV_EXCEL_NL ? ';' : ','), form);
        }
    }
    free(line);
    if (in != NULL) {
        fclose(in);
    }
    return status;
}

/* ---- files ---- */

static void put_dialect(struct json_builder *builder, json_t *resource, enum csv_form form)
{
    bool excel = form == CSV_EXCEL_NL;
    json_put(builder, resource, "dialect",
             json_pack("{s:s, s:s, s:s, s:b, s:b}", "delimiter", excel ? ";" : ",", "lineTerminator", excel ? "\r\n" : "\n", "quoteChar",
                       "\"", "doubleQuote", 1, "header", 1));
}

static int put_resource(struct json_builder *builder, json_t *resources, const struct folder *folder,
                        const struct folder_file *file, enum csv_form form)
{
    char hash[40], *path;
    if (asprintf(&path, "%s/%s", folder->temporary, file->name) < 0) {
        return -1;
    }
    json_t *resource = json_push(builder, resources, json_object());
    snprintf(hash, sizeof hash, "fnv1a64:%016" PRIx64, file->hash);
    json_put(builder, resource, "name", json_stringn(file->name, strlen(file->name) - strlen(".csv")));
    json_put(builder, resource, "path", json_string(file->name));
    json_put(builder, resource, "profile", json_string("tabular-data-resource"));
    json_put(builder, resource, "format", json_string("csv"));
    json_put(builder, resource, "mediatype", json_string("text/csv"));
    json_put(builder, resource, "encoding", json_string("utf-8"));
    json_put(builder, resource, "bytes", json_integer(file->size));
    json_put(builder, resource, "hash", json_string(hash));
    put_dialect(builder, resource, form);
    json_t *schema = json_put(builder, resource, "schema", json_object());
    json_t *fields = json_put(builder, schema, "fields", json_array());
    json_put(builder, schema, "missingValues", json_pack("[s]", ""));
    int status = put_fields(builder, fields, path, file->name, form);
    free(path);
    return status;
}

/* Names of packages are lower-case letters, digits and . _ - /. */
static json_t *package_name(const char *name)
{
    char *plain = strdup(name);
    for (char *p = plain; p != NULL && *p != '\0'; p++) {
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", *p) == NULL) {
            *p = '-';
        }
    }
    json_t *string = plain == NULL ? NULL : json_string(plain);
    free(plain);
    return string;
}

static bool is_csv(const char *name)
{
    size_t length = strlen(name);
    return length > strlen(".csv") && strcmp(name + length - strlen(".csv"), ".csv") == 0;
}

json_t *datapackage_object(const struct folder *folder, const json_t *manifest, enum csv_form form)
{
    struct json_builder builder = {0};
    json_t *root = json_object();
    int status = 0;
    json_put(&builder, root, "profile", json_string("tabular-data-package"));
    json_put(&builder, root, "name", package_name(json_string_value(json_object_get(manifest, "name"))));
    json_put(&builder, root, "title", json_incref(json_object_get(manifest, "title")));
    json_put(&builder, root, "description",
             json_string("A forecast by termijn " TERMIJN_VERSION ": see manifest.json for what went into it."));
    json_t *resources = json_put(&builder, root, "resources", json_array());
    for (size_t i = 0; status == 0 && i < folder->n_files; i++) {
        if (is_csv(folder->files[i].name)) {
            status = put_resource(&builder, resources, folder, &folder->files[i], form);
        }
    }
    if (status == 0 && !builder.failed) {
        return root;
    }
    json_decref(root);
    return NULL;
}
