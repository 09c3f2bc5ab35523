# Published figures (orange) against the simulated ones (bars from p05 to p95, a line at the mean): a row a stream and year, a panel a measure.
# Counts stand as percent above or below the published one, so that large and small streams show alike.
# In: $text, $rows (labels), $years (row, year, 1 for the first of its stream); for inflow, open, decisions, timeliness and wait: $NAME (row,
# published, mean, p05, p95), NAME_n, NAME_most; n_rows, figure, file, format, opening, horizon, replications.
reset
set encoding utf8
# What the scenario itself states is worth a panel only where nothing else was published.
shown = (open_n > 0 ? 'open ' : '').(decisions_n > 0 ? 'decisions ' : '').(timeliness_n > 0 ? 'timeliness ' : '').(wait_n > 0 ? 'wait' : '')
if (words(shown) == 0) { shown = 'inflow' }
panels = words(shown)
width = panels > 1 ? 1160 : 800; height = 176 + 19 * n_rows
@start
side = 1.0 / width; names = 240; broad = (width - names - 4.0) / panels
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_backtest_note, spelled(opening), spelled(horizon), replications) at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
unset key
set border 1; set grid noytics xtics; unset ytics
set format x '%g'
set tmargin at screen 1 - 120.0 / height; set bmargin at screen 56.0 / height
set yrange [n_rows + 0.5:0.5]
do for [i = 1:n_rows] {
  set label 20 + i $rows[i][2:*] at screen (names - 52) * side, first i right font small textcolor rgb ink
  set label 20 + n_rows + i word($years[i], 2) at screen (names - 14) * side, first i right font small textcolor rgb faint
  if (i > 1 && word($years[i], 3) eq '1') { set arrow i from graph 0, first i - 0.5 to graph 1, first i - 0.5 nohead linewidth 0.7 linecolor rgb lines }
}
do for [k = 1:panels] {
  name = word(shown, k); most = value(name.'_most')
  counts = name ne 'timeliness' && name ne 'wait'
  set label 9 (name eq 'inflow' ? word_backtest_inflow : name eq 'open' ? word_backtest_open : name eq 'decisions' ? word_backtest_decisions : \
    name eq 'timeliness' ? word_on_time_year : word_backtest_wait) at graph 0, 1 left offset 0,0.9 font size_of(14) textcolor rgb ink
  set xlabel (counts ? word_backtest_off : name eq 'timeliness' ? word_on_time_year_unit : word_weeks) font small textcolor rgb faint offset 0,0.5
  set lmargin at screen (names + (k - 1) * broad) * side; set rmargin at screen (names + k * broad - 26) * side
  step = (most > 250 ? 100 : most > 100 ? 50 : most > 40 ? 20 : most > 16 ? 10 : most > 6 ? 5 : 2)
  set xtics step
  if (counts) { most = most > 5 ? most : 5; set xrange [-1.1 * most:1.1 * most] } else { if (name eq 'wait') { set xrange [0:1.1 * most] } else { set xrange [0:104] } }
  if (counts) { set arrow 1 from 0, graph 0 to 0, graph 1 nohead linewidth 1.5 linecolor rgb orange } else { unset arrow 1 }
  eval sprintf("plot $%s using 3:1:4:5:(column(1) - 0.3):(column(1) + 0.3) with boxxyerror fillcolor rgb blue_80 notitle, \
    $%s using 3:(column(1) - 0.38):(0):(0.76) with vectors nohead linewidth 2 linecolor rgb blue_line notitle, \
    $%s using 2:1 with points pointtype 7 pointsize (counts ? 0.4 : 0.6) linecolor rgb orange notitle", name, name, name)
  unset label
}
unset multiplot
set output
