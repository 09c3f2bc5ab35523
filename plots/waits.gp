# Heat map of the wait by stream and month of application: how long half of those who apply wait at most, and nine in ten.
# In: $text, $rows (labels), $half and $nine (first month, last month + 1, row, class 1 to 10 or 0), n_rows, first_month, n_months, figure, file,
# format, opening, horizon, replications.
reset
set encoding utf8
width = 1160; height = 210 + 24 * n_rows
@start
side = 1.0 / width
array shade[10] = [0xEAF3FA, 0xCDE3F2, 0xA9CFE6, 0x7FB8DC, 0x4C9CCF, 0x0072B2, 0x00558A, 0x003F66, 0x5C2A4E, 0x3A0D2E]
blank = 0xD9D9D9 # no value
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_waits_note, spelled(opening), spelled(horizon), replications) at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
unset key

# The scale, at the foot: a box a class, its upper bound at its right end.
set lmargin at screen 240 * side; set rmargin at screen 1 - 26 * side
set tmargin at screen 34.0 / height; set bmargin at screen 22.0 / height
set xrange [0:10]; set yrange [0:1]
unset border; unset tics; unset grid
do for [i = 1:10] { set object i rectangle from i - 1, 0 to i, 1 fillcolor rgb sprintf('#%06X', shade[i]) fillstyle solid noborder }
rest = word_wait_scale
do for [i = 1:10] {
  bar = strstrt(rest, '|')
  set label 10 + i bar > 0 ? rest[1:bar - 1] : rest at (bar > 0 ? i : 9.76), screen 10.0 / height center font small textcolor rgb faint
  rest = bar > 0 ? rest[bar + 1:*] : ''
}
set label 9 word_wait_scale_title at screen 228 * side, screen 28.0 / height right font small textcolor rgb faint
plot NaN notitle
unset label; unset object

@frame
set border 0; set grid noytics noxtics; unset ytics
set xtics scale 0.5 out nomirror
set tmargin at screen 1 - 118.0 / height; set bmargin at screen 96.0 / height
set yrange [n_rows + 0.5:0.5]; set xrange [0:n_months]
set xtics ('' -1)
step = n_months > 18 ? 12 : n_months > 6 ? 3 : 1
do for [m = 0:n_months - 1] {
  at_month = first_month + m
  if (at_month % step == 0) {
    set xtics add (step == 12 ? sprintf('%d', at_month / 12) : word(word_months_short, int(at_month) % 12 + 1).sprintf(' %d', at_month / 12) m)
  }
}
set xlabel word_waits_unit font small textcolor rgb faint offset 0,0.3
panel_width = (width - 240 - 26 - 24) / 2.0
do for [i = 1:n_rows] { set label i $rows[i][2:*] at screen 228 * side, first i right font small textcolor rgb ink }
set label 100 word_waits_half at graph 0, 1 left offset 0,0.9 font size_of(14) textcolor rgb ink
set lmargin at screen 240 * side; set rmargin at screen (240 + panel_width) * side
cells = "using ((column(1) + column(2)) / 2):3:1:2:(column(3) - 0.46):(column(3) + 0.46):(column(4) > 0 ? shade[int(column(4))] : blank)"
plot $half @cells with boxxyerror fillcolor rgb variable notitle
unset label
set label 100 word_waits_nine at graph 0, 1 left offset 0,0.9 font size_of(14) textcolor rgb ink
set lmargin at screen (240 + panel_width + 24) * side; set rmargin at screen 1 - 26 * side
plot $nine @cells with boxxyerror fillcolor rgb variable notitle
unset multiplot
set output
