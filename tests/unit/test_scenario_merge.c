/* Files that extend each other, overlays and --set: which value wins, and what is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenario/load.h"

#include "scenario/scenario_types.h"
#include "scenario/values.h"
#include "support/check_main/check_main.h"

static char folder[] = "/tmp/termijn-merge-XXXXXX";
static const char *const names[] = {"in/base.yaml", "in/small.yaml", "in/beside.yaml",
                                    "here.yaml",    "one.yaml",      "two.yaml",      "blur.yaml", "sharpen.yaml"};

static const char base[] = "opening_date: 2023-12-31\n"
                           "horizon: 2025-12-31\n"
                           "pools:\n"
                           "  staff: {fte: {2024-01-01: 100 fte, 2025-01-01: 120 fte}, label: Staff}\n"
                           "streams:\n"
                           "  family:\n"
                           "    inflow: {level: {value: 12000/year, source: figures}, dispersion: 2}\n"
                           "    effort: 6 hours\n"
                           "    delay: {gamma: {mean: 30 days, sd: 10 days}}\n"
                           "    order: [{random: 50%}, {oldest: 50%}]\n"
                           "    outcomes: {grant: 70%, refuse: 30%}\n"
                           "    pool: staff\n";

static void write_file(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
}

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(mkdir("in", 0700), 0);
    write_file("in/base.yaml", base);
    write_file("in/small.yaml", "extends: base.yaml\nhorizon: 2026-12-31\n");
    write_file("in/beside.yaml", "pools: {staff: {fte: 150 fte}}\n");
    write_file("here.yaml", "streams:\n"
                            "  family:\n"
                            "    inflow: {level: 15000/year}\n"
                            "    delay: {lognormal: {mean: 60 days, sd: 30 days}}\n"
                            "    order: newest\n"
                            "    outcomes: {grant: {effort: 1.5}}\n");
}

static void teardown(void)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unlink(names[i]);
    rmdir("in");
    ck_assert_int_eq(chdir("/"), 0);
    rmdir(folder);
    memcpy(strrchr(folder, '-') + 1, "XXXXXX", 6);
}

/* A scenario with modifications written as on the command line: +FILE or a.b=VALUE; what was printed goes to *text. */
static struct scenario *load(const char *file, size_t n, const char *const *written, char **text)
{
    struct scenario_modification modifications[8];
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario;
    size_t size;
    FILE *out = open_memstream(text, &size);

    for (size_t i = 0; i < n; i++) {
        bool overlay = written[i][0] == '+';
        modifications[i].kind = overlay ? SCENARIO_OVERLAY : SCENARIO_SET;
        modifications[i].text = overlay ? written[i] + 1 : written[i];
    }
    scenario = scenario_load(&(struct scenario_sources){file, n, modifications}, diagnostics);
    diagnostics_print(diagnostics, out);
    fclose(out);
    diagnostics_delete(diagnostics);
    return scenario;
}

/* The same, silent; it must be accepted. */
static struct scenario *loaded(const char *file, size_t n, const char *const *written)
{
    char *text;
    struct scenario *scenario = load(file, n, written, &text);

    ck_assert_msg(scenario != NULL && text[0] == '\0', "%s", text);
    free(text);
    return scenario;
}

/* One modification of the base, and exactly what is printed; whether it was accepted. */
static bool ck_prints(const char *modification, const char *expected)
{
    char *text;
    struct scenario *scenario = load("in/base.yaml", 1, &modification, &text);
    bool accepted = scenario != NULL;

    ck_assert_str_eq(text, expected);
    free(text);
    scenario_free(scenario);
    return accepted;
}

START_TEST(extends_is_relative_to_the_file)
{
    struct scenario *scenario = loaded("in/small.yaml", 0, NULL);

    ck_assert_int_eq(scenario->horizon, day_from_date((struct civil_date){2026, 12, 31}));
    ck_assert_str_eq(scenario->name, "small");
    ck_assert_uint_eq(scenario->n_files, 2);
    ck_assert_str_eq(scenario->files[1], "in/base.yaml");
    scenario_free(scenario);
}
END_TEST

