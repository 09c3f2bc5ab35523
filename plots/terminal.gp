# Every figure in characters: what its own script shows in colours, reduced to one plot. `shape` is that script's name; the data are the same.
reset
set encoding utf8
width = wanted_width; height = wanted_height
# A row needs a line of its own, whatever the height asked for.
lines_needed = shape eq 'waits' ? n_rows + 11 : shape eq 'flows' ? flow_n + 9 : shape eq 'backtest' ? n_rows + 9 : shape eq 'sensitivity' ? bars + 10 : shape eq 'ages' ? 20 : 0
if (height < lines_needed) { height = lines_needed }
set terminal dumb size width,height mono noenhanced
set output file
set decimalsign word_decimal_mark
small = ''; by = 1
set border 3; set xtics nomirror; set ytics nomirror
set format y '%g'
set key top left Left reverse samplen 1
headed(what) = $text[1][2:*].' - '.what
# Letters drawn, for as many as there are.
letter(i) = substr('abcdefghijkl', i, i)

# Rows of bars: one a row, named at the left. The names are in $NAME.
rows_axis(name, n) = sprintf("set yrange [%d + 0.9:0.1]; set ytics ('' -1); do for [i = 1:%d] { set ytics add ($%s[i][2:*] i) }", n, n, name)
fan = "$open using 1:(column(2) / by) with points pointtype '.' title 'p05-p95', $open using 1:(column(8) / by) with points pointtype '.' notitle, \
  $open using 1:(column(5) / by) with points pointtype '*' title word_median"
bar = "with vectors nohead linetype 1"

