# A page that compares two scenarios: on the left the bands of both, on the right the difference in pairs of futures.
# In: $text, figure, file, format, opening, horizon, replications, n_months; for each measure $NAME_base, $NAME_own, $NAME_apart,
# NAME_months, NAME_top, NAME_most, NAME_least.
reset
set encoding utf8
has_timeliness = timeliness_months > 0
has_money = penalty_accrued_top > 0
rows = 1 + has_timeliness + has_money
width = 1160
height = 140 + 330 * rows
@start
head = 104.0 / height; foot = 40.0 / height; side = 1.0 / width
tall = (1 - head - foot) / rows
place = "set lmargin at screen column_at * 0.5 + 82 * side; set rmargin at screen column_at * 0.5 + 0.5 - 26 * side; \
  set tmargin at screen 1 - head - row * tall - 34.0 / height; set bmargin at screen 1 - head - (row + 1) * tall + 36.0 / height; \
  set label 1 caption at graph 0,1 left offset character 0,1.1 font size_of(14) textcolor rgb ink; \
  set ylabel unit font small textcolor rgb faint offset 0.5,0"
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 34 * side, 1 - 49.0 / height left textcolor rgb blue_line
set label 3 $text[3][2:*] at screen 34 * side, 1 - 69.0 / height left textcolor rgb orange_line
set label 4 sprintf(word_span_pairs, \
  spelled(opening), spelled(horizon), replications) at screen 18 * side, 1 - 89.0 / height left font small textcolor rgb faint
set object 1 rectangle from screen 18 * side, 1 - 55.0 / height to screen 28 * side, 1 - 43.0 / height fillcolor rgb blue fillstyle solid noborder
set object 2 rectangle from screen 18 * side, 1 - 75.0 / height to screen 28 * side, 1 - 63.0 / height fillstyle empty border linecolor rgb orange linewidth 1.2
unset border; unset tics; unset grid; unset key
set lmargin at screen 0; set rmargin at screen 1; set bmargin at screen 0; set tmargin at screen 0.01
set xrange [0:1]; set yrange [0:1]
plot NaN notitle
unset label; unset object
row = 0
@frame
@time_axis
set format y '%g'

edge_lines = "using 1:(column(int(edge)) / by) with lines"

# A row: both scenarios, then the difference. Two fans over each other would hide each other, so the alternative's is its median between thin lines.
# MEASURE, `by`, `bound` (of the axis) and the captions differ.
both(name) = sprintf("set xzeroaxis linetype 1 linewidth 1 linecolor rgb faint; months = %s_months; column_at = 0; %s; \
  set yrange [0:bound]; \
  plot $%s_base %s blue_90 notitle, $%s_base %s blue_80 notitle, $%s_base %s blue_50 notitle, $%s_base %s blue_line notitle, \
    for [edge in '2 8'] $%s_own %s linewidth 1.2 linecolor rgb orange notitle, for [edge in '4 6'] $%s_own %s dashtype (10,6) linewidth 1.2 \
      linecolor rgb orange notitle, $%s_own %s orange_line notitle", \
  name, place, name, p90, name, p80, name, p50, name, median, name, edge_lines, name, edge_lines, name, median)
apart(name) = sprintf("column_at = 1; caption = word_difference; %s; set yrange [(%s_least < 0 ? %s_least / by * 1.15 : 0):(%s_most > 0 ? %s_most / by * 1.15 : 0) + (%s_most > 0 || %s_least < 0 ? 0 : 1)]; \
  plot $%s_apart %s '#CDEBDD' notitle, $%s_apart %s '#93D2B6' notitle, $%s_apart %s '#4FB08A' notitle, $%s_apart %s '#004D36' notitle", \
  place, name, name, name, name, name, name, name, p90, name, p80, name, p50, name, median)

by = divisor(open_top); bound = (open_top > 0 ? open_top : 1) / by * 1.08; caption = word_open_cases; unit = counted(word_cases, open_top)
eval both('open')
by = divisor(open_most > -open_least ? open_most : -open_least); unit = counted(word_cases, open_most > -open_least ? open_most : -open_least)
eval apart('open')
row = row + 1
if (has_timeliness) {
  by = 0.01; bound = 104; caption = word_on_time; unit = word_on_time_unit
  eval both('timeliness')
  unit = word_points
  eval apart('timeliness')
  row = row + 1
}
if (has_money) {
  by = euros(penalty_accrued_top); bound = penalty_accrued_top / by * 1.08; caption = word_penalties_accrued; unit = euro_unit(penalty_accrued_top).' '.word_a_month
  eval both('penalty_accrued')
  money = penalty_accrued_most > -penalty_accrued_least ? penalty_accrued_most : -penalty_accrued_least
  by = euros(money); unit = euro_unit(money).' '.word_a_month
  eval apart('penalty_accrued')
}
unset multiplot
set output