START_TEST(overlays_merge_keys_and_replace_values)
{
    static const char *const written[] = {"+here.yaml"};
    struct scenario *scenario = loaded("in/base.yaml", 1, written);
    const struct stream_spec *family = &scenario->streams[0];

    ck_assert_double_eq(quantity_at(&family->inflow.level, 0), 15000);
    ck_assert_str_eq(family->inflow.level.source, "");
    ck_assert_double_eq(quantity_at(&family->inflow.dispersion, 0), 2);
    ck_assert_int_eq(family->delay.shape, DISTRIBUTION_LOGNORMAL);
    ck_assert_uint_eq(family->order.mixes[0].n, 1);
    ck_assert_double_eq(quantity_at(&family->classes[0].outcomes[0].share, 0), 0.7);
    ck_assert_double_eq(quantity_at(&family->classes[0].outcomes[0].effort, 0), 1.5);
    ck_assert_str_eq(scenario->files[family->inflow.level.place.file], "here.yaml");
    ck_assert_int_eq(family->inflow.level.place.line, 3);
    scenario_free(scenario);
}
END_TEST

START_TEST(overlays_are_sought_beside_the_scenario_too_and_later_wins)
{
    static const char *const one[] = {"+beside.yaml"}, *const two[] = {"pools.staff.fte=90 fte", "+beside.yaml"},
                             *const three[] = {"+beside.yaml", "pools.staff.fte=90 fte"};
    struct scenario *scenario = loaded("in/base.yaml", 1, one);

    ck_assert_double_eq(quantity_at(&scenario->pools[0].fte, 0), 150);
    ck_assert_uint_eq(scenario->pools[0].fte.n, 1);
    ck_assert_str_eq(scenario->pools[0].label, "Staff");
    scenario_free(scenario);
    scenario = loaded("in/base.yaml", 2, two);
    ck_assert_double_eq(quantity_at(&scenario->pools[0].fte, 0), 150);
    scenario_free(scenario);
    scenario = loaded("in/base.yaml", 2, three);
    ck_assert_double_eq(quantity_at(&scenario->pools[0].fte, 0), 90);
    scenario_free(scenario);
}
END_TEST

START_TEST(a_file_that_two_others_extend_is_applied_once)
{
    struct scenario *scenario;

    write_file("one.yaml", "extends: [in/small.yaml, two.yaml]\n");
    write_file("two.yaml", "extends: in/base.yaml\npools: {staff: {label: Two}}\n");
    scenario = loaded("one.yaml", 0, NULL);
    ck_assert_int_eq(scenario->horizon, day_from_date((struct civil_date){2026, 12, 31}));
    ck_assert_str_eq(scenario->pools[0].label, "Two");
    scenario_free(scenario);
}
END_TEST

START_TEST(set_reads_yaml)
{
    static const char *const written[] = {"pools.staff.fte={2024-01-01: 1 fte, 2024-07-01: 2 fte}",
                                          "calendar.days_off=[2024-05-01]",
                                          "streams.family.inflow.shocks={wave: {date: 2024-02-01, length: 9 days}}",
                                          "title='a = b'", "streams.family.outcomes.grant.effort=2"};
    struct scenario *scenario = loaded("in/base.yaml", 5, written);

    ck_assert_uint_eq(scenario->pools[0].fte.n, 2);
    ck_assert_uint_eq(scenario->n_days_off, 1);
    ck_assert_uint_eq(scenario->streams[0].inflow.n_shocks, 1);
    ck_assert_str_eq(scenario->title, "a = b");
    ck_assert_double_eq(quantity_at(&scenario->streams[0].classes[0].outcomes[0].effort, 0), 2);
    scenario_free(scenario);
}
END_TEST

START_TEST(set_changes_a_part_of_a_value)
{
    static const char *const written[] = {"streams.family.inflow.level.value={2024-01-01: 9000/year, 2025-01-01: 10000/year}",
                                          "streams.family.inflow.level.interpolate=linear",
                                          "streams.family.inflow.level.uncertain.normal=10%", "pools.staff.fte.interpolate=linear"};
    static const char *const again[] = {"pools.staff.fte.interpolate=linear", "pools.staff.fte.value=90 fte", "pools.staff.fte.interpolate=null",
                                        "streams.family.inflow.level=9000/year"};
    struct scenario *scenario = loaded("in/base.yaml", 4, written);
    const struct quantity *level = &scenario->streams[0].inflow.level;

    ck_assert(level->linear && level->n == 2 && level->uncertainty.shape == UNCERTAIN_NORMAL);
    ck_assert_str_eq(level->source, "figures");
    ck_assert(scenario->pools[0].fte.linear);
    ck_assert_double_eq(scenario->pools[0].fte.points[1].value, 120);
    scenario_free(scenario);
    scenario = loaded("in/base.yaml", 4, again);
    ck_assert(!scenario->pools[0].fte.linear && scenario->pools[0].fte.n == 1);
    ck_assert_str_eq(scenario->streams[0].inflow.level.source, "");
    scenario_free(scenario);
}
END_TEST

