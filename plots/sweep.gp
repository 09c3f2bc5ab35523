# The last year by the values swept: a column for each key (at most three), rows of open cases, timeliness and penalties.
# In: $text, $keys; for open, timeliness and accrued: $NAME (mean, p05, p95, values of the keys), NAME_points, NAME_top; keys, more_keys, year,
# figure, file, format, replications.
reset
set encoding utf8
has_timeliness = timeliness_points > 0
has_money = accrued_points > 0 && accrued_top > 0
rows = 1 + has_timeliness + has_money
width = keys == 1 ? 800 : 1160; height = 110 + 290 * rows
@start
head = 84.0 / height; foot = 14.0 / height; side = 1.0 / width
tall = (1 - head - foot) / rows; broad = (1.0 - 10 * side) / keys
place = "set lmargin at screen key_at * broad + 78 * side; set rmargin at screen (key_at + 1) * broad - 16 * side; \
  set tmargin at screen 1 - head - row * tall - 34.0 / height; set bmargin at screen 1 - head - (row + 1) * tall + 46.0 / height; \
  if (key_at == 0) { set label 9 caption at graph 0,1 left offset character 0,1.1 font size_of(14) textcolor rgb ink }; \
  set ylabel (key_at == 0 ? unit : '') font small textcolor rgb faint offset 0.5,0; \
  set xlabel $keys[key_at + 1][2:*] font small textcolor rgb faint offset 0,0.5"
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(more_keys ? word_sweep_points : word_sweep_note, year, replications) at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
unset key
set format '%g'
set autoscale xfix; set offsets graph 0.03, graph 0.03, 0, 0
row = 0
swept(name) = sprintf("do for [key_at = 0:keys - 1] { %s; set yrange [0:bound]; k = 4 + key_at; \
  if (more_keys) { plot $%s using (column(k)):(column(1) / by):(column(2) / by):(column(3) / by) with yerrorbars linewidth 1 pointtype 7 pointsize 0.4 linecolor rgb blue notitle } \
  else { plot $%s using (column(k)):(column(2) / by):(column(3) / by) with filledcurves fillcolor rgb blue_90 notitle, \
    $%s using (column(k)):(column(1) / by) with linespoints linewidth 2 pointtype 7 pointsize 0.4 linecolor rgb blue_line notitle }; \
  unset label }; row = row + 1", place, name, name, name)
by = divisor(open_top); bound = (open_top > 0 ? open_top : 1) / by * 1.08; caption = word_open_cases; unit = counted(word_cases, open_top)
eval swept('open')
if (has_timeliness) { by = 0.01; bound = 104; caption = word_on_time_year; unit = word_on_time_year_unit; eval swept('timeliness') }
if (has_money) {
  by = euros(accrued_top); bound = accrued_top / by * 1.08; caption = word_penalties_year; unit = euro_unit(accrued_top).' '.word_a_year
  eval swept('accrued')
}
unset multiplot
set output
