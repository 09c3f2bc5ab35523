#include "output/columns.h"

#include <stddef.h>
#include <string.h>

#include "output/varied.h"

/* clang-format off */
static const struct column columns[] = {
    {"waits.csv", "period", COLUMN_TEXT, "entry_month: those who apply in one month."},
    {"waits.csv", "date", COLUMN_DATE, "Last day of the month of application."},
    {"targets.csv", "date", COLUMN_DATE, "Last day of the period at which the target is looked at."},
    {"targets.csv", "low", COLUMN_NUMBER, "Lower end of the 95% interval of the probability, a share."},
    {"targets.csv", "high", COLUMN_NUMBER, "Upper end of the 95% interval of the probability, a share."},
    {"targets.csv", "unit", COLUMN_TEXT, "Unit of the threshold."},
    {"plan.csv", "kind", COLUMN_TEXT, "What the point is: curve, mix, answer, best or check."},
    {"plan.csv", "cost", COLUMN_NUMBER, "What the change costs, in EUR."},
    {"plan.csv", "low", COLUMN_NUMBER, "Lower end of the 95% interval of the probability, a share."},
    {"plan.csv", "high", COLUMN_NUMBER, "Upper end of the 95% interval of the probability, a share."},
    {"plan.csv", "effective", COLUMN_NUMBER, "Independent futures that would be as sure; low and high are those of so many."},
    {"sensitivity.csv", "kind", COLUMN_TEXT, "What the row is about: an input, a group of inputs, or chance."},
    {"assumptions.csv", "unit", COLUMN_TEXT, "Unit of the value, when it is one number."},
    {"compare.csv", "mean", COLUMN_NUMBER, "Mean of the alternative over the futures, in the row's unit."},
    {"compare.csv", "low", COLUMN_NUMBER, "Lower end of the 95% interval of the mean difference, in the row's unit; empty where too few pairs differ."},
    {"compare.csv", "high", COLUMN_NUMBER, "Upper end of the 95% interval of the mean difference, in the row's unit; empty where too few pairs differ."},
    {"compare.csv", "p05", COLUMN_NUMBER, "5% quantile of the difference over the futures, in the row's unit."},
    {"compare.csv", "p50", COLUMN_NUMBER, "Median of the difference over the futures, in the row's unit."},
    {"compare.csv", "p95", COLUMN_NUMBER, "95% quantile of the difference over the futures, in the row's unit."},
    {NULL, "period", COLUMN_TEXT, "month, quarter or year."},
    {NULL, "date", COLUMN_DATE, "Last day of the period."},
    {NULL, "stream", COLUMN_TEXT, "A stream by its name, all, step:STREAM.STEP, pool:NAME, pool:all or rule:NAME."},
    {NULL, "measure", COLUMN_TEXT, "What is measured; its unit stands in the column unit."},
    {NULL, "unit", COLUMN_TEXT, "Unit of the numbers of the row: cases, share (0 to 1), days, EUR, fte, hours, heads or times."},
    {NULL, "mean", COLUMN_NUMBER, "Mean over the futures, in the row's unit."},
    {NULL, "sd", COLUMN_NUMBER, "Standard deviation over the futures, in the row's unit."},
    {NULL, "p05", COLUMN_NUMBER, "5% quantile over the futures, in the row's unit."},
    {NULL, "p10", COLUMN_NUMBER, "10% quantile over the futures, in the row's unit."},
    {NULL, "p25", COLUMN_NUMBER, "25% quantile over the futures, in the row's unit."},
    {NULL, "p50", COLUMN_NUMBER, "Median over the futures, in the row's unit."},
    {NULL, "p75", COLUMN_NUMBER, "75% quantile over the futures, in the row's unit."},
    {NULL, "p90", COLUMN_NUMBER, "90% quantile over the futures, in the row's unit."},
    {NULL, "p95", COLUMN_NUMBER, "95% quantile over the futures, in the row's unit."},
    {NULL, "target", COLUMN_TEXT, "The target by its name; all for all that are due by then, together."},
    {NULL, "relation", COLUMN_TEXT, ">= or <=."},
    {NULL, "threshold", COLUMN_NUMBER, "Bound of the target, in the row's unit."},
    {NULL, "due", COLUMN_YES_NO, "Whether the target is about this very period: yes or no."},
    {NULL, "probability", COLUMN_NUMBER, "Share of the futures in which the target is, or all targets are, met."},
    {NULL, "replications", COLUMN_INTEGER, "Number of futures."},
    {NULL, "key", COLUMN_TEXT, "Key of the scenario."},
    {NULL, "value", COLUMN_QUANTITY, "The value as it is written: a number in the row's unit, or a text."},
    {NULL, "status", COLUMN_TEXT, "observed, assumed or calibrated."},
    {NULL, "source", COLUMN_TEXT, "Where the value comes from."},
    {NULL, "file", COLUMN_TEXT, "File that states the value."},
    {NULL, "line", COLUMN_INTEGER, "Line of the file."},
    {NULL, "point", COLUMN_INTEGER, "Number of the point."},
    {NULL, "alternative", COLUMN_TEXT, "The scenario that is compared with the first."},
    {NULL, "base_mean", COLUMN_NUMBER, "Mean of the first scenario over the futures, in the row's unit."},
    {NULL, "difference", COLUMN_NUMBER, "Mean difference, alternative - first, in the row's unit."},
    {NULL, "better", COLUMN_NUMBER, "Share of the futures in which the alternative is better."},
    {NULL, "equal", COLUMN_NUMBER, "Share of the futures in which both are equal."},
    {NULL, "variance_reduction", COLUMN_NUMBER, "Variance without common random numbers divided by the one with them."},
    {NULL, "published", COLUMN_NUMBER, "The figure that was published, in the row's unit."},
    {NULL, "band", COLUMN_NUMBER, "The narrowest band that holds it, a share: 0.5, 0.8 or 0.9; empty when none does."},
    {NULL, "score", COLUMN_NUMBER, "Weighted interval score, in the row's unit; lower is better."},
    {NULL, "before", COLUMN_NUMBER, "What was published last before the forecast, in the row's unit."},
    {NULL, "input", COLUMN_TEXT, "The uncertain input or group."},
    {NULL, "group", COLUMN_TEXT, "Group of the input: inflow, staff or behaviour."},
    {NULL, "first", COLUMN_NUMBER, "Share of the variance due to this alone (Sobol, first order)."},
    {NULL, "first_low", COLUMN_NUMBER, "Lower end of its 95% interval, a share."},
    {NULL, "first_high", COLUMN_NUMBER, "Upper end of its 95% interval, a share."},
    {NULL, "total", COLUMN_NUMBER, "Share of the variance in which this has a part (Sobol, total)."},
    {NULL, "total_low", COLUMN_NUMBER, "Lower end of its 95% interval, a share."},
    {NULL, "total_high", COLUMN_NUMBER, "Upper end of its 95% interval, a share."},
    {NULL, "mean_at_p05", COLUMN_NUMBER, "Mean output with the input at its 5% point, in the unit of the measure."},
    {NULL, "mean_at_p95", COLUMN_NUMBER, "Mean output with the input at its 95% point, in the unit of the measure."},
};
/* clang-format on */

const struct column *column_find(const char *file, const char *name)
{
    static const struct column varied = {NULL, NULL, COLUMN_NUMBER, "Value of this key of the scenario, in the unit it is written in there."};
    static const struct column added = {NULL, NULL, COLUMN_NUMBER, "What is added to this key's value in the scenario, in the unit it is written in there."};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        const struct column *column = &columns[i];
        if (strcmp(column->name, name) == 0 && (column->file == NULL || strcmp(column->file, file) == 0)) {
            return column;
        }
    }
    return strchr(name, '.') == NULL ? NULL : varied_is_added(name) ? &added : &varied;
}
