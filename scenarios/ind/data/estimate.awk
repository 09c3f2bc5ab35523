# What the parameters of inflow and output of agency.yaml rest on. Run here:
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
function correlation(a, b, n,    i, ma, mb, sab, saa, sbb) {
    for (i = 1; i <= n; i++) { ma += a[i] / n; mb += b[i] / n }
    for (i = 1; i <= n; i++) { sab += (a[i] - ma) * (b[i] - mb); saa += (a[i] - ma) ^ 2; sbb += (b[i] - mb) ^ 2 }
    return sab / sqrt(saa * sbb)
}

# Of a stationary AR(1) by month, sd 1, persistence p:
function between(p, h,    i, j, s) { # covariance of the means of two years, h years apart
    for (i = 1; i <= 12; i++) for (j = 1; j <= 12; j++) s += p ^ (h ? 12 * h + j - i : (i < j ? j - i : i - j))
    return s / 144
}
function ahead(p, h,    i, s) { # variance of the mean of the h-th year to come when the last month is known
    for (i = 1; i <= 12; i++) s += p ^ (12 * (h - 1) + i) / 12
    return between(p, 0) - s ^ 2
}
function likelihood(p,    i, last, w, e, u, eu, uu, ee, logs) { # restricted, of x: over gaps too; leaves the sd in sd_of
    for (i = first_month; i <= last_month; i++) if (i in x) {
        w = last ? sqrt(1 - p ^ (2 * (i - last))) : 1
        e = (x[i] - (last ? p ^ (i - last) * x[last] : 0)) / w
        u = (last ? 1 - p ^ (i - last) : 1) / w
        eu += e * u; uu += u * u; ee += e * e; logs += 2 * log(w); last = i
    }
    sd_of[p] = sqrt((ee - eu * eu / uu) / (n1 - 1)); mean_of[p] = exp(eu / uu)
    return -((n1 - 1) * log(sd_of[p] ^ 2) + logs + log(uu)) / 2
}

