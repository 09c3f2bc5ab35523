#include "output/report_words.h"

#include <string.h>

#include "output/json.h"

struct entry {
    const char *name;
    const char *in[REPORT_LANGUAGES];
};

#define WORD_ROW(id, english, dutch) {#id, {english, dutch}},
static const struct entry words[] = {REPORT_WORDS(WORD_ROW)};
#define SCRIPT_ROW(key, english, dutch) {key, {english, dutch}},
static const struct entry script_words[] = {REPORT_SCRIPT_WORDS(SCRIPT_ROW){NULL, {NULL, NULL}}};

static const struct entry measures[] = {
    {"inflow", {"inflow", "instroom"}},
    {"decisions", {"decisions", "beslissingen"}},
    {"withdrawn", {"withdrawn", "ingetrokken"}},
    {"transferred", {"transferred", "overgedragen"}},
    {"correction", {"correction", "correctie"}},
    {"lost", {"lost", "weggelopen"}},
    {"answered", {"answered", "beantwoord"}},
    {"done", {"done at the step", "klaar bij de stap"}},
    {"open", {"open cases", "open zaken"}},
    {"overdue", {"overdue", "buiten termijn"}},
    {"open_over_6m", {"open over 6 months", "open langer dan 6 maanden"}},
    {"open_over_12m", {"open over 12 months", "open langer dan 12 maanden"}},
    {"open_over_15m", {"open over 15 months", "open langer dan 15 maanden"}},
    {"open_over_21m", {"open over 21 months", "open langer dan 21 maanden"}},
    {"age_mean", {"mean age of open cases", "gemiddelde leeftijd van open zaken"}},
    {"timeliness", {"timeliness", "tijdigheid"}},
    {"wait_mean", {"mean wait of the decided", "gemiddelde doorlooptijd"}},
    {"wait_p50", {"median wait", "mediane doorlooptijd"}},
    {"wait_p90", {"wait of nine in ten", "doorlooptijd van negen op de tien"}},
    {"notices", {"notices of default", "ingebrekestellingen"}},
    {"notices_in_time", {"decided within the notice's grace", "beslist binnen de termijn van de ingebrekestelling"}},
    {"late_appeals", {"late appeals", "beroepen niet tijdig beslissen"}},
    {"court_orders", {"court orders", "uitspraken met termijn"}},
    {"penalty_accrued", {"penalties accrued", "verbeurde dwangsommen"}},
    {"penalty_paid", {"penalties paid", "betaalde dwangsommen"}},
    {"court_costs", {"court costs", "proceskosten"}},
    {"penalty_outstanding", {"penalties outstanding", "openstaande dwangsommen"}},
    {"exposure", {"exposure", "risico aan dwangsommen"}},
    {"fte", {"FTE", "fte"}},
    {"hours_offered", {"hours offered", "beschikbare uren"}},
    {"hours_used", {"hours used", "gebruikte uren"}},
    {"utilisation", {"utilisation", "benutting"}},
    {"work_open", {"work open", "open werk"}},
    {"heads_trainees", {"trainees", "in opleiding"}},
    {"heads_experienced", {"experienced", "ervaren"}},
    {"heads_external", {"external", "extern"}},
    {"vacancies", {"vacancies", "vacatures"}},
    {"fired", {"times a rule fired", "keren dat een regel inging"}},
    {"active", {"days a rule holds", "dagen dat een regel geldt"}},
    {"hired", {"hired", "aangenomen"}},
    {"left", {"left", "vertrokken"}},
    {"moved", {"moved", "verplaatst"}},
    {"fte_paid", {"FTE paid", "betaalde fte"}},
    {"cost", {"cost", "kosten"}},
    {"income", {"income", "opbrengsten"}},
    {"result", {"result", "resultaat"}},
    {"received", {"received", "ontvangen"}},
    {"decided_in_period", {"decided by the horizon", "beslist voor het einde van de prognose"}},
    {NULL, {NULL, NULL}},
};

static const struct entry units[] = {
    {"cases", {"cases", "zaken"}}, {"days", {"days", "dagen"}}, {"share", {"%", "%"}},
    {"hours", {"hours", "uren"}},  {"fte", {"FTE", "fte"}},     {"heads", {"heads", "personen"}},
    {"times", {"times", "keer"}},
    {"EUR", {"EUR", "EUR"}},       {NULL, {NULL, NULL}},
};

int report_language_of(const char *code, enum report_language *language)
{
    for (int i = 0; i < REPORT_LANGUAGES; i++) {
        if (strcmp(code, words[WORD_LANGUAGE].in[i]) == 0) {
            *language = (enum report_language)i;
            return 0;
        }
    }
    return -1;
}

const char *report_word(enum report_language language, enum report_word word)
{
    return words[word].in[language];
}

static const char *look_up(const struct entry *entry, enum report_language language, const char *name)
{
    while (entry->name != NULL && strcmp(entry->name, name) != 0) {
        entry++;
    }
    return entry->name == NULL ? name : entry->in[language];
}

const char *report_measure_label(enum report_language language, const char *measure)
{
    return look_up(measures, language, measure);
}

const char *report_unit_label(enum report_language language, const char *unit)
{
    return look_up(units, language, unit);
}

static void put_table(struct json_builder *builder, json_t *object, const struct entry *entry,
                      enum report_language language)
{
    for (; entry->name != NULL; entry++) {
        json_put(builder, object, entry->name, json_string(entry->in[language]));
    }
}

json_t *report_script_words(enum report_language language)
{
    struct json_builder builder = {0};
    json_t *root = json_object();
    json_put(&builder, root, "locale", json_string(words[WORD_LOCALE].in[language]));
    put_table(&builder, json_put(&builder, root, "words", json_object()), script_words, language);
    put_table(&builder, json_put(&builder, root, "measures", json_object()), measures, language);
    put_table(&builder, json_put(&builder, root, "units", json_object()), units, language);
    if (builder.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}
