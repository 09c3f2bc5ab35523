# The staff pipeline: on the left heads by stage, stacked; on the right who comes and who leaves in a month. Means.
# In: $text, $stages (date, experienced, with external, with trainees, with vacancies), stages_top, vacancies_top, $hired, $gone, $moved (date, mean), NAME_top,
# figure, file, format, opening, horizon, replications.
reset
set encoding utf8
has_flows = hired_top > 0 || gone_top > 0 || moved_top > 0
width = has_flows ? 1160 : 800; height = 540
@start
side = 1.0 / width
set multiplot
@frame
set label 1 $text[1][2:*] at screen 18 * side, 1 - 24.0 / height left font size_of(20) textcolor rgb ink
set label 2 $text[2][2:*].': '.word_staff at screen 18 * side, 1 - 49.0 / height left textcolor rgb faint
set label 3 sprintf(word_span_mean, spelled(opening), spelled(horizon), replications) at screen 18 * side, 1 - 69.0 / height left textcolor rgb faint
@time_axis
set format y '%g'
set tmargin at screen 1 - 124.0 / height; set bmargin at screen 40.0 / height
set key inside top left Left reverse vertical opaque samplen 2 spacing 1.15 font small textcolor rgb ink
set label 9 word_staff_heads at graph 0,1 left offset character 0,1.1 font size_of(14) textcolor rgb ink
set ylabel word_heads font small textcolor rgb faint offset 0.5,0
set lmargin at screen 82 * side; set rmargin at screen (has_flows ? 0.5 : 1) - 26 * side
set yrange [0:stages_top * 1.34]
filled = "with filledcurves fillcolor rgb"
people = "$stages using 1:3:4 @filled orange_50 title word_trainees, $stages using 1:2:3 @filled blue_80 title word_external, \
  $stages using 1:(0):2 @filled blue title word_experienced"
if (vacancies_top > 0) { plot $stages using 1:4:5 @filled lines title word_vacancies, @people } else { plot @people }
unset label
if (has_flows) {
  set label 9 word_staff_flows at graph 0,1 left offset character 0,1.1 font size_of(14) textcolor rgb ink
  set ylabel word_heads_a_month
  set lmargin at screen 0.5 + 82 * side; set rmargin at screen 1 - 26 * side
  most = hired_top > gone_top ? hired_top : gone_top
  most = moved_top > most ? moved_top : most
  set yrange [(moved_top > 0 ? -moved_top * 1.1 : 0):most * 1.34]
  if (moved_top > 0) { set xzeroaxis linetype 1 linewidth 1 linecolor rgb faint }
  flow_names = (hired_top > 0 ? 'hired ' : '').(gone_top > 0 ? 'gone ' : '').(moved_top > 0 ? 'moved' : '')
  drawn = 'plot '
  do for [i = 1:words(flow_names)] {
    name = word(flow_names, i)
    drawn = drawn.(i > 1 ? ', ' : '').'$'.name." using 1:2 with lines linewidth 2 ".\
      (name eq 'hired' ? "linecolor rgb blue title word_hired" : name eq 'gone' ? "dashtype (10,4) linecolor rgb orange title word_left" : \
      "dashtype (3,3) linecolor rgb ink title word_moved")
  }
  eval drawn
}
unset multiplot
set output
