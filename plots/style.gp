# One style for every figure: sent once, before the first. Colours after Okabe and Ito (2008), told apart by the colour-blind.
set encoding utf8
blue = '#0072B2'; blue_90 = '#D3E6F2'; blue_80 = '#A9CFE6'; blue_50 = '#6FAFD6'; blue_line = '#003F66'
orange = '#B34700'; orange_90 = '#FBE3D1'; orange_80 = '#F6C6A3'; orange_50 = '#EFA26B'; orange_line = '#8A3600'
ink = '#222222'; faint = '#666666'; lines = '#DDDDDD'

# Starts a picture of width x height points, or as many as are wanted, in `file`, in the `format` asked for; `figure` is its name without ending.
start = "\
  if (wanted_width > 0) { width = wanted_width; height = wanted_height }; \
  if (format eq 'svg') { \
    font = 'sans-serif'; small = font.',12'; \
    set terminal svg size width,height name figure font font.',13' noenhanced rounded background '#FFFFFF' \
  } else { if (format eq 'pdf') { \
    font = 'sans'; small = font.',7.7'; \
    set terminal pdfcairo size width / 96.0,height / 96.0 font 'sans,8.7' fontscale 1 linewidth 1 noenhanced rounded background '#FFFFFF' \
  } else { if (format eq 'sixel') { \
    font = 'sans'; small = font.',9'; \
    set terminal sixelgd size width,height truecolor font 'sans,10' noenhanced rounded background '#FFFFFF' \
  } else { \
    font = 'sans'; small = font.',9'; \
    set terminal pngcairo size width,height font 'sans,10' noenhanced rounded background '#FFFFFF' \
  } } }; set decimalsign word_decimal_mark; set output file"
size_of(points) = sprintf('%s,%d', font, format eq 'svg' ? points : points * (format eq 'pdf' ? 0.68 : 0.78))

# A date as people write it, and the seconds of one.
seconds(date) = strptime('%Y-%m-%d', date)
month_of(at) = int(strftime('%m', at))
spelled(date) = sprintf('%d %s %s', int(strftime('%d', seconds(date))), word(word_months, month_of(seconds(date))), strftime('%Y', seconds(date)))
short_month(at) = word(word_months_short, month_of(at)).strftime(' %Y', at)

# How a large axis is written: in ones, thousands or millions.
divisor(top) = top >= 4e6 ? 1e6 : top >= 2e4 ? 1e3 : 1
counted(what, top) = what.(top >= 4e6 ? ' ('.word_million.')' : top >= 2e4 ? ' ('.word_thousand.')' : '')
euros(top) = top >= 2e6 ? 1e6 : top >= 4e3 ? 1e3 : 1
euro_unit(top) = top >= 2e6 ? 'EUR '.word_million : top >= 4e3 ? 'EUR '.word_thousand : 'EUR'

# The time axis: years, months or weeks, whichever fits.
time_axis = "\
  from = seconds(opening); to = seconds(horizon); first_year = int(strftime('%Y', from)); last_year = int(strftime('%Y', to)) + 1; \
  years = (to - from) / 31556952.0; \
  set xdata time; set timefmt '%Y-%m-%d'; set xrange [from - 86400:to + 86400]; set xtics nomirror out scale 0.5 ('' from - 4e9); \
  if (years > 1.6) { \
    step = years <= 12 ? 1 : years <= 25 ? 2 : years <= 45 ? 5 : 10; \
    do for [year = first_year:last_year] { \
      at = seconds(sprintf('%d-01-01', year)); \
      if (at <= to + 172800) { set xtics add (year % step ? '' : sprintf('%d', year) at) } } \
  } else { if (years < 0.15) { \
    do for [week = 0:8] { at = from + week * 604800; if (at <= to) { set xtics add (week % 2 ? '' : strftime('%d ', at).short_month(at) at) } } \
  } else { \
    do for [month = 0:30] { \
      at = seconds(sprintf('%d-%02d-01', first_year + month / 12, month % 12 + 1)); \
      if (at >= from && at <= to + 172800) { set xtics add (years > 0.7 && month % 3 ? '' : short_month(at) at) } } \
  } }"

frame = "\
  set border 3 linecolor rgb faint linewidth 0.8; set grid ytics linetype 1 linecolor rgb lines linewidth 0.7; \
  set xtics nomirror out scale 0.5 textcolor rgb faint font small; set ytics nomirror out scale 0.5 textcolor rgb faint font small; \
  set style fill solid 1 noborder"

# Bands and median of a fan's data block, in units of `by`.
p90 = "using 1:(column(2) / by):(column(8) / by) with filledcurves fillcolor rgb"
p80 = "using 1:(column(3) / by):(column(7) / by) with filledcurves fillcolor rgb"
p50 = "using 1:(column(4) / by):(column(6) / by) with filledcurves fillcolor rgb"
# The median; dots, and bars from p05 to p95, show months that stand alone where there are months without a value.
median = "using 1:(column(5) / by) with linespoints linewidth 2 pointtype 7 pointsize (months < n_months ? 0.4 : 0) linecolor rgb"
lone = "using 1:(months < n_months || n_months == 1 ? column(5) / by : NaN):(column(2) / by):(column(8) / by) \
  with yerrorbars linewidth 1.5 pointtype 7 pointsize 0.4 linecolor rgb"

# What was published: a ring on its day, a stroke over its quarter or year; the data block has first day, last day, value.
ring = "using 2:(strcol(1) eq strcol(2) ? column(3) / by : NaN) with points pointtype 6 pointsize 0.9 linewidth 1.6 linecolor rgb"
stroke = "using 1:(strcol(1) eq strcol(2) ? NaN : column(3) / by):(seconds(strcol(2)) - seconds(strcol(1))):(0) with vectors nohead linewidth 3 linecolor rgb"
