# How likely the targets are met by a lever, or by what is spent; and what each probability costs.
# In: $text, $curve (lever, cost, probability, low, high), wanted, answer, answer_low, answer_high, levers, costs, figure, file, format.
reset
set encoding utf8
panels = costs ? 2 : 1
by_lever = levers == 1
if (!by_lever) { panels = 2 }
width = panels == 1 ? 800 : 1160; height = 500
@start
head = 86.0 / height; foot = 62.0 / height; side = 1.0 / width
place = "set lmargin at screen panel * 1.0 / panels + 82 * side; set rmargin at screen (panel + 1.0) / panels - 26 * side; \
  set tmargin at screen 1 - head - 10.0 / height; set bmargin at screen foot; panel = panel + 1"
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 word_plan_note at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
unset key
panel = 0
@place
set format y '%g%%'
set yrange [0:104]
set ytics 20
if (by_lever) {
  across = 1; set xlabel $text[3][2:*].(strlen($text[4][2:*]) > 0 ? " (".$text[4][2:*].")" : "") font small textcolor rgb faint
  set arrow 1 from answer, graph 0 to answer, graph 1 nohead linecolor rgb orange linewidth 1.5
  set object 1 rectangle from answer_low, graph 0 to answer_high, graph 1 behind fillcolor rgb orange_90 fillstyle solid noborder
  if (answer != answer) { unset arrow 1; unset object 1 }
} else {
  across = 2; set xlabel word_plan_cost_mix font small textcolor rgb faint
}
set arrow 2 from graph 0, first 100 * wanted to graph 1, first 100 * wanted nohead dashtype (10,4) linecolor rgb faint
plot $curve using (column(across)):(100 * column(4)):(100 * column(5)) with filledcurves fillcolor rgb blue_90 notitle, \
  $curve using (column(across)):(100 * column(3)) with linespoints linewidth 2 pointtype 7 pointsize 0.4 linecolor rgb blue_line notitle
unset arrow; unset object
unset label
if (panels == 2) {
  @place
  set format x '%g%%'; set format y '%g'
  set xlabel word_probability font small textcolor rgb faint
  set ylabel word_cost font small textcolor rgb faint
  set xrange [0:104]; set yrange [0:*]; set ytics autofreq
  set arrow 2 from 100 * wanted, graph 0 to 100 * wanted, graph 1 nohead dashtype (10,4) linecolor rgb faint
  plot $curve using (100 * column(3)):2 with linespoints linewidth 2 pointtype 7 pointsize 0.4 linecolor rgb blue_line notitle
}
unset multiplot
set output
