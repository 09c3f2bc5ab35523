#include "engine/inputs.h"

#include "engine/replication.h"

static bool is_lent(const struct replication *rep, uint32_t entity, enum draw_purpose purpose)
{
    for (size_t i = 0; rep->inputs && i < rep->inputs->n; i++)
        if (rep->inputs->chosen[i].purpose == purpose && rep->inputs->chosen[i].entity == entity) return true;
    return false;
}

void input_open(struct replication *rep, uint32_t entity, enum draw_purpose purpose, unsigned index, int32_t day)
{
    const struct draw_key *key = is_lent(rep, entity, purpose) ? &rep->other_key : &rep->key;
    draw_open(&rep->draws, key, entity, purpose, index, day);
}

double input_fixed_or(const struct replication *rep, uint32_t entity, double z)
{
    return rep->inputs && rep->inputs->fixed != 0 && rep->inputs->fixed == entity ? rep->inputs->z : z;
}