BEGIN { FS = "," }
FNR == 1 { file++; next }
file == 1 { y = substr($1, 1, 4); m = substr($1, 6, 2) + 0; v[y, m] = $2; sum[y] += $2; months[y]++; t[12 * y + m] = $2 }
file == 2 && $3 != "" && $5 != "" && $1 >= "2020" { first[++pairs] = log($3); arrivals[pairs] = log($5) }
# The figure of indefinite stay in 2020 is that of document exchange, printed twice.
file == 3 && $2 == "inflow" && !($1 == "indefinite" && $3 == 2020) {
    if (!($1 in years)) order[++streams] = $1
    years[$1]++; inflow[$1, years[$1]] = log($4)
}
file == 3 && $2 == "decisions" { decided[$1, $3] = $4 }
file == 3 && $2 ~ /^fte_/ { staff[$3] += $4 }
file == 3 && $2 == "open" { open[$1, $3] = $4 }
file == 3 && $2 == "timeliness" { late[$1, $3] = 100 - $4 }

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

    # 2. disturbance: logarithm of the month over its profile, an AR(1) about a mean that is not known
    for (i in t) {
        i += 0; m = i % 12; if (m == 0) m = 12
        x[i] = log(t[i] / profile[m]); n1++
        if (!first_month || i < first_month) first_month = i
        if (i > last_month) last_month = i
    }
    printf "asylum, %d months; persistence: restricted log-likelihood, sd of a month, long-run mean of a month\n", n1
    for (k = 88; k <= 98; k++) if (k % 2 == 0 || k == 95) printf "  %.2f: %.1f %3.0f%% %d\n", k / 100, likelihood(k / 100), 100 * sd_of[k / 100], mean_of[k / 100]
    printf "asylum, error of the last three months' level as a forecast (log, root mean square), and with persistence 0.95 and sd 60%%:\n"
    for (h = 1; h <= 3; h++) {
        ss = n = 0
        for (i = first_month; i <= last_month; i++) if ((i in x) && ((i - 1) in x) && ((i - 2) in x)) {
            level = (exp(x[i]) + exp(x[i - 1]) + exp(x[i - 2])) / 3; s = 0
            for (k = 12 * h - 11; k <= 12 * h && (i + k) in x; k++) s += exp(x[i + k]) / 12
            if (k > 12 * h) { ss += log(s / level) ^ 2; n++ }
        }
        printf "  year %d: %d months to start from, %.2f; %.2f\n", h, n, sqrt(ss / n), 0.6 * sqrt(ahead(0.95, h))
    }
    printf "start: December 2023 lies %.2f, its last quarter %.2f above the profile at 2023's level\n", log(t[last_month] / profile[12] / (sum[2023] / 12)), (log(t[last_month] / profile[12]) + log(t[last_month - 1] / profile[11]) + log(t[last_month - 2] / profile[10])) / 3 - log(sum[2023] / 12)

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

    # 5. the other streams: how far the inflow of a year lay from that of h years before, those that asylum drives apart
    for (k = 1; k <= streams; k++) {
        s = order[k]
        for (h = 1; h <= 5; h++) for (i = 1; i + h <= years[s]; i++) {
            far[s, h] += (inflow[s, i + h] - inflow[s, i]) ^ 2
            if (s !~ /^(asylum|nareis)/) { all[h] += (inflow[s, i + h] - inflow[s, i]) ^ 2; pairs_of[h]++ }
        }
    }
    printf "other streams, years 1 to 5 apart (log, root mean square):"
    for (h = 1; h <= 5; h++) printf " %.2f (%d)", sqrt(all[h] / pairs_of[h]), pairs_of[h]
    printf "\n  with level 22%% and sd 35%%, persistence 0.97, known at the start:"
    for (h = 1; h <= 5; h++) { band[h] = 0.22 ^ 2 + 0.35 ^ 2 * ahead(0.97, h); printf " %.2f", sqrt(band[h]) }
    print ""
    for (k = 1; k <= streams; k++) { # how much more or less than these, with the weight of three changes that are as all
        s = order[k]; n = years[s] - 1; ss = saa = 0
        for (h = 1; h <= n; h++) { ss += far[s, h] / band[h] / h; saa += (years[s] - h) / h }
        times = sqrt((n * ss / saa + 3) / (n + 3))
        printf "%-18s %d years, %.2f times: level %2.0f%%, sd %2.0f%%, start %.2f\n", s, n + 1, times, 22 * times, 35 * times, (0.35 * times) ^ 2 / 2
        for (h = 1; h <= n && s !~ /^(asylum|nareis)/; h++) for (i = 1; i + h <= n + 1; i++) {
            z = (inflow[s, i + h] - inflow[s, i]) / sqrt(band[h]) / times; if (z < 0) z = -z
            forecasts++; in50 += z < 0.674; in80 += z < 1.282; in90 += z < 1.645
        }
    }
    printf "of %d forecasts made so in 2018-2022, %.0f, %.0f and %.0f%% in their bands of 50, 80 and 90%%\n", forecasts, 100 * in50 / forecasts, 100 * in80 / forecasts, 100 * in90 / forecasts

    # 6. output of a pool, decisions x assumed hours, for an FTE of the whole staff (mean of both ends of the year): how far it lay from that of one and of two years before
    n = split("asylum asylum_track4 45.2 asylum asylum_track1 12 asylum asylum_track2 14 nareis nareis 13 nareis nareis_8evrm 20 regular family 6 " \
        "regular knowledge 2 regular students 1.2 regular labour 6 regular extensions 1.5 regular revocations 5 regular indefinite 3 " \
        "regular document_exchange 0.8 naturalisation naturalisation 4.5 legal objections 15 legal court_residence 8 legal court_other 6", word, " ")
    for (i = 1; i <= n; i += 3) {
        if (!(word[i] in pool)) { pool[word[i]] = 1; pools[++n_pools] = word[i] }
        for (y = 2021; y <= 2023; y++) {
            made = word[i + 2] * decided[word[i + 1], y] / ((staff[y - 1] + staff[y]) / 2)
            output[word[i], y] += made; output["all", y] += made
        }
    }
    printf "output of a pool for an FTE of the whole, 2022 and 2023 (log, change):"
    for (k = 1; k <= n_pools; k++) {
        p = pools[k]; a1 = log(output[p, 2022] / output[p, 2021]); a2 = log(output[p, 2023] / output[p, 2022])
        one += a1 ^ 2 + a2 ^ 2; two += (a1 + a2) ^ 2
        printf " %s %.2f %.2f", p, a1, a2
    }
    printf " all %.2f %.2f\n  root mean square one year apart %.2f, two years %.2f\n", log(output["all", 2022] / output["all", 2021]), log(output["all", 2023] / output["all", 2022]), sqrt(one / (2 * n_pools)), sqrt(two / n_pools)

    # 7. delays where little or no queue stands: days of decisions in stock, and the odds of being late, against one and two years before
    n = split("asylum_track2 family knowledge students labour extensions indefinite document_exchange", word, " ")
    for (i = 1; i <= n; i++) {
        for (y = 2021; y <= 2023; y++) { days[y] = log(open[word[i], y] / decided[word[i], y]); odds[y] = late[word[i], y] ? log(late[word[i], y] / (100 - late[word[i], y])) : "" }
        for (h = 1; h <= 2; h++) for (y = 2021; y + h <= 2023; y++) {
            if (open[word[i], y] > 1000 && open[word[i], y + h] > 1000) { stock[h] += (days[y + h] - days[y]) ^ 2; stocks[h]++ }
            if (odds[y] != "" && odds[y + h] != "") { lateness[h] += (odds[y + h] - odds[y]) ^ 2; latenesses[h]++ }
        }
    }
    printf "streams with little queue, one and two years apart (log, root mean square): days in stock %.2f (%d) %.2f (%d), odds of being late %.2f (%d) %.2f (%d)\n",
        sqrt(stock[1] / stocks[1]), stocks[1], sqrt(stock[2] / stocks[2]), stocks[2], sqrt(lateness[1] / latenesses[1]), latenesses[1], sqrt(lateness[2] / latenesses[2]), latenesses[2]
}
