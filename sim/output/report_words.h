/* Every string of report.html, in each language. A sentence has places {0}, {1}, ... for its values. */
#ifndef OUTPUT_REPORT_WORDS_H
#define OUTPUT_REPORT_WORDS_H

#include <jansson.h>

#define REPORT_LANGUAGES 2
enum report_language { REPORT_ENGLISH, REPORT_DUTCH };

/* X(enum, English, Dutch) */
#define REPORT_WORDS(X)                                                                                                \
    X(LANGUAGE, "en", "nl")                                                                                            \
    X(LOCALE, "en-GB", "nl-NL")                                                                                        \
    X(DECIMAL_MARK, ".", ",")                                                                                          \
    X(THOUSANDS_MARK, ",", ".")                                                                                        \
    X(MILLION, "million", "miljoen")                                                                                   \
    X(BILLION, "billion", "miljard")                                                                                   \
    X(SUBTITLE, "Forecast from {0} to {1}: {2} simulated futures",                                                     \
      "Prognose van {0} tot {1}: {2} gesimuleerde toekomsten")                                                         \
    X(OF_SCENARIO, "Scenario: {0}", "Scenario: {0}")                                                                   \
    X(HEADLINE, "What happens", "Wat er gebeurt")                                                                      \
    X(OPEN_GROWS,                                                                                                      \
      "The stock of open cases grows from {0} to {1} by {2}; nine in ten futures lie between {3} and {4}.",            \
      "De voorraad open zaken groeit van {0} naar {1} op {2}; negen van de tien toekomsten liggen tussen {3} en {4}.") \
    X(OPEN_SHRINKS,                                                                                                    \
      "The stock of open cases shrinks from {0} to {1} by {2}; nine in ten futures lie between {3} and {4}.",          \
      "De voorraad open zaken krimpt van {0} naar {1} op {2}; negen van de tien toekomsten liggen tussen {3} en {4}.") \
    X(OPEN_EITHER,                                                                                                     \
      "The stock of open cases goes from {0} to {1} by {2}; nine in ten futures lie between {3} and {4}.",             \
      "De voorraad open zaken gaat van {0} naar {1} op {2}; negen van de tien toekomsten liggen tussen {3} en {4}.")   \
    X(SURE_HIGHER, "How sure: in at least 95% of the futures it ends higher than it began.",                           \
      "Hoe zeker: in ten minste 95% van de toekomsten eindigt zij hoger dan zij begon.")                               \
    X(SURE_LOWER, "How sure: in at least 95% of the futures it ends lower than it began.",                             \
      "Hoe zeker: in ten minste 95% van de toekomsten eindigt zij lager dan zij begon.")                               \
    X(SURE_EITHER, "How sure: whether it ends higher or lower than it began is open.",                                 \
      "Hoe zeker: of zij hoger of lager eindigt dan zij begon, staat niet vast.")                                      \
    X(ON_TIME, "In {0}, {1} of the decisions are on time ({2} to {3}).",                                               \
      "In {0} is {1} van de beslissingen op tijd ({2} tot {3}).")                                                      \
    X(WAITS_TODAY, "Of those who apply in {0}, half are decided within {1} days.",                                     \
      "Van wie in {0} aanvraagt, krijgt de helft binnen {1} dagen een beslissing.")                                    \
    X(WAITS_TODAY_90, "Nine in ten of them are decided within {1} days.",                                              \
      "Negen van de tien krijgen die binnen {1} dagen.")                                                               \
    X(PENALTIES_COST, "In {0} lateness adds EUR {1} of penalties ({2} to {3}).",                                       \
      "In {0} komt er door te laat beslissen EUR {1} aan dwangsommen bij ({2} tot {3}).")                              \
    X(OR_MORE, "{0} or more", "{0} of meer")                                                                           \
    X(FEW_FUTURES, "Beyond each end of a bracket lie some {0} of {1} futures: 500 are firmer.",                        \
      "Voorbij elk einde van een haakje liggen zo'n {0} van {1} toekomsten: 500 geven meer houvast.")                  \
    X(RANGE_NOTE, "Figures are medians; the range in brackets holds nine in ten futures.",                             \
      "Cijfers zijn medianen; tussen haakjes het bereik van negen van de tien toekomsten.")                            \
    X(RANGE_NOTE_COMPARED,                                                                                             \
      "Figures are medians; the range in brackets holds nine in ten futures. Of a difference it is the mean, with its 95% interval.", \
      "Cijfers zijn medianen; tussen haakjes het bereik van negen van de tien toekomsten. Van een verschil het gemiddelde, met zijn 95%-interval.") \
    X(TARGET, "target", "doel")                                                                                        \
    X(MET_IN, "met in this share of the futures (95% interval)",                                                       \
      "gehaald in dit deel van de toekomsten (95%-interval)")                                                          \
    X(ALL_TOGETHER, "all together", "alle samen")                                                                      \
    X(FIGURES, "In pictures", "In beeld")                                                                              \
    X(BANDS_NOTE,                                                                                                      \
      "Lines are medians. The bands hold 50%, 80% and 90% of the simulated futures, from the strongest colour to the " \
      "palest. "                                                                                                       \
      "Waits by month of application: each line and band stops where it reaches past the end of the forecast.",                             \
      "Lijnen zijn medianen. De banden bevatten 50%, 80% en 90% van de gesimuleerde toekomsten, van de sterkste "      \
      "kleur naar de "                                                                                                 \
      "lichtste. Doorlooptijden naar maand van aanvraag: elke lijn en band houdt op waar zij voorbij het einde van de prognose reikt.") \
    X(FIGURE_OPEN, "Open and overdue cases", "Open zaken, en die buiten de termijn")                                   \
    X(FIGURE_AGE, "Open cases by age (mean)", "Open zaken naar leeftijd (gemiddelde)")                                 \
    X(FIGURE_FLOW, "Inflow and decisions per month", "Instroom en beslissingen per maand")                             \
    X(FIGURE_TIMELINESS, "Decisions on time, per month", "Tijdigheid van de beslissingen, per maand")                  \
    X(FIGURE_WAITS, "Days until the decision, by month of application",                                                \
      "Dagen tot de beslissing, naar maand van aanvraag")                                                              \
    X(FIGURE_PENALTIES, "Penalties accrued and paid per month, EUR",                                                   \
      "Verbeurde en betaalde dwangsommen per maand, EUR")                                                              \
    X(FIGURE_FTE, "Staff, FTE", "Personeel, fte")                                                                      \
    X(FIGURE_UTILISATION, "Utilisation of the staff's hours", "Benutting van de uren")                                 \
    X(FIGURE_HEADS, "Staff, heads", "Personeel, personen")                                                             \
    X(FIGURE_RULES, "Share of the futures in which a rule holds", "Deel van de toekomsten waarin een regel geldt")     \
    X(LEGAL_PERIOD, "legal period", "beslistermijn")                                                                   \
    X(BOUND_SENTENCE, "The dashed line is the legal period of who applies in that month.",                             \
      "De streepjeslijn is de beslistermijn van wie in die maand aanvraagt.")                                          \
    X(WAITS_BY_STREAM,                                                                                                 \
      "Days until the decision against the legal period, by month of application: the streams with most open cases",   \
      "Dagen tot de beslissing tegen de beslistermijn, naar maand van aanvraag: de stromen met de meeste open zaken")  \
    X(AGES, "Open cases by age against the legal period", "Open zaken naar leeftijd tegen de beslistermijn")           \
    X(AGES_NOTE,                                                                                                       \
      "A bar is all open cases of a stream on a day, the youngest on the left (means). Right of the mark: cases past " \
      "their legal period.",                                                                                           \
      "Een balk is alle open zaken van een stroom op een dag, de jongste links (gemiddelden). Rechts van de streep: "  \
      "zaken buiten hun beslistermijn.")                                                                               \
    X(AGES_SENTENCE, "{0}: {1} open cases, {2} of them past the legal period.",                                        \
      "{0}: {1} open zaken, {2} daarvan buiten de beslistermijn.")                                                     \
    X(NO_PERIOD, "no legal period", "geen beslistermijn")                                                              \
    X(PAST_PERIOD, "from here on past the legal period", "vanaf hier buiten de beslistermijn")                         \
    X(PAST_SHARE, "past the legal period", "buiten de beslistermijn")                                                  \
    X(LATER, "later", "later")                                                                                         \
    X(DAY, "day", "dag")                                                                                               \
    X(DAYS, "days", "dagen")                                                                                           \
    X(MONTH, "month", "maand")                                                                                         \
    X(MONTHS, "months", "maanden")                                                                                     \
    X(WAITS_HALF, "half wait at most", "de helft wacht ten hoogste")                                                   \
    X(WAITS_NINE, "nine in ten wait at most", "negen van de tien wachten ten hoogste")                                 \
    X(AGE_0_6, "under 6 months", "jonger dan 6 maanden")                                                               \
    X(AGE_6_12, "6 to 12 months", "6 tot 12 maanden")                                                                  \
    X(AGE_12_15, "12 to 15 months", "12 tot 15 maanden")                                                               \
    X(AGE_15_21, "15 to 21 months", "15 tot 21 maanden")                                                               \
    X(AGE_21, "over 21 months", "ouder dan 21 maanden")                                                                \
    X(HISTORY, "history", "verleden")                                                                                  \
    X(PUBLISHED, "published", "gepubliceerd")                                                                          \
    X(PUBLISHED_SENTENCE, "Circles are published figures; strokes those of a quarter or a year, by month.",            \
      "Rondjes zijn gepubliceerde cijfers; streepjes die van een kwartaal of een jaar, per maand.")                    \
    X(CHART_SENTENCE, "{0}: from {1} on {2} to {3} on {4}.", "{0}: van {1} op {2} naar {3} op {4}.")                   \
    X(CHART_RANGE, "At the end nine in ten futures lie between {0} and {1}.",                                          \
      "Aan het eind liggen negen van de tien toekomsten tussen {0} en {1}.")                                           \
    X(AS_TABLE, "As a table", "Als tabel")                                                                             \
    X(DATE, "date", "datum")                                                                                           \
    X(STREAMS, "Streams", "Zaakstromen")                                                                               \
    X(STREAM, "stream", "zaakstroom")                                                                                  \
    X(ALL_STREAMS, "All streams", "Alle zaakstromen")                                                                  \
    X(OPEN_ON, "open on {0}", "open op {0}")                                                                           \
    X(ON_TIME_IN, "on time in {0}", "op tijd in {0}")                                                                  \
    X(WAIT_FROM, "half of who applies in {0} wait at most, days",                                                      \
      "helft van wie in {0} aanvraagt wacht ten hoogste, dagen")                                                       \
    X(WAIT_FROM_90, "nine in ten wait at most, days", "negen van de tien wachten ten hoogste, dagen")                  \
    X(COMPARED, "{0}, compared with {1}", "{0}, vergeleken met {1}")                                                   \
    X(COMPARED_HEADLINE,                                                                                               \
      "With {0} the open cases at the end of {2} differ from those of {1} by {3} on average; better in {4} of the {5} futures.", \
      "Met {0} verschilt het aantal open zaken eind {2} gemiddeld {3} van dat van {1}; beter in {4} van de {5} toekomsten.") \
    X(COMPARED_HEADLINE_SAME, "With {0} the open cases are those of {1} in all {2} futures.",                          \
      "Met {0} zijn de open zaken in alle {2} toekomsten die van {1}.")                                                \
    X(COMPARE_SENTENCE, "{0}, {1}: {2} in place of {3} on average, a difference of {4}.",                              \
      "{0}, {1}: gemiddeld {2} in plaats van {3}, een verschil van {4}.")                                              \
    X(COMPARE_BETTER, "Better in {0} of the {1} futures.", "Beter in {0} van de {1} toekomsten.")                      \
    X(COMPARE_SAME, "Nothing differs in these {0} futures; what happens in fewer than {1} of all may have been missed.", \
      "Niets verschilt in deze {0} toekomsten; wat in minder dan {1} van alle gebeurt, kan zijn gemist.")              \
    X(COMPARE_NOTE,                                                                                                    \
      "Both meet the same futures, so that the difference is that of what was changed. Ranges after a difference are " \
      "its 95% interval, or, where fewer than 10 futures differ, in how many: too few to tell what is rare. "          \
      "Bands of differences hold 50%, 80% and 90% of the pairs of futures.",                                           \
      "Beide ondergaan dezelfde toekomsten, zodat het verschil komt van wat is veranderd. Achter een verschil staat "  \
      "het 95%-interval of, waar minder dan 10 toekomsten verschillen, in hoeveel: te weinig om te weten wat zelden "  \
      "gebeurt. De banden van een verschil bevatten 50%, 80% en 90% van de paren toekomsten.")                         \
    X(BASE_NOTE, "First the base, {0}; what the others change against it follows.",                                    \
      "Eerst de basis, {0}; daarna wat de andere daaraan veranderen.")                                                 \
    X(DIFFERENCE, "difference", "verschil")                                                                            \
    X(DIFFERENCE_95, "mean difference (95% interval)", "gemiddeld verschil (95%-interval)")                            \
    X(WHAT_DIFFERS, "What differs in {0}", "Wat er in {0} verschilt")                                                  \
    X(ENTITY, "stream, pool or rule", "zaakstroom, team of regel")                                                     \
    X(MEASURE, "measure", "maat")                                                                                      \
    X(BASE, "base", "basis")                                                                                           \
    X(THIS, "this", "dit")                                                                                             \
    X(BETTER, "better in", "beter in")                                                                                 \
    X(BETTER_NOTE,                                                                                                     \
      "Means. Better: in which share of the futures more decisions on time, or fewer of the rest (the same counts "    \
      "as not better); of staff and its use neither more nor less is better.",                                         \
      "Gemiddelden. Beter: in welk deel van de toekomsten meer beslissingen op tijd zijn, of minder van de rest "      \
      "(gelijk telt niet als beter); van personeel en benutting is meer noch minder beter.")                           \
    X(POINTS, "points", "procentpunt")                                                                                 \
    X(UNTIL, "to", "tot")                                                                                              \
    X(OF, "of", "van de")                                                                                              \
    X(IN_ALL, "in all", "in alle")                                                                                     \
    X(OF_FUTURES, "futures", "toekomsten")                                                                             \
    X(RULES, "Contingent rules", "Voorwaardelijke regels")                                                             \
    X(RULES_NOTE, "They act by themselves when a measure passes a level; what each waits for stands in the scenario.", \
      "Zij gaan vanzelf in als een maat een grens passeert; waarop elke wacht, staat in het scenario.")                \
    X(RULE, "rule", "regel")                                                                                           \
    X(RULE_FIRES, "fires in this share of the futures", "gaat in, deel van de toekomsten")                             \
    X(RULE_HOLDS, "holds on this share of the days", "geldt, deel van de dagen")                                       \
    X(RULE_HEADLINE, "The rule {0} fires {1} times a future on average, most often in {2}; in {3} it holds on {4} of the days.", \
      "De regel {0} gaat gemiddeld {1} keer per toekomst in, het vaakst in {2}; in {3} geldt hij op {4} van de dagen.") \
    X(RULE_NEVER, "The rule {0} never fires.", "De regel {0} gaat nooit in.")                                          \
    X(PENALTIES_IN, "penalties in {0}, EUR", "dwangsommen in {0}, EUR")                                                \
    X(STAFF, "Staff", "Personeel")                                                                                     \
    X(POOL, "pool", "team")                                                                                            \
    X(ALL_POOLS, "All pools", "Alle teams")                                                                            \
    X(YEAR, "year", "jaar")                                                                                            \
    X(EXPLORE, "Look closer", "Zelf kijken")                                                                           \
    X(NO_SCRIPT, "This part needs JavaScript; the rest of the page does not.",                                         \
      "Dit deel werkt alleen met JavaScript; de rest van de pagina niet.")                                             \
    X(ASSUMPTIONS, "Assumptions", "Aannames")                                                                          \
    X(ASSUMPTIONS_NOTE, "Values of the scenario with a source, a status or an uncertainty of their own: {0}.",         \
      "Waarden van het scenario met een eigen bron, status of onzekerheid: {0}.")                                      \
    X(SHOW_ALL, "Show them", "Toon ze")                                                                                \
    X(KEY, "key", "sleutel")                                                                                           \
    X(VALUE, "value", "waarde")                                                                                        \
    X(STATUS, "status", "status")                                                                                      \
    X(SOURCE, "source", "bron")                                                                                        \
    X(PLACE, "file and line", "bestand en regel")                                                                      \
    X(OBSERVED, "observed", "waargenomen")                                                                             \
    X(ASSUMED, "assumed", "aangenomen")                                                                                \
    X(CALIBRATED, "calibrated", "gekalibreerd")                                                                        \
    X(MANIFEST, "How this was made", "Hoe dit is gemaakt")                                                             \
    X(SCENARIO, "scenario", "scenario")                                                                                \
    X(VERSION, "version", "versie")                                                                                    \
    X(SEED, "seed", "startgetal")                                                                                      \
    X(FUTURES, "simulated futures", "gesimuleerde toekomsten")                                                         \
    X(SKETCH_ERROR, "relative error of quantiles, at most", "relatieve fout van kwantielen, ten hoogste")              \
    X(INPUTS, "made from", "gemaakt uit")                                                                              \
    X(OUTPUTS, "tables beside this page", "tabellen naast deze pagina")                                                \
    X(FILE_NAME, "file", "bestand")                                                                                    \
    X(HASH, "FNV-1a 64", "FNV-1a 64")

