# A pyramid of ages: open cases by months since received, on the opening date (left) and the horizon (right), with the legal periods.
# In: $text, $bars (height, before, after, and both as text), top, $before and $after (height of a legal period, label),
# left_limits, right_limits (how many), overdue_left, overdue_right, figure, file, format, opening, horizon, replications.
reset
set encoding utf8
width = 1160; height = 660
@start
side = 1.0 / width; gap = 130 * side
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*].': '.word_ages at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_ages_note, replications) at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
set label 4 word_age_axis at screen 0.5, 1 - 100.0 / height center font small textcolor rgb faint
band(i) = i == 1 ? word_age_1 : i == 2 ? word_age_2 : i == 3 ? word_age_3 : i == 4 ? word_age_4 : word_age_5
do for [i = 1:5] {
  at = 56.0 / height + (i - 0.5) / 5 * (1 - 176.0 / height)
  set label 4 + i band(i) at screen 0.5, at center font small textcolor rgb ink
}
unset key
by = divisor(top)
set tmargin at screen 1 - 120.0 / height; set bmargin at screen 56.0 / height
set yrange [0:5]
set border 1; set grid noytics xtics; unset ytics
set xlabel font small textcolor rgb faint offset 0,0.5
set format x '%g'

set lmargin at screen 18 * side; set rmargin at screen 0.5 - gap / 2
set xrange [top / by * 1.3:0]
set xlabel counted(sprintf(word_ages_unit, spelled(opening)), top) font small textcolor rgb faint offset 0,0.5
set label 10 sprintf(word_age_overdue, overdue_left) at graph 0, screen 1 - 100.0 / height left font size_of(14) textcolor rgb orange
plot $bars using (column(2) / by / 2):1:(0):(column(2) / by):(column(1) - 0.42):(column(1) + 0.42) with boxxyerror fillcolor rgb blue_50 notitle, \
  $bars using (column(2) / by):(column(1) + (column(1) < 1 ? -0.3 : 0.17)):4 with labels right offset -0.6,0 font small textcolor rgb ink notitle
do for [i = 1:left_limits] { set arrow i from graph 0, first real(word($before[i], 1)) to graph 1, first real(word($before[i], 1)) nohead dashtype (8,4) linewidth 1.4 linecolor rgb orange }
unset label
if (left_limits > 0) {
  unset border; unset tics; unset grid; unset xlabel
  plot $before using (top / by * 1.3):(column(1) + 0.1):2 with labels left font small textcolor rgb orange_line notitle
  @frame
  set border 1; set grid noytics xtics; unset ytics
}
unset arrow

set lmargin at screen 0.5 + gap / 2; set rmargin at screen 1 - 18 * side
set xrange [0:top / by * 1.3]
set xlabel counted(sprintf(word_ages_unit, spelled(horizon)), top) font small textcolor rgb faint offset 0,0.5
set label 10 sprintf(word_age_overdue, overdue_right) at graph 1, screen 1 - 100.0 / height right font size_of(14) textcolor rgb orange
plot $bars using (column(3) / by / 2):1:(0):(column(3) / by):(column(1) - 0.42):(column(1) + 0.42) with boxxyerror fillcolor rgb blue_50 notitle, \
  $bars using (column(3) / by):(column(1) + (column(1) < 1 ? -0.3 : 0.17)):5 with labels left offset 0.6,0 font small textcolor rgb ink notitle
do for [i = 1:right_limits] { set arrow i from graph 0, first real(word($after[i], 1)) to graph 1, first real(word($after[i], 1)) nohead dashtype (8,4) linewidth 1.4 linecolor rgb orange }
unset label
if (right_limits > 0) {
  unset border; unset tics; unset grid; unset xlabel
  plot $after using (top / by * 1.3):(column(1) + 0.1):2 with labels right font small textcolor rgb orange_line notitle
}
unset multiplot
set output
