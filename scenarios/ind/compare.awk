# Published against simulated, as two Markdown tables: yearly figures per stream, and what was published on other dates. Needs
# a run of 2022.yaml:
#   termijn run scenarios/ind/2022.yaml -n 100 -o out/ind-2022 --no-plots
#   awk -f scenarios/ind/compare.awk scenarios/ind/data/published.csv out/ind-2022/forecast.csv
# POSIX awk. Simulated is the mean over replications. A figure out of its band stands in bold: stock 3% or 100 cases, decisions 2% or
# 100 cases, timeliness 8 points (track 4: 10), mean wait 6 weeks; the other figures have no band, but open 6-15 months: 2,000.
function simulated(key, measure,    parts, n, i, sign, at, s) { # measure may be a sum or difference: a+b, a-b
    n = split(measure, parts, /[+-]/)
    at = length(parts[1]) + 1
    if (!((key, parts[1]) in sim)) return ""
    s = sim[key, parts[1]]
    for (i = 2; i <= n; i++) {
        if (!((key, parts[i]) in sim)) return ""
        sign = substr(measure, at, 1) == "-" ? -1 : 1
        s += sign * sim[key, parts[i]]
        at += length(parts[i]) + 1
    }
    return s
}
function absolute(v) { return v < 0 ? -v : v }
function outside(measure, stream, date, p, s) {
    if (measure == "open" && stream != "all") return date ~ /12-31$/ && absolute(s - p) > 100 && absolute(s - p) > 0.03 * p
    if (measure ~ /^decisions/) return absolute(s - p) > 100 && absolute(s - p) > 0.02 * p
    if (measure == "timeliness") return stream == "asylum_track4" ? absolute(s - p) > 0.1 : absolute(s - p) > 0.08
    if (measure == "wait_mean") return absolute(s - p) > 42
    if (measure ~ /open_over_6m/) return absolute(s - p) > 2000
    return 0
}
function number(measure, v) {
    if (v == "") return ""
    if (measure == "timeliness") return sprintf("%.0f%%", 100 * v)
    if (measure == "wait_mean") return sprintf("%.0f weeks", v / 7)
    if (measure ~ /^penalty/) return sprintf("%.1f M", v / 1e6)
    return sprintf("%.0f", v)
}
function cells(stream, year, measure,    k, p, s, text) { # two columns: published, simulated
    k = "year" SUBSEP year "-12-31" SUBSEP stream
    p = ((k, measure) in published) ? published[k, measure] : ""
    s = simulated(k, measure)
    text = number(measure, s)
    if (p != "" && s != "" && outside(measure, stream, year "-12-31", p, s)) { text = "**" text "**"; misses++ }
    if (stream != "all" && (measure == "notices" || measure ~ /^penalty/)) return " " text " |" # published for the whole only
    return " " number(measure, p) " | " text " |"
}

BEGIN { FS = "," }
FNR == 1 { file++; next }
file == 1 {
    published[$1, $2, $3, $4] = $5
    if (!($3 in seen)) { seen[$3] = 1; streams[++n_streams] = $3 }
    if ($1 == "month") { other[++n_other] = $1 SUBSEP $2 SUBSEP $3; what[n_other] = $4 }
}
file == 2 { sim[$1, $2, $3, $4] = $6 }

END {
    print "| stream | year | open | sim. | decided + withdrawn | sim. | on time | sim. | mean wait | sim. | notices, sim. | paid, sim. (EUR) |"
    print "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for (i = 1; i <= n_streams; i++) {
        if (streams[i] == "all") continue
        for (year = 2022; year <= 2023; year++)
            print "| " streams[i] " | " year " |" cells(streams[i], year, "open") cells(streams[i], year, "decisions+withdrawn") cells(streams[i], year, "timeliness") \
                cells(streams[i], year, "wait_mean") cells(streams[i], year, "notices") cells(streams[i], year, "penalty_paid")
    }
    print ""
    print "| date | what | published | simulated |"
    print "|---|---|--:|--:|"
    for (year = 2022; year <= 2023; year++) {
        print "| " year " | all, notices |" cells("all", year, "notices")
        print "| " year " | all, penalties paid (EUR) |" cells("all", year, "penalty_paid")
    }
    for (i = 1; i <= n_other; i++) {
        split(other[i], k, SUBSEP)
        s = simulated(other[i], what[i]); text = number(what[i], s)
        if (s != "" && outside(what[i], k[3], k[2], published[other[i], what[i]], s)) { text = "**" text "**"; misses++ }
        print "| " substr(k[2], 1, what[i] == "notices" ? 7 : 10) " | " k[3] ", " what[i] " | " number(what[i], published[other[i], what[i]]) " | " text " |"
    }
    print ""
    print "Out of their bands: " misses + 0 "."
}