/* The words of the page's script, by key. */
#define REPORT_SCRIPT_WORDS(X)                                                                                         \
    X("stream", "Stream, pool or rule", "Zaakstroom, team of regel")                                                   \
    X("measure", "Measure", "Maat")                                                                                    \
    X("period", "Period", "Periode")                                                                                   \
    X("bands", "Bands", "Banden")                                                                                      \
    X("month", "months", "maanden")                                                                                    \
    X("quarter", "quarters", "kwartalen")                                                                              \
    X("year", "years", "jaren")                                                                                        \
    X("entry", "months of application", "maanden van aanvraag")                                                        \
    X("median_only", "median only", "alleen de mediaan")                                                               \
    X("median", "median", "mediaan")                                                                                   \
    X("mean", "mean", "gemiddelde")                                                                                    \
    X("history", "history", "verleden")                                                                                \
    X("published", "published", "gepubliceerd")                                                                        \
    X("one month", "month", "maand")                                                                                   \
    X("one quarter", "quarter", "kwartaal")                                                                            \
    X("one year", "year", "jaar")                                                                                      \
    X("date", "date", "datum")                                                                                         \
    X("csv", "Download this table as CSV", "Download deze tabel als CSV")                                              \
    X("hint", "Point at the picture, or use the arrow keys on it, to read values.",                                    \
      "Wijs in de grafiek, of gebruik daarop de pijltjestoetsen, om waarden te lezen.")                                \
    X("range", "5% to 95%", "5% tot 95%")                                                                              \
    X("or_more", "or more", "of meer")                                                                                 \
    X("none", "no value", "geen waarde")                                                                               \
    X("table", "As a table", "Als tabel")                                                                              \
    X("all", "All streams", "Alle zaakstromen")                                                                        \
    X("pool:all", "All pools", "Alle teams")                                                                           \
    X("compare", "Compared with", "Vergeleken met")                                                                    \
    X("alone", "nothing", "niets")                                                                                     \
    X("difference", "difference", "verschil")                                                                          \
    X("scenario", "scenario", "scenario")                                                                              \
    X("same", "Nothing differs.", "Niets verschilt.")                                                                  \
    X("legal", "legal period", "beslistermijn")                                                                        \
    X("million", "million", "miljoen")                                                                                 \
    X("billion", "billion", "miljard")

#define REPORT_WORDS__ENUM(id, english, dutch) WORD_##id,
enum report_word { REPORT_WORDS(REPORT_WORDS__ENUM) WORD_COUNT };
#undef REPORT_WORDS__ENUM

/* "en" or "nl"; 0 and *language, or -1. */
int report_language_of(const char *code, enum report_language *language);

const char *report_word(enum report_language language, enum report_word word);

/* "open" -> "open cases" or "open zaken"; an unknown name or unit is its own label. */
const char *report_measure_label(enum report_language language, const char *measure);
const char *report_unit_label(enum report_language language, const char *unit);

/* What the script needs: its words, and the labels of measures and units; NULL without memory. */
json_t *report_script_words(enum report_language language);

#endif