if (shape eq 'fan') {
  opened = opening; opening = begins
  @time_axis
  opening = opened
  set title headed(counted(word_open_cases, open_top)); by = divisor(open_top)
  set yrange [0:open_top > 0 ? open_top / by * 1.25 : 1]
  if (open_past_n > 0) {
    plot @fan, $open_past using 2:(column(3) / by) with points pointtype 'o' title word_published
  } else {
    plot @fan
  }
}
if (shape eq 'stack') {
  @time_axis
  set title headed(counted(word_cases, stack_top)); by = divisor(stack_top)
  set key below vertical maxrows 5
  set yrange [0:stack_top / by * 1.1]
  plot for [i = named + 1:(others ? 1 : 2):-1] $stack using 1:(column(i + 2) / by) with points pointtype letter(named + 2 - i) title $bands[i][2:*]
}
if (shape eq 'ages') {
  band(i) = i == 1 ? word_age_1 : i == 2 ? word_age_2 : i == 3 ? word_age_3 : i == 4 ? word_age_4 : word_age_5
  set title headed(counted(word_cases, top)); by = divisor(top)
  set xrange [0:top / by * 1.1]; set yrange [-0.2:5.9]
  set ytics ('' -1); do for [i = 1:5] { set ytics add (band(i) i - 0.5) }
  plot for [k = 0:99] $bars using (column(2) / by * k / 99):(column(1) + 0.2) with points pointtype 'o' title (k == 0 ? spelled(opening) : ''), \
    for [k = 0:99] $bars using (column(3) / by * k / 99):(column(1) - 0.2) with points pointtype '#' title (k == 0 ? spelled(horizon) : '')
}
if (shape eq 'waits') {
  sign(class) = class == 0 ? '.' : class < 10 ? sprintf('%d', class) : '+'
  set title $text[1][2:*]
  eval rows_axis('rows', n_rows)
  set xrange [0:n_months]; set xtics ('' -1); set border 0
  do for [m = 0:n_months - 1] { if ((first_month + m) % 12 == 0) { set xtics add (sprintf('%d', (first_month + m) / 12) m) } }
  legend = ''; rest = word_wait_scale
  do for [i = 1:10] { cut = strstrt(rest, '|'); legend = legend.sign(i).':'.(cut > 0 ? rest[1:cut - 1] : rest).(i == 5 ? "\n" : ' '); rest = rest[cut + 1:*] }
  set xlabel legend
  step = n_months > width - 40 ? (n_months + width - 41) / (width - 40) : 1
  plot for [m = 0:n_months - 1:step] $half using (m + 0.5):(column(1) <= m && m < column(2) ? column(3) : NaN):(sign(int(column(4)))) with labels notitle
}
if (shape eq 'flows') {
  set title headed(counted(word_cases, flow_top)); by = divisor(flow_top)
  eval rows_axis('flow_labels', flow_n)
  set xrange [0:flow_top / by * 1.25]
  plot $flow using (column(2) / by):1:((column(3) - column(2)) / by):(0) @bar notitle, \
    $flow using ((column(3) > column(2) ? column(3) : column(2)) / by):1:5 with labels left offset 1,0 notitle
}
if (shape eq 'staff') {
  @time_axis
  set title headed(word_heads)
  set yrange [0:stages_top * 1.25]
  plot $stages using 1:4 with points pointtype 't' title word_trainees, $stages using 1:3 with points pointtype 'x' title word_external, \
    $stages using 1:2 with points pointtype '*' title word_experienced
}
if (shape eq 'difference') {
  @time_axis
  size = open_most > -open_least ? open_most : -open_least
  set title headed(counted(word_open_cases, size)); by = divisor(size)
  set xzeroaxis; set key below
  if (open_most == open_least) { set yrange [-1:1] }
  plot $open using 1:(column(2) / by) with points pointtype '.' title 'p05-p95', $open using 1:(column(4) / by) with points pointtype '.' notitle, \
    $open using 1:(column(3) / by) with points pointtype '*' title word_median
}
if (shape eq 'sensitivity') {
  set title $text[1][2:*]
  eval rows_axis('names', bars); set xlabel unit
  low = centre * per; high = low
  do for [i = 1:bars] { do for [k = 5:6] { at = real(word($bars[i], k)) * per; low = at < low ? at : low; high = at > high ? at : high } }
  if (!(high > low)) { set xrange [low - 1:low + 1] }
  plot $bars using (per * column(5)):($0 + 1):(per * (column(6) - column(5))):(0) @bar notitle, $bars using (centre * per):($0 + 1) with points pointtype '|' notitle
}
if (shape eq 'sweep') {
  set title headed(counted(word_open_cases, open_top)); by = divisor(open_top)
  set xlabel $keys[1][2:*]; set yrange [0:(open_top > 0 ? open_top : 1) / by * 1.2]
  plot $open using 4:(column(2) / by) with points pointtype '.' title 'p05-p95', $open using 4:(column(3) / by) with points pointtype '.' notitle, \
    $open using 4:(column(1) / by) with points pointtype '*' title word_mean
}
if (shape eq 'plan') {
  set title $text[2][2:*]
  set yrange [0:104]; set format y '%g%%'
  set xlabel (levers == 1 ? $text[3][2:*] : word_plan_cost_mix)
  plot $curve using (column(levers == 1 ? 1 : 2)):(100 * column(3)) with points pointtype '*' title word_probability
}
if (shape eq 'backtest') {
  name = open_n > 0 ? 'open' : decisions_n > 0 ? 'decisions' : timeliness_n > 0 ? 'timeliness' : wait_n > 0 ? 'wait' : 'inflow'
  what = name eq 'open' ? word_backtest_open : name eq 'decisions' ? word_backtest_decisions : name eq 'timeliness' ? word_on_time_year : name eq 'wait' ? word_backtest_wait : word_backtest_inflow
  set title $text[1][2:*].': '.what.(name eq 'timeliness' ? ', %' : name eq 'wait' ? ', '.word_weeks : ', '.word_backtest_off)
  set yrange [n_rows + 0.9:0.1]; set ytics ('' -1)
  do for [i = 1:n_rows] { set ytics add ($rows[i][2:*].' '.word($years[i], 2) i) }
  set key below
  eval sprintf("plot $%s using 2:1 with points pointtype 'o' title word_published, $%s using 3:1 with points pointtype '*' title word_simulated", name, name)
}
set output