START_TEST(an_overlay_says_how_uncertain_a_value_is)
{
    static const char *const written[] = {"+blur.yaml", "+sharpen.yaml"};
    struct scenario *scenario;
    const struct quantity *level, *fte;

    write_file("blur.yaml", "streams: {family: {inflow: {level: {uncertain: {normal: 10%}, status: assumed}}}}\n"
                            "pools: {staff: {fte: {interpolate: linear, uncertain: {uniform: 5%}}}}\n");
    write_file("sharpen.yaml", "streams: {family: {inflow: {level: {uncertain: null}}}}\n");
    scenario = loaded("in/base.yaml", 1, written);
    level = &scenario->streams[0].inflow.level;
    fte = &scenario->pools[0].fte;
    ck_assert_double_eq(quantity_at(level, 0), 12000);
    ck_assert_str_eq(level->source, "figures");
    ck_assert(level->uncertainty.shape == UNCERTAIN_NORMAL && level->status == STATUS_ASSUMED);
    ck_assert(fte->linear && fte->n == 2 && fte->uncertainty.shape == UNCERTAIN_UNIFORM);
    scenario_free(scenario);
    scenario = loaded("in/base.yaml", 2, written);
    ck_assert(scenario->streams[0].inflow.level.uncertainty.shape == CERTAIN);
    ck_assert_double_eq(quantity_at(&scenario->streams[0].inflow.level, 0), 12000);
    scenario_free(scenario);
}
END_TEST

/* A source alone says nothing that could stand without its value. */
START_TEST(an_overlay_with_a_source_alone_is_refused)
{
    write_file("blur.yaml", "streams: {family: {inflow: {level: {source: elsewhere}}}}\n");
    ck_assert(!ck_prints("+blur.yaml", "blur.yaml:1:36: error: `level` takes a value, values by date or a mapping with `value`, not a mapping\n"
                                       "    1 | streams: {family: {inflow: {level: {source: elsewhere}}}}\n"
                                       "      |                                    ^\n"
                                       "  help: for example `40920/year`, `{2024-01-01: ...}` or `{value: ..., source: ...}`\n"));
}
END_TEST

START_TEST(null_removes)
{
    static const char *const written[] = {"streams.family.pool=null", "streams.family.capacity=12000/year",
                                          "pools=", "streams.family.outcomes=~"};
    struct scenario *scenario = loaded("in/base.yaml", 4, written);

    ck_assert_uint_eq(scenario->n_pools, 0);
    ck_assert_int_eq(scenario->streams[0].pool, -1);
    ck_assert_str_eq(scenario->streams[0].outcomes[0], "decided");
    scenario_free(scenario);
    ck_assert(ck_prints(
        "streams.family.withdrawals=null",
        "--set streams.family.withdrawals=null:1:16: warning: `withdrawals` is empty, and nothing below gives it a "
        "value that this could remove\n"
        "    1 | streams.family.withdrawals=null\n"
        "      |                ^\n"));
}
END_TEST

START_TEST(errors_of_set_name_the_argument)
{
    ck_assert(!ck_prints("pools.staff.fte=abc",
                         "--set pools.staff.fte=abc:1:17: error: `fte` needs a number (fte), not `abc`\n"
                         "    1 | pools.staff.fte=abc\n"
                         "      |                 ^\n"
                         "  help: for example `1450 fte`\n"));
    ck_assert(!ck_prints(
        "pools.staf.fte=1 fte",
        "--set pools.staf.fte=1 fte:1:7: error: there is no pool to change: `staf` is not the name of a pool\n"
        "    1 | pools.staf.fte=1 fte\n"
        "      |       ^\n"
        "  help: did you mean `staff`?\n"));
    ck_assert(!ck_prints("pools.staff.ftee=1 fte",
                         "--set pools.staff.ftee=1 fte:1:13: error: unknown key `ftee` in pools.staff\n"
                         "    1 | pools.staff.ftee=1 fte\n"
                         "      |             ^\n"
                         "  help: did you mean `fte`?\n"));
    ck_assert(!ck_prints("pools..fte=1 fte",
                         "--set pools..fte=1 fte:1:1: error: --set takes a key with points, =, and a value\n"
                         "    1 | pools..fte=1 fte\n"
                         "      | ^\n"
                         "  help: for example `--set pools.asylum.fte='1600 fte'`\n"));
    ck_assert(!ck_prints("title=[a",
                         "--set title=[a:1:9: error: not valid YAML: did not find expected ',' or ']', while parsing a "
                         "flow sequence\n"
                         "    1 | title=[a\n"
                         "      |         ^\n"
                         "  help: check indentation, colons, brackets and quotes here and just above\n"));
}
END_TEST

