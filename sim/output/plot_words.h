/* Every string of the pictures, in each language; the scripts of plots/ know them as word_NAME. A word with %
 * in it is a format of sprintf there; one with {0} is filled in here. */
#ifndef OUTPUT_PLOT_WORDS_H
#define OUTPUT_PLOT_WORDS_H

#include <stdio.h>

#include "output/report_words.h"

/* X(name, English, Dutch) */
#define PLOT_WORDS(X)                                                                                                  \
    X(decimal_mark, ".", ",")                                                                                          \
    X(months, "January February March April May June July August September October November December",                 \
      "januari februari maart april mei juni juli augustus september oktober november december")                       \
    X(months_short, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "jan feb mrt apr mei jun jul aug sep okt nov dec") \
    X(thousand, "thousand", "duizend")                                                                                 \
    X(million, "million", "miljoen")                                                                                   \
    X(span_futures, "%s to %s, %d simulated futures", "%s tot %s, %d gesimuleerde toekomsten")                         \
    X(span_mean, "%s to %s, mean of %d simulated futures", "%s tot %s, gemiddelde van %d gesimuleerde toekomsten")     \
    X(span_pairs, "%s to %s, %d pairs of simulated futures; bands: 50, 80 and 90%% of them, line: median; "            \
      "of the second thin lines: 90%%, dashes: 50%%",                                                                      \
      "%s tot %s, %d paren gesimuleerde toekomsten; banden: 50, 80 en 90%% daarvan, lijn: mediaan; "                       \
      "van de tweede dunne lijnen: 90%%, streepjes: 50%%")                    \
    X(span_pairs_apart, "%s to %s, %d pairs of simulated futures", "%s tot %s, %d paren gesimuleerde toekomsten")      \
    X(apart_note, "band: 90% of them, line: median, dashes: mean with its 95% interval",                               \
      "band: 90% daarvan, lijn: mediaan, streepjes: gemiddelde met 95%-interval")                                      \
    X(median, "median", "mediaan")                                                                                     \
    X(mean, "mean", "gemiddelde")                                                                                      \
    X(band_50, "50% of futures (p25-p75)", "50% van de toekomsten (p25-p75)")                                          \
    X(band_80, "80% (p10-p90)", "80% (p10-p90)")                                                                       \
    X(band_90, "90% (p05-p95)", "90% (p05-p95)")                                                                       \
    X(all_streams, "All streams", "Alle zaakstromen")                                                                  \
    X(all_pools, "All pools", "Alle teams")                                                                            \
    X(other_streams, "Other streams", "Andere zaakstromen")                                                            \
    X(cases, "cases", "zaken")                                                                                         \
    X(open_cases, "Open cases", "Open zaken")                                                                          \
    X(open, "open", "open")                                                                                            \
    X(overdue_of, "of which past the deadline (median)", "waarvan buiten de termijn (mediaan)")                        \
    X(on_time, "Decided on time", "Op tijd beslist")                                                                   \
    X(on_time_unit, "% of decisions in the month", "% van de beslissingen in de maand")                                \
    X(wait, "Wait of cases decided in the month", "Doorlooptijd van zaken die in de maand zijn beslist")               \
    X(wait_unit, "days from received to decided", "dagen van ontvangst tot beslissing")                                \
    X(wait_90, "one in ten waits longer (p90); 90% between thin lines",                                                \
      "een op de tien wacht langer (p90); 90% tussen de dunne lijnen")                                                 \
    X(wait_50, "half wait longer (median)", "de helft wacht langer (mediaan)")                                         \
    X(penalties, "Penalties for lateness", "Dwangsommen wegens te laat beslissen")                                     \
    X(penalties_accrued, "Penalties accrued", "Verbeurde dwangsommen")                                                 \
    X(a_month, "a month", "per maand")                                                                                 \
    X(accrued, "accrued", "verbeurd")                                                                                  \
    X(paid, "paid (median)", "betaald (mediaan)")                                                                      \
    X(stack, "Open cases by stream", "Open zaken per zaakstroom")                                                      \
    X(difference, "Difference", "Verschil")                                                                            \
    X(points, "percentage points", "procentpunten")                                                                    \
    X(better_in, "{0} against {1}", "{0} tegenover {1}")                                                                   \
    X(ages, "Open cases by age, against the legal periods", "Open zaken naar leeftijd, tegen de beslistermijnen")       \
    X(ages_unit, "open cases on %s", "open zaken op %s")                                                               \
    X(ages_note, "mean of %d simulated futures; dashes: legal periods under the rules of that day",                    \
      "gemiddelde van %d gesimuleerde toekomsten; streepjes: beslistermijnen volgens de regels van die dag")           \
    X(age_axis, "months since received", "maanden sinds ontvangst")                                                    \
    X(age_1, "under 6 months", "jonger dan 6 maanden")                                                                 \
    X(age_2, "6 to 12", "6 tot 12")                                                                                    \
    X(age_3, "12 to 15", "12 tot 15")                                                                                  \
    X(age_4, "15 to 21", "15 tot 21")                                                                                  \
    X(age_5, "over 21 months", "ouder dan 21 maanden")                                                                 \
    X(age_overdue, "overdue: %s", "buiten termijn: %s")                                                                \
    X(waits, "How long those who apply will wait, by month of application",                                            \
      "Hoe lang wie een aanvraag doet zal wachten, naar maand van aanvraag")                                           \
    X(waits_half, "Half wait at most", "De helft wacht ten hoogste")                                                   \
    X(waits_nine, "Nine in ten wait at most", "Negen van de tien wachten ten hoogste")                                 \
    X(waits_unit, "month of application", "maand van aanvraag")                                                        \
    X(waits_note, "%s to %s, median of %d simulated futures; grey: its end lies beyond the forecast",                  \
      "%s tot %s, mediaan van %d gesimuleerde toekomsten; grijs: het einde ligt voorbij de prognose")                  \
    X(wait_scale_title, "wait of at most", "wachttijd van ten hoogste")                                                \
    X(wait_scale, "2 weeks|4 weeks|8 weeks|13 weeks|6 months|9 months|12 months|15 months|21 months|more",             \
      "2 weken|4 weken|8 weken|13 weken|6 maanden|9 maanden|12 maanden|15 maanden|21 maanden|meer")                    \
    X(flows, "What changed the stock of open cases", "Wat de voorraad open zaken veranderde")                          \
    X(flows_left, "By what happened to cases", "Naar wat er met zaken gebeurde")                                       \
    X(flows_streams, "By stream", "Per zaakstroom")                                                                    \
    X(flows_years, "By year", "Per jaar")                                                                              \
    X(flow_inflow, "inflow", "instroom")                                                                               \
    X(flow_transferred, "transferred", "overgedragen")                                                                 \
    X(flow_correction, "correction", "correctie")                                                                      \
    X(flow_decisions, "decisions", "beslissingen")                                                                     \
    X(flow_withdrawn, "withdrawn", "ingetrokken")                                                                      \
    X(flow_lost, "lost", "weggelopen")                                                                                 \
    X(flow_others, "other streams", "andere zaakstromen")                                                              \
    X(staff, "Staff by stage", "Personeel naar fase")                                                                  \
    X(staff_heads, "Heads by stage", "Personen naar fase")                                                             \
    X(staff_flows, "Who comes and who leaves", "Wie er komt en wie er gaat")                                           \
    X(heads, "heads", "personen")                                                                                      \
    X(heads_a_month, "heads a month", "personen per maand")                                                            \
    X(experienced, "experienced", "ervaren")                                                                           \
    X(trainees, "in training", "in opleiding")                                                                         \
    X(external, "external", "extern")                                                                                  \
    X(vacancies, "vacancies", "vacatures")                                                                             \
    X(hired, "hired", "aangenomen")                                                                                    \
    X(left, "left", "vertrokken")                                                                                      \
    X(moved, "moved in less out", "verplaatst: erbij min eraf")                                                        \
    X(tornado_rows, "%s, %d rows", "%s, %d rijen")                                                                     \
    X(tornado_left, "mean with the input at its 5% (blue) and 95% point (orange)",                                     \
      "gemiddelde met de invoer op zijn 5%- (blauw) en 95%-punt (oranje)")                                             \
    X(tornado_none, "the same in every simulated future", "in elke gesimuleerde toekomst gelijk")                       \
    X(tornado_right, "share of variance alone (dark), in all (light, with 95% interval)",                              \
      "aandeel in de variantie alleen (donker), in totaal (licht, met 95%-interval)")                                  \
    X(chance, "chance", "toeval")                                                                                      \
    X(tornado_title, "{0}: {1}, {2}", "{0}: {1}, {2}")                                                                  \
    X(plan_note, "share of simulated futures, with 95% interval", "deel van de gesimuleerde toekomsten, met 95%-interval") \
    X(added_to, "added to {0}", "opgeteld bij {0}")                                                                     \
    X(plan_targets, "all targets", "alle doelen")                                                                      \
    X(plan_cost_mix, "cost of the mix", "kosten van de combinatie")                                                    \
    X(cost, "cost", "kosten")                                                                                          \
    X(probability, "probability", "kans")                                                                              \
    X(plan_met, "Targets met", "Doelen gehaald")                                                                       \
    X(sweep_note, "%s, %d simulated futures a point; band: 90%% of them, line: mean",                                  \
      "%s, %d gesimuleerde toekomsten per punt; band: 90%% daarvan, lijn: gemiddelde")                                 \
    X(sweep_points, "%s, %d simulated futures a point; bars: 90%% of them, dots: mean",                                \
      "%s, %d gesimuleerde toekomsten per punt; strepen: 90%% daarvan, stippen: gemiddelde")                           \
    X(on_time_year, "Decided on time in the year", "Op tijd beslist in het jaar")                                      \
    X(on_time_year_unit, "% of decisions", "% van de beslissingen")                                                    \
    X(penalties_year, "Penalties accrued in the year", "Verbeurde dwangsommen in het jaar")                            \
    X(a_year, "a year", "per jaar")                                                                                    \
    X(backtest, "Published and simulated", "Gepubliceerd en gesimuleerd")                                              \
    X(backtest_note, "%s to %s, %d simulated futures; bars: 90%% of them, blue line: mean, orange: published",         \
      "%s tot %s, %d gesimuleerde toekomsten; balken: 90%% daarvan, blauwe streep: gemiddelde, oranje: gepubliceerd")  \
    X(backtest_open, "Open at the year's end", "Open aan het jaareinde")                                               \
    X(backtest_inflow, "Inflow (stated in the scenario)", "Instroom (in het scenario vermeld)")                        \
    X(backtest_decisions, "Decided and withdrawn", "Beslist en ingetrokken")                                           \
    X(backtest_wait, "Mean wait", "Gemiddelde doorlooptijd")                                                           \
    X(backtest_off, "% above or below published", "% boven of onder gepubliceerd")                                     \
    X(weeks, "weeks", "weken")                                                                                         \
    X(published, "published", "gepubliceerd")                                                                          \
    X(simulated, "simulated (mean)", "gesimuleerd (gemiddelde)")                                                       \
    X(days_one, "{0} days", "{0} dagen")                                                                                 \
    X(weeks_one, "{0} weeks", "{0} weken")                                                                               \
    X(months_one, "{0} months", "{0} maanden")                                                                           \
    X(period_after, "{0}, counted from day {1}", "{0}, geteld vanaf dag {1}")                                          \
    X(period_until, "{0} if received by {1}", "{0} bij ontvangst t/m {1}")                                                 \
    X(period_from, "{0} if received since {1}", "{0} bij ontvangst sinds {1}")                                             \
    X(period_between, "{0} if received {1} to {2}", "{0} bij ontvangst {1} t/m {2}")                                         \
    X(period_streams, "{0} ({1} streams)", "{0} ({1} zaakstromen)")

#define PLOT_WORDS__ENUM(name, english, dutch) PLOT_WORD_##name,
enum plot_word { PLOT_WORDS(PLOT_WORDS__ENUM) PLOT_WORD_COUNT };
#undef PLOT_WORDS__ENUM

const char *plot_word(enum report_language language, enum plot_word word);

/* The word with {0}, {1} and {2} filled in, cut to `size`. */
void plot_sentence(enum report_language language, enum plot_word word, size_t size, char *out, const char *const values[]);

/* Sends word_NAME = '...' for all of them to a gnuplot. */
void plot_words_send(FILE *pipe, enum report_language language);

#endif
