# Which inputs drive an output: on the left the tornado (mean output with each input at its 5 and 95% points), on the right shares of the variance.
# In: $text, $names, $bars (first, total, total low, total high, mean at p05, mean at p95; the centre where there is none), bars, centre, rows, unit and how many of it
# make one of the output (per), figure, file, format.
reset
set encoding utf8
width = 1160; height = 170 + 30 * bars
@start
head = 104.0 / height; side = 1.0 / width
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 sprintf(word_tornado_rows, $text[2][2:*], rows) at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
# Inputs drawn month by month have no point of 5%: where all are such, the shares stand alone.
low = centre * per; high = low; most = 0
do for [i = 1:bars] {
  do for [k = 5:6] { at = real(word($bars[i], k)) * per; low = at < low ? at : low; high = at > high ? at : high }
  do for [k = 1:4] { if (word($bars[i], k) ne 'NaN' && real(word($bars[i], k)) > most) { most = real(word($bars[i], k)) } }
}
two = high > low; right = two ? 782 : 310
if (two) { set label 3 word_tornado_left at screen 310 * side, 1 - 84.0 / height left font small textcolor rgb faint }
set label 4 two || most > 0 ? word_tornado_right : word_tornado_none at screen right * side, 1 - 84.0 / height left font small textcolor rgb faint
names = "do for [i = 1:bars] { set label 10 + i $names[i][2:*] at graph -0.02, first i right font small textcolor rgb ink }"
unset key
set tmargin at screen 1 - head; set bmargin at screen 56.0 / height
set yrange [bars + 0.5:0.5]
set grid noytics xtics
unset ytics
@names
if (two) {
  set lmargin at screen 310 * side; set rmargin at screen 728 * side
  set xlabel unit font small textcolor rgb faint offset 0,0.5
  set arrow 1 from centre * per, graph 0 to centre * per, graph 1 nohead linecolor rgb faint
  plot NaN notitle, $bars using (centre * per):($0 + 1):(centre * per):(column(5) * per):($0 + 0.7):($0 + 1.3) with boxxyerror fillcolor rgb blue notitle, \
    $bars using (centre * per):($0 + 1):(centre * per):(column(6) * per):($0 + 0.7):($0 + 1.3) with boxxyerror fillcolor rgb orange notitle
  unset label; unset arrow; unset xlabel
}
set lmargin at screen right * side; set rmargin at screen 1 - 26 * side
if (most > 0) { set xrange [0:*] } else { set xrange [0:100] }; set format x '%g%%'
percent(k) = column(k) > 1 ? 100 : 100 * column(k) # an estimate may pass 1
# The narrow bar may end beyond the wide one, by the error of both.
plot $bars using (0):($0 + 1):(0):(percent(2)):($0 + 0.7):($0 + 1.3) with boxxyerror fillcolor rgb blue_80 notitle, \
  $bars using (0):($0 + 1):(0):(percent(1)):($0 + 0.82):($0 + 1.18) with boxxyerror fillcolor rgb blue_line notitle, \
  $bars using (percent(2)):($0 + 1):(percent(3)):(percent(4)) with xerrorbars pointtype 0 linecolor rgb ink notitle
unset multiplot
set output
