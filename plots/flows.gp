# Waterfalls of the stock of open cases, from the opening date down to the horizon: on the left by what happened to cases, on the right by
# stream, or of one stream by year.
# In: $text; for flow and part: $NAME (row, from, to, whether a total, the change as text), $NAME_labels, NAME_n, NAME_top; by_year, figure, file,
# format, opening, horizon, replications.
reset
set encoding utf8
rows = flow_n > part_n ? flow_n : part_n
width = 1160; height = 170 + 32 * rows
@start
side = 1.0 / width
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*].': '.word_flows at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_span_mean, spelled(opening), spelled(horizon), replications) at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
unset key
set border 1; set grid noytics xtics; unset ytics
set format x '%g'
tall = (height - 124.0 - 60) / rows # of a row

# Bars of totals, of what adds and of what takes away; the number beside each.
bars(name, top, n) = sprintf("\
  set tmargin at screen 1 - 124.0 / height; set bmargin at screen 1 - (124 + %d * tall) / height; \
  by = divisor(%g); set xlabel counted(word_cases, %g) font small textcolor rgb faint offset 0,0.5; \
  set yrange [%d + 0.5:0.5]; set xrange [0:%g / by * 1.24]; \
  do for [i = 1:%d] { set label 20 + i $%s_labels[i][2:*] at graph -0.02, first i right font small textcolor rgb ink }; \
  plot for [k = 0:2] $%s using ((column(2) + column(3)) / 2 / by):((k == 0 ? column(4) == 1 : column(4) == 0 && (k == 1 ? column(3) >= column(2) : column(3) < column(2))) ? column(1) : NaN):\
      (column(2) / by):(column(3) / by):(column(1) - 0.36):(column(1) + 0.36) with boxxyerror fillcolor rgb (k == 0 ? blue_line : k == 1 ? orange_50 : blue_50) notitle, \
    $%s using ((column(3) > column(2) ? column(3) : column(2)) / by):1:5 with labels left offset 0.6,0 font small textcolor rgb ink notitle; \
  unset label", n, top, top, n, top, n, name, name, name)

set label 9 word_flows_left at graph 0, 1 left offset 0,0.9 font size_of(14) textcolor rgb ink
set lmargin at screen 160 * side; set rmargin at screen 500 * side
eval bars('flow', flow_top, flow_n)
set label 9 (by_year ? word_flows_years : word_flows_streams) at graph 0, 1 left offset 0,0.9 font size_of(14) textcolor rgb ink
set lmargin at screen (by_year ? 680 : 770) * side; set rmargin at screen 1 - 26 * side
eval bars('part', part_top, part_n)
unset multiplot
set output
