/* CSV tables, as known inflow and as opening stock of one scenario: any bytes are read in full or refused with errors.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "scenario/scenario_types.h"
#include "scenario/load.h"

static const char pattern[] = "opening_date: 2023-12-31\n"
                              "horizon: 2024-12-31\n"
                              "streams:\n"
                              "  a: {capacity: 0/year, inflow: {level: 10/year, past: {file: %s, column: a}}}\n"
                              "  b:\n"
                              "    capacity: 0/year\n"
                              "    inflow: {level: 10/year}\n"
                              "    classes: {small: {share: 50%%}, large: {share: 50%%}}\n"
                              "    opening: {table: %s}\n";

static void check_tables(const struct scenario *scenario)
{
    const struct inflow_spec *inflow = &scenario->streams[0].inflow;
    const struct opening_spec *opening = &scenario->streams[1].opening;

    for (size_t i = 0; i < inflow->n_past; i++) {
        fuzz_expect(inflow->past[i].first <= inflow->past[i].last && inflow->past[i].count >= 0, "a row is a period");
        fuzz_expect(i == 0 || inflow->past[i - 1].last < inflow->past[i].first, "rows do not overlap");
    }
    for (size_t i = 0; i < opening->n_rows; i++)
        fuzz_expect(opening->rows[i].age >= 0 && opening->rows[i].count >= 0 && opening->rows[i].class_index < 2,
                    "a row is some cases of an age");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *table = fuzz_file(0, data, size);
    char text[1000];
    const int length = snprintf(text, sizeof text, pattern, table, table);
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario =
        scenario_load(&(struct scenario_sources){.base = fuzz_file(1, text, (size_t)length)}, diagnostics);
    char *printed = NULL;
    FILE *out = open_memstream(&printed, &(size_t){0});

    fuzz_expect((scenario == NULL) == (diagnostics->n_errors > 0), "refused with an error");
    if (scenario)
        check_tables(scenario);
    diagnostics_print(diagnostics, out);
    fclose(out);
    free(printed);
    scenario_free(scenario);
    diagnostics_delete(diagnostics);
    return 0;
}