START_TEST(errors_in_overlays_name_the_overlay)
{
    write_file("one.yaml", "pools:\n  staff: {fte: 7 hours}\n");
    ck_assert(!ck_prints("+one.yaml", "one.yaml:2:16: error: `7 hours` is a number of hours; `fte` is in fte\n"
                                      "    2 |   staff: {fte: 7 hours}\n"
                                      "      |                ^\n"
                                      "  help: for example `1450 fte`\n"));
    ck_assert(!ck_prints("+here",
                         "error: cannot read the overlay `+here`: there is no such file here, nor in the folder of the "
                         "scenario\n"
                         "  help: did you mean `+here.yaml`?\n"));
}
END_TEST

/* In an overlay a misspelt name makes a new stream or pool. */
START_TEST(a_name_that_was_meant_is_told)
{
    write_file("one.yaml", "streams: {famly: {inflow: {level: 15000/year}}}\n");
    ck_assert(!ck_prints("+one.yaml", "one.yaml:1:11: error: streams.famly needs `pool` or `capacity`\n"
                                      "    1 | streams: {famly: {inflow: {level: 15000/year}}}\n"
                                      "      |           ^\n"
                                      "  help: did you mean `family`?\n"));
    write_file("one.yaml", "pools: {stuff: {fte: 100 fte}}\n");
    ck_assert(ck_prints("+one.yaml", "one.yaml:1:9: warning: the pool `stuff` has no streams\n"
                                     "    1 | pools: {stuff: {fte: 100 fte}}\n"
                                     "      |         ^\n"
                                     "  help: did you mean `staff`?\n"));
}
END_TEST

START_TEST(one_date_over_a_series_is_told)
{
    ck_assert(
        ck_prints("pools.staff.fte.2025-01-01=130 fte",
                  "--set pools.staff.fte.2025-01-01=130 fte:1:17: warning: this one date replaces the whole series\n"
                  "    1 | pools.staff.fte.2025-01-01=130 fte\n"
                  "      |                 ^\n"
                  "  help: give all dates in one --set, as `{2024-01-01: ..., 2025-01-01: ...}`\n"));
}
END_TEST

START_TEST(files_that_cannot_be_read)
{
    char *text;

    ck_assert_ptr_null(load("none.yaml", 0, NULL, &text));
    ck_assert_str_eq(text, "error: cannot read `none.yaml`: No such file or directory\n");
    free(text);
    ck_assert_ptr_null(load("in", 0, NULL, &text));
    ck_assert_str_eq(text, "error: cannot read `in`: it is a folder\n");
    free(text);
    ck_assert_ptr_null(load("/dev/zero", 0, NULL, &text));
    ck_assert_str_eq(text, "error: cannot read `/dev/zero`: it is larger than 16 MiB\n");
    free(text);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, extends_is_relative_to_the_file);
    tcase_add_test(tcase, overlays_merge_keys_and_replace_values);
    tcase_add_test(tcase, overlays_are_sought_beside_the_scenario_too_and_later_wins);
    tcase_add_test(tcase, a_file_that_two_others_extend_is_applied_once);
    tcase_add_test(tcase, set_reads_yaml);
    tcase_add_test(tcase, set_changes_a_part_of_a_value);
    tcase_add_test(tcase, an_overlay_says_how_uncertain_a_value_is);
    tcase_add_test(tcase, an_overlay_with_a_source_alone_is_refused);
    tcase_add_test(tcase, null_removes);
    tcase_add_test(tcase, errors_of_set_name_the_argument);
    tcase_add_test(tcase, errors_in_overlays_name_the_overlay);
    tcase_add_test(tcase, a_name_that_was_meant_is_told);
    tcase_add_test(tcase, one_date_over_a_series_is_told);
    tcase_add_test(tcase, files_that_cannot_be_read);
}
