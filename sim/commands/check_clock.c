/* What `termijn check` says of suspension and of withdrawal by the wait. */
#include "commands/check_page.h"
#include "output/terminal.h"

static void print_suspensions(FILE *out, const struct model *model, size_t s)
{
    const struct model_stream *stream = &model->streams[s];
    double days = 0;
    for (size_t i = 1; i < stream->n_clocks; i++) {
        const double share = param_base(&stream->suspensions[i - 1].share, 0);
        days += share * stream->suspensions[i - 1].days;
        print_padded(out, i > 1 ? "" : model->layout.names[s], 26);
        fprintf(out, " %8.1f%% %14d\n", 100 * share, stream->suspensions[i - 1].days);
    }
    fprintf(out, "%-26s %9s %14.1f\n", "  on average", "", days);
}

static void print_bands(FILE *out, const struct model *model, size_t s)
{
    const struct model_stream *stream = &model->streams[s];
    for (size_t i = 0; i < stream->n_withdrawals; i++) {
        print_padded(out, i > 0 ? "" : model->layout.names[s], 26);
        fprintf(out, " %9d %13.1f%%\n", stream->withdrawals[i].after, 100 * param_base(&stream->withdrawals[i].rate, 0));
    }
}

void check_clock_print(FILE *out, const struct model *model)
{
    bool head = false;
    for (size_t s = 0; s < model->n_streams; s++) {
        if (model->streams[s].n_clocks == 1) {
            continue;
        }
        fputs(head ? "" : "\nSuspended clocks               share    days longer\n", out);
        head = true;
        print_suspensions(out, model, s);
    }
    head = false;
    for (size_t s = 0; s < model->n_streams; s++) {
        if (model->streams[s].n_withdrawals == 1) {
            continue;
        }
        fputs(head ? "" : "\nWithdrawal by the wait     from day         a year\n", out);
        head = true;
        print_bands(out, model, s);
    }
}
