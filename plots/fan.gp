# A page about one stream: open cases, timeliness, waits and penalties as fans. A panel without values is left out.
# What was published stands in front of the fans and, as far as it is known, over them.
# In: $text, figure, file, format, begins, opening, horizon, replications, n_months, and for each fan its data block, NAME_months and NAME_top, and
# $NAME_past, NAME_past_n.
reset
set encoding utf8
has_open = open_months > 0 && open_top > 0
has_timeliness = timeliness_months > 0
has_wait = wait_months > 0
has_money = accrued_top > 0 || paid_top > 0
past_n = open_past_n + overdue_past_n + timeliness_past_n + accrued_past_n + paid_past_n
if (has_open + has_timeliness + has_wait + has_money == 0) { has_open = 1; open_top = 1 }
panels = has_open + has_timeliness + has_wait + has_money
rows = panels > 2 ? 2 : 1
width = panels == 1 ? 800 : 1160
height = rows == 2 ? 840 : 500
@start

# Panels fill the page from the top left; of three the first takes the whole top row.
head = 86.0 / height; foot = 58.0 / height; side = 1.0 / width
tall = (1 - head - foot) / rows
wide(panel) = panels == 1 || (panels == 3 && panel == 0)
slot(panel) = panels == 3 && panel > 0 ? panel + 1 : panel
left(panel) = wide(panel) ? 0 : slot(panel) % 2 * 0.5
above(panel) = 1 - head - slot(panel) / 2 * tall
place = "set lmargin at screen left(panel) + 82 * side; \
  set rmargin at screen left(panel) + (wide(panel) ? 1 : 0.5) - 26 * side; \
  set tmargin at screen above(panel) - 34.0 / height; set bmargin at screen above(panel) - tall + 36.0 / height; \
  set label 1 caption at graph 0,1 left offset character 0,1.1 font size_of(14) textcolor rgb ink; \
  set ylabel unit font small textcolor rgb faint offset 0.5,0; panel = panel + 1"

set multiplot
@frame

# The head, and at the foot what the bands are.
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_span_futures, spelled(opening), spelled(horizon), replications) \
  at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
unset border; unset tics; unset grid
set lmargin at screen 0; set rmargin at screen 1; set bmargin at screen 0; set tmargin at screen foot
set key at screen 0.5, foot * 0.45 center center horizontal maxrows 1 Left reverse samplen 2 width -1 font small textcolor rgb ink
set xrange [0:1]; set yrange [0:1]
plot NaN with lines linewidth 2 linecolor rgb blue_line title word_median, \
  NaN with boxes fillcolor rgb blue_50 title word_band_50, \
  NaN with boxes fillcolor rgb blue_80 title word_band_80, \
  NaN with boxes fillcolor rgb blue_90 title word_band_90, \
  for [i = 1:past_n > 0] NaN with linespoints pointtype 6 pointsize 0.9 linewidth 1.6 linecolor rgb ink title word_published
unset label
set key inside top left Left reverse vertical maxrows auto width 0 opaque samplen 2 spacing 1.15 font small textcolor rgb ink
unset key
panel = 0
@frame
opened = opening; opening = begins
@time_axis
opening = opened
if (seconds(begins) < seconds(opening)) { set arrow 1 from opening, graph 0 to opening, graph 1 nohead dashtype (3,3) linewidth 0.8 linecolor rgb faint }
set format y '%g'

if (has_open) {
  by = divisor(open_top); months = open_months; caption = word_open_cases; unit = counted(word_cases, open_top)
  @place
  set yrange [0:open_top / by * (overdue_top > 0 ? 1.22 : 1.08)]
  if (overdue_top > 0) { set key }
  plot $open @p90 blue_90 notitle, $open @p80 blue_80 notitle, $open @p50 blue_50 notitle, $open @lone blue notitle, \
    $open @median blue_line title word_open, \
    $overdue using 1:(overdue_top > 0 ? column(5) / by : NaN) with lines dashtype (10,4) linewidth 2 linecolor rgb orange \
      title word_overdue_of, \
    $open_past @ring blue_line notitle, $overdue_past @ring orange notitle
  unset key
}
if (has_timeliness) {
  by = 0.01; months = timeliness_months; caption = word_on_time; unit = word_on_time_unit
  @place
  set yrange [0:104]
  plot $timeliness @p90 blue_90 notitle, $timeliness @p80 blue_80 notitle, $timeliness @p50 blue_50 notitle, \
    $timeliness @lone blue notitle, $timeliness @median blue_line notitle, \
    $timeliness_past @stroke blue_line notitle, \
    $timeliness_past @ring blue_line notitle
}
if (has_wait) {
  by = 1; months = wait_months; caption = word_wait; unit = word_wait_unit
  @place
  set yrange [0:(wait90_top > wait_top ? wait90_top : wait_top) * 1.22]
  set key
  # Two fans over each other would hide each other, so the second is its median between thin lines.
  plot $wait @p90 blue_90 notitle, $wait @p80 blue_80 notitle, $wait @p50 blue_50 notitle, $wait @lone blue notitle, \
    for [edge in "2 8"] $wait90 using 1:(column(int(edge)) / by) with lines linewidth 1 linecolor rgb orange notitle, \
    $wait90 @lone orange notitle, $wait90 @median orange_line title word_wait_90, $wait @median blue_line title word_wait_50
  unset key
}
if (has_money) {
  money_top = accrued_top > paid_top ? accrued_top : paid_top
  by = euros(money_top); months = accrued_months; caption = word_penalties; unit = euro_unit(money_top).' '.word_a_month
  @place
  set yrange [0:money_top / by * 1.22]
  set key
  plot $accrued @p90 blue_90 notitle, $accrued @p80 blue_80 notitle, $accrued @p50 blue_50 notitle, $accrued @lone blue notitle, \
    $accrued @median blue_line title word_accrued, \
    $paid using 1:(column(5) / by) with lines dashtype (10,4) linewidth 2 linecolor rgb orange title word_paid, \
    $accrued_past @stroke blue_line notitle, $accrued_past @ring blue_line notitle, \
    $paid_past @stroke orange notitle, $paid_past @ring orange notitle
  unset key
}
unset multiplot
set output
