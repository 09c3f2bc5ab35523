# What the inflow parameters of agency.yaml rest on. Run here:
#   awk -f estimate.awk asylum_monthly.csv asylum_monthly_ind.csv yearly.csv
# POSIX awk. README.md explains each number and what agency.yaml makes of it.
function median(a, n,    i, j, t) {
    for (i = 2; i <= n; i++) {
        t = a[i]
        for (j = i - 1; j >= 1 && a[j] > t; j--) a[j + 1] = a[j]
        a[j + 1] = t
    }
    return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
}
function autocovariance(lag,    i, s, n) { # over pairs of months that are both known
    for (i in x) if ((i + lag) in x) { s += x[i] * x[i + lag]; n++ }
    return s / n
}
function correlation(a, b, n,    i, ma, mb, sab, saa, sbb) {
    for (i = 1; i <= n; i++) { ma += a[i] / n; mb += b[i] / n }
    for (i = 1; i <= n; i++) { sab += (a[i] - ma) * (b[i] - mb); saa += (a[i] - ma) ^ 2; sbb += (b[i] - mb) ^ 2 }
    return sab / sqrt(saa * sbb)
}

function yearly(p,    k, s) { # sd of the mean of twelve months of a stationary AR(1) of sd 1 and persistence p
    for (k = 1; k < 12; k++) s += 2 * (1 - k / 12) * p ^ k
    return sqrt((1 + s) / 12)
}

BEGIN { FS = "," }
FNR == 1 { file++; next }
file == 1 { y = substr($1, 1, 4); m = substr($1, 6, 2) + 0; v[y, m] = $2; sum[y] += $2; months[y]++; t[12 * y + m] = $2 }
file == 2 && $3 != "" && $5 != "" && $1 >= "2020" { first[++pairs] = log($3); arrivals[pairs] = log($5) }
file == 3 && $2 == "inflow" { if (!($1 in years)) order[++streams] = $1; years[$1]++; inflow[$1, years[$1]] = log($4) }

END {
    # 1. month profile: median over the full years of month / that year's mean month
    for (m = 1; m <= 12; m++) {
        n = 0
        for (y in months) if (months[y] == 12) r[++n] = v[y, m] / (sum[y] / 12)
        profile[m] = median(r, n); total += profile[m]
    }
    printf "month profile (median of %d full years):", n
    for (m = 1; m <= 12; m++) { profile[m] *= 12 / total; printf " %.2f", profile[m] }
    print ""

    # 2. disturbance: logarithm of the month over its profile, less a straight line through all months
    for (i in t) {
        m = i % 12; if (m == 0) m = 12
        x[i] = log(t[i] / profile[m]); n1++; mx += x[i]; mt += i
    }
    mx /= n1; mt /= n1
    for (i in x) { sxt += (x[i] - mx) * (i - mt); stt += (i - mt) ^ 2 }
    slope = sxt / stt
    for (i in x) x[i] -= mx + slope * (i - mt)
    g0 = autocovariance(0); g1 = autocovariance(1); g2 = autocovariance(2); g3 = autocovariance(3)
    printf "disturbance: %d months, trend %.1f%% a year, sd %.1f%%, autocorrelation lag 1-3: %.2f %.2f %.2f\n", n1, 1200 * slope, 100 * sqrt(g0), g1 / g0, g2 / g0, g3 / g0
    persistence = (g1 / g0 + sqrt(g2 / g0) + (g3 / g0) ^ (1 / 3)) / 3
    printf "persistence (mean of r1, r2^(1/2), r3^(1/3)): %.2f\n", persistence
    last = 12 * 2023 + 12
    printf "start: December 2023 lies %.2f, its last quarter %.2f above the profile at 2023's level\n", log(t[last] / profile[12] / (sum[2023] / 12)), (log(t[last] / profile[12]) + log(t[last - 1] / profile[11]) + log(t[last - 2] / profile[10])) / 3 - log(sum[2023] / 12)

    # 3. over-dispersion: what a month departs from the mean of its neighbours, in calm months (no change over 25% to either side)
    for (i in x) if (((i - 1) in x) && ((i + 1) in x) && (d = x[i] - x[i - 1]) < 0.25 && d > -0.25 && (d = x[i + 1] - x[i]) < 0.25 && d > -0.25) {
        e = x[i] - (x[i - 1] + x[i + 1]) / 2; dev[++calm] = e < 0 ? -e : e; mean += t[i]
    }
    mean /= calm; robust = (median(dev, calm) / 0.6745) ^ 2
    printf "neighbours: %d calm months, mean %d, var %.4f; as count noise alone: dispersion %.1f\n", calm, mean, robust, robust / 1.5 * mean

    # 4. common factor: asylum applications and nareis arrivals in the same month
    printf "first applications and nareis arrivals, %d months from 2020: correlation of logs %.2f\n", pairs, correlation(first, arrivals, pairs)
    for (i = 1; i <= 4; i++) { a[i] = inflow["asylum_track1", i]; b[i] = inflow["asylum_track4", i] }
    printf "tracks 1 and 4, years 2020-2023: correlation of logs %.2f\n", correlation(a, b, 4)
    for (i = 1; i <= 5; i++) {
        a[i] = inflow["knowledge", i + 1] - inflow["knowledge", i]; b[i] = inflow["students", i + 1] - inflow["students", i]
        c[i] = inflow["labour", i + 1] - inflow["labour", i]
    }
    printf "growth 2018-2023 of knowledge with students %.2f, with labour %.2f; of students with labour %.2f\n", correlation(a, b, 5), correlation(a, c, 5), correlation(b, c, 5)

    # 5. yearly inflow of every stream: sd about a straight line through the logarithms, and the sd of a month that gives it (persistence 0.9)
    for (k = 1; k <= streams; k++) {
        s = order[k]; n = years[s]; ma = 0; sab = saa = ss = 0
        for (i = 1; i <= n; i++) ma += inflow[s, i] / n
        for (i = 1; i <= n; i++) { sab += (inflow[s, i] - ma) * (i - (n + 1) / 2); saa += (i - (n + 1) / 2) ^ 2 }
        for (i = 1; i <= n; i++) ss += (inflow[s, i] - ma - sab / saa * (i - (n + 1) / 2)) ^ 2
        sd = sqrt(ss / (n - 2))
        printf "%-18s %d years, sd %2.0f%% about a trend of %+.0f%% a year; monthly sd %2.0f%%\n", s, n, 100 * sd, 100 * sab / saa, 100 * sd / yearly(0.9)
    }
}
