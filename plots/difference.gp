# What an alternative changes, in pairs of futures: bands of the difference, and its mean with the interval.
# In: $text; for open, timeliness and accrued: $NAME (date, p05, p50, p95, mean, low, high), NAME_months, NAME_most, NAME_least; figure, file,
# format, opening, horizon, replications.
reset
set encoding utf8
has_timeliness = timeliness_months > 0 && timeliness_most > timeliness_least
has_money = accrued_months > 0 && accrued_most > accrued_least
rows = 1 + has_timeliness + has_money
width = 800; height = 110 + 250 * rows
@start
head = 104.0 / height; foot = 4.0 / height; side = 1.0 / width
tall = (1 - head - foot) / rows
place = "set lmargin at screen 82 * side; set rmargin at screen 1 - 26 * side; \
  set tmargin at screen 1 - head - row * tall - 34.0 / height; set bmargin at screen 1 - head - (row + 1) * tall + 36.0 / height; \
  set label 9 caption at graph 0,1 left offset character 0,1.1 font size_of(14) textcolor rgb ink; \
  set ylabel unit font small textcolor rgb faint offset 0.5,0"
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_span_pairs_apart, spelled(opening), spelled(horizon), replications) \
  at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
set label 4 word_apart_note at screen 18 * side, 1 - 89.0 / height left font small textcolor rgb faint
unset key
@time_axis
set format y '%g'
set xzeroaxis linetype 1 linewidth 1 linecolor rgb ink
row = 0
green_90 = '#CDEBDD'; green_80 = '#93D2B6'; green_line = '#004D36'
apart(name) = sprintf("%s; span = %s_most - %s_least; span = span > 0 ? span : by; set yrange [(%s_least - 0.06 * span) / by:(%s_most + 0.06 * span) / by]; \
  plot $%s using 1:(column(2) / by):(column(4) / by) with filledcurves fillcolor rgb green_90 notitle, \
    $%s using 1:(column(6) / by):(column(7) / by) with filledcurves fillcolor rgb green_80 notitle, \
    $%s using 1:(column(5) / by) with lines dashtype (8,4) linewidth 1.5 linecolor rgb orange notitle, \
    $%s using 1:(column(3) / by) with linespoints pointtype 7 pointsize 0.3 linewidth 2 linecolor rgb green_line notitle; \
  unset label; row = row + 1", place, name, name, name, name, name, name, name, name)
largest(most, least) = most > -least ? most : -least
by = divisor(largest(open_most, open_least)); caption = word_open_cases; unit = counted(word_cases, largest(open_most, open_least))
eval apart('open')
if (has_timeliness) { by = 0.01; caption = word_on_time; unit = word_points; eval apart('timeliness') }
if (has_money) {
  by = euros(largest(accrued_most, accrued_least)); caption = word_penalties_accrued
  unit = euro_unit(largest(accrued_most, accrued_least)).' '.word_a_month
  eval apart('accrued')
}
unset multiplot
set output
