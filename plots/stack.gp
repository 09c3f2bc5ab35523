# Mean open cases by stream, stacked. In: $text, $stack, $bands, named, others, stack_top, figure, file, format, opening, horizon, replications.
reset
set encoding utf8
width = 1160; height = 620
@start
@frame
@time_axis
by = divisor(stack_top)
set lmargin at screen 82.0 / width; set rmargin at screen 1 - 310.0 / width
set tmargin at screen 1 - 104.0 / height; set bmargin at screen 40.0 / height
set label 1 $text[1][2:*] at screen 18.0 / width, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*] at screen 18.0 / width, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_span_mean, spelled(opening), spelled(horizon), replications) \
  at screen 18.0 / width, 1 - 69.0 / height left textcolor rgb faint
set ylabel counted(word_cases, stack_top) font small textcolor rgb faint offset 0.5,0
set yrange [0:stack_top / by * 1.08]
set format y '%g'
set key at screen 1 - 298.0 / width, graph 1 left top Left reverse vertical samplen 1.6 spacing 1.4 font small textcolor rgb ink
first = others ? 1 : 2
array colour[10] = ['#BBBBBB', '#88CCEE', '#882255', '#F0E442', '#56B4E9', '#CC79A7', '#E69F00', '#009E73', '#D55E00', '#0072B2']
# The largest stream has the last colour whatever the number of bands; the key lists them as they lie, the top one first.
plot for [i = named + 1:first:-1] $stack using 1:(column(i + 1) / by):(column(i + 2) / by) with filledcurves \
    fillcolor rgb colour[i == 1 ? 1 : i + 9 - named] title $bands[i][2:*], \
  for [i = named + 1:first:-1] $stack using 1:(column(i + 2) / by) with lines linewidth 0.8 linecolor rgb '#FFFFFF' notitle
set output
