# The table of README.md under "From 2024": of each measure and year the median and the band that holds nine of ten futures.
#   awk -f scenarios/ind/table.awk out/ind-2024/forecast.csv
# POSIX awk.
function grouped(x,    s) { # three digits count
    for (p = 1; p < x / 1000; p *= 10) ;
    s = sprintf("%d", p * int(x / p + 0.5))
    if (length(s) > 6) return substr(s, 1, length(s) - 6) "," substr(s, length(s) - 5, 3) "," substr(s, length(s) - 2)
    return length(s) > 3 ? substr(s, 1, length(s) - 3) "," substr(s, length(s) - 2) : s
}
function text(x) { return unit == "share" ? sprintf("%.0f%%", 100 * x) : unit == "EUR" ? sprintf("%.0f", x / 1e6) : grouped(x) }
function row(label, stream, measure) { order[++rows] = stream SUBSEP measure; name[rows] = label }

BEGIN {
    FS = ","
    row("Inflow, track 4", "asylum_track4", "inflow")
    row("Open, track 4", "asylum_track4", "open")
    row("Open, nareis", "nareis", "open")
    row("Open, art. 8", "nareis_8evrm", "open")
    row("Open, objections", "objections", "open")
    row("Open, court (residence)", "court_residence", "open")
    row("Open, all", "all", "open")
    row("Track 4 on time", "asylum_track4", "timeliness")
    row("Notices, all", "all", "notices")
    row("Late appeals, all", "all", "late_appeals")
    row("Penalties paid, all (EUR M)", "all", "penalty_paid")
    print "| | 2024 | 2025 | 2026 | 2028 |"
    print "|---|--:|--:|--:|--:|"
}
$1 == "year" { unit = $5; cell[$3, $4, substr($2, 1, 4)] = text($11) " (" text($8) " to " text($14) ")" }
END {
    for (i = 1; i <= rows; i++) printf "| %s | %s | %s | %s | %s |\n", name[i], cell[order[i], 2024], cell[order[i], 2025], cell[order[i], 2026], cell[order[i], 2028]
}
