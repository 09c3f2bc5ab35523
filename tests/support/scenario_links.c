#include "support/scenario_text.h"

#include <string.h>

static const char *const link_names[LINKS_MOST] = {"first", "second", "third"};

static void put_link(FILE *out, const struct frame *f, int link)
{
    struct dice dice = dice_for(f->seed, BLOCK_LINK, link);
    const struct link_frame *l = &f->links[link];
    const bool at_most_one = dice_happens(&dice, 50);
    const char *event = event_name(dice_pick(&dice, 0, EVENTS - 1 + f->streams[l->from].n_outcomes));
    const int most = strcmp(event, "received") == 0 ? 30 : 99;
    put_key(out, f, link_names[link]);
    fprintf(out, "    from: %s\n    to: %s\n    event: %s\n", name_of(f, scenario_names.streams[l->from]).text,
            name_of(f, scenario_names.streams[l->to]).text, event);
    if (at_most_one) {
        fprintf(out, "    share: ");
        put_quantity(out, &dice, f, ANY, &(struct range){"", 1, most, "%", 0});
    } else {
        fprintf(out, "    mean: ");
        put_quantity(out, &dice, f, ANY, &(struct range){"0.", 10, most, "", 0});
    }
    fprintf(out, "\n    after: ");
    put_distribution(out, &dice, dice_pick(&dice, 1, 60));
    fprintf(out, "\n");
}

/* Open cases that call, for some streams. */
static void put_calls(FILE *out, const struct frame *f, int stream)
{
    struct dice dice = dice_for(f->seed, BLOCK_CALLS, stream);
    char name[24];
    if (!dice_happens(&dice, 30))
        return;
    snprintf(name, sizeof name, "calls_%s", scenario_names.streams[stream]);
    put_key(out, f, name);
    fprintf(out, "    from: %s\n    to: %s\n    event: open\n    mean: ", name_of(f, scenario_names.streams[stream]).text,
            name_of(f, scenario_names.streams[dice_pick(&dice, 0, f->n_streams - 1)]).text);
    put_quantity(out, &dice, f, ANY, &(struct range){"0.", 10, 90, "", 0});
    fprintf(out, "\n");
}

static void put_idle_links(FILE *out, const struct frame *f)
{
    const struct name one = name_of(f, scenario_names.streams[0]), other = name_of(f, scenario_names.streams[f->n_streams - 1]);
    fprintf(out, "  idle_one: {from: %s, event: decision, to: %s, share: 0%%, after: {fixed: 3 days}}\n", one.text,
            other.text);
    fprintf(out, "  idle_two: {from: %s, event: received, to: %s, mean: 0, after: {exponential: {mean: 5 days}}}\n",
            other.text, one.text);
}

void put_links(FILE *out, const struct frame *f)
{
    fprintf(out, "links:\n");
    for (int i = 0; i < f->n_streams; i++)
        put_calls(out, f, place_of(f, i, f->n_streams));
    if (f->variant.idle_links)
        put_idle_links(out, f);
    for (int i = 0; i < f->n_links; i++)
        put_link(out, f, place_of(f, i, f->n_links));
}
