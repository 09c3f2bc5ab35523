#!/usr/bin/env bash
# plan: a queue whose answer is known, fresh seeds, ranges that do not reach, dated and mixed levers, interrupts, mistakes.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"

# 1000 open cases, 1000 expected in the year, never idle: open = 2000 - decisions + (Poisson(1000) - 1000). Decisions follow the stated
# capacity to within a case, so the least capacity for P(open <= 800) >= 0.8 is 1200 + the excess of the Poisson 80 % quantile.
cat >queue.yaml <<'YAML'
name: queue
opening_date: 2023-12-31
horizon: 2024-12-31
streams:
  letters: {inflow: {level: 1000/year}, capacity: 1000/year, opening: {stock: 1000 cases, ages: {uniform: {low: 0 days, high: 100 days}}}}
targets: {backlog: open of letters <= 800 at 2024-12-31}
YAML
exact=$(awk 'BEGIN { m = 1000; sum = 0; for (k = 0; sum < 0.8; k++) { sum += exp(-m + k * log(m) - lg); lg += log(k + 1) } print 1200 + k - 1 - 1000 }')
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1600 --tolerance 0.3%
says stdout "The smallest that meets"
says stdout "open of letters <= 800 at 2024-12-31"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the answer is wider than 80 columns"; fi
present out/plan-queue/{plan.csv,manifest.json,plots/plan.svg,plots/plan.png}
absent out/plan-queue.journal
answer=$(sed -n 's/.*streams.letters.capacity = \([0-9.]*\).year$/\1/p' stdout)
read -r low high < <(sed -n 's/.*95% interval \([0-9.]*\).year to \([0-9.]*\).year$/\1 \2/p' stdout)
awk -v e="$exact" -v a="$answer" -v l="$low" -v h="$high" 'BEGIN { print e, a, l, h; exit !(l - 1.5 <= e && e <= h + 1.5 && h - l <= 0.0061 * a && l <= a && a <= h) }' ||
  fail "the capacity found is $answer ($low to $high), not $exact"
head -1 out/plan-queue/plan.csv >header
says header "kind,streams.letters.capacity,cost,probability,low,high,replications,effective"
[ "$(grep -c ^curve out/plan-queue/plan.csv)" -eq 17 ] || fail "the curve"

# On other seeds the ends of the interval stand on both sides of the probability, to 4 sigma.
chance() { # SEED CAPACITY
  "$TERMIJN" run queue.yaml --set "streams.letters.capacity=${2}0/year" --seed "$1" -n 1000 -q --no-plots -o fresh >/dev/null || fail "a fresh run"
  awk -F, '$3 == "backlog" && $9 == "yes" { print $10 }' fresh/targets.csv
}
awk -v l="$(chance 77 "$low")" -v h="$(chance 78 "$high")" 'BEGIN { print l, h; exit !(l < 0.8 + 0.051 && h > 0.8 - 0.051) }' || fail "fresh seeds do not agree"

# With an uncertain inflow, normal with sd 15% of 1000 on top of the Poisson's, most of what differs between futures is known before they are run: the
# answer is the same quantile, of sd sqrt(1000 + 150^2), from a third of the futures that plain counting would ask for at most. 5 sigma.
uncertain='streams.letters.inflow.level={value: 1000/year, source: test, status: assumed, uncertain: {normal: 15%}}'
expect 0 "$TERMIJN" plan queue.yaml --set "$uncertain" --lever streams.letters.capacity=600:2400 --tolerance 1% --no-plots -o uncertain
read -r low high < <(sed -n 's/.*95% interval \([0-9.]*\).year to \([0-9.]*\).year$/\1 \2/p' stdout)
says stdout "futures: estimated 8"
says stdout "corrected by what the inputs explain, as sure as "
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "a corrected answer is wider than 80 columns"; fi
futures=$(sed -n "s/.*in the search's \([0-9]*\) futures.*/\1/p" stdout)
awk -v l="$low" -v h="$high" -v n="$futures" 'BEGIN {
  sd = sqrt(23500); exact = 1200 + 0.8416 * sd; half = (h - l) / 2; alone = (1.96 * 0.4 / (0.28 / sd) / half) ^ 2
  print l, exact, h, n, alone; d = (l + h) / 2 - exact; exit !(d < 2.55 * half && d > -2.55 * half && n < alone / 3) }' ||
  fail "with an uncertain inflow $low to $high from $futures futures"

# A tolerance that takes more futures than there may be is told of while it runs, and at the end; -q does not speak of it.
far=(queue.yaml --lever streams.letters.capacity=1000:1600 --tolerance 0.01% -n 250 --no-plots -o far)
expect 0 "$TERMIJN" plan "${far[@]}"
grep -qE '^termijn: --tolerance 0\.01% takes some [0-9,]+,000 futures, more than the 250 of -n; some 250 do for --tolerance [0-9.]+%$' stderr || fail "what a tolerance takes"
[ "$(grep -c takes stderr)" -eq 1 ] || fail "it is told more than once"
grep -q "Warning: the interval is wider than the tolerance: that takes some [0-9,]*,000" stdout || fail "a warning without a number"
wider=$(sed -n 's/.*or --tolerance \([0-9.%]*\)\.$/\1/p' stdout)
expect 0 "$TERMIJN" plan "${far[@]}" --tolerance "$wider"
if grep -q "Warning: the interval" stdout; then fail "with --tolerance $wider it is still too wide"; fi
expect 0 "$TERMIJN" plan "${far[@]}" -q
[ -s stderr ] && fail "quiet is not: $(cat stderr)"

# The same for any number of threads.
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1600 --no-plots -o one -j 1
simulated() { sed -n 's/^\([0-9]*\) futures simulated.*/\1/p' stdout; }
all=$(simulated)
"$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1600 -q --no-plots -o three -j 3 || fail "three threads"
cmp one/plan.csv three/plan.csv || fail "the threads matter"
for threads in 1 3; do
  "$TERMIJN" plan queue.yaml --set "$uncertain" --lever streams.letters.capacity=600:2400 -q --no-plots -o "uncertain$threads" -j "$threads" || fail "$threads threads"
done
cmp uncertain1/plan.csv uncertain/plan.csv && cmp uncertain3/plan.csv uncertain/plan.csv || fail "the threads matter to outlooks"

# Ranges that do not reach, that reach at once, that are turned round, levers without effect.
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1150 --no-plots
says stdout "No value in the range meets"
says stdout "streams.letters.capacity = 1150/year"
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1400:1600 --no-plots
says stdout "Already the low end of the range meets"
says stdout "streams.letters.capacity = 1400/year"
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.inflow.level --set streams.letters.capacity=1300/year --no-plots
says stdout "the largest value is sought"
inflow=$(sed -n 's/.*inflow.level = \([0-9.]*\).year.*/\1/p' stdout)
awk -v x="$inflow" 'BEGIN { exit !(x > 1060 && x < 1090) }' || fail "inflow $inflow: 1300 - 200 less 0.84 sqrt(1073) was expected"
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.published_inflow=100/year:200/year --no-plots
says stdout "changes nothing about the targets"

# A lever by date: 200 more in the 130 of the year's 254 working days that are left. A target on the command line replaces those of the scenario.
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity@2024-07-01=+0:+1000 --no-plots --probability 50% --tolerance 4
later=$(sed -n 's/.*capacity@2024-07-01 = +\([0-9.]*\).year$/\1/p' stdout)
grep -q '    95% interval +[0-9.]*/year to +[0-9.]*/year$' stdout || fail "the interval of what is added"
level=$(sed -n 's/^    1000.year becomes \([0-9.]*\).year$/\1/p' stdout)
awk -v x="$later" -v l="$level" 'BEGIN { exit !(l > 1000 + x - 0.01 && l < 1000 + x + 0.01) }' || fail "$later more a year makes $level"
awk -v x="$later" 'BEGIN { exit !(x > 386 && x < 395) }' || fail "from July $later more a year, not 200 * 254 / 130 = 391 to 4"
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=900:1600 --target 'open of letters <= 900 at 2024-06-30' --no-plots --probability 0.5
says stdout "open of letters <= 900 at 2024-06-30"
says stdout "streams.letters.capacity = 12"
if grep -q "<= 800" stdout; then fail "the scenario's target is still there"; fi

# What is added is told as such in the table, and in the picture, also when it is drawn again and in Dutch.
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=+0:+600 --tolerance 3% -o added
head -1 added/plan.csv >header
says header "kind,streams.letters.capacity (added),cost"
says added/plots/plan.svg ">added to streams.letters.capacity (/year)<"
says added/datapackage.json "What is added to this key's value"
if command -v gnuplot >/dev/null; then
  expect 0 "$TERMIJN" plot added --language nl
  says added/figures/plan-nl.svg ">opgeteld bij streams.letters.capacity<"
fi
# Where the scenario's value changes by date there is no one level to tell.
expect 0 "$TERMIJN" plan queue.yaml --set 'streams.letters.capacity={2023-01-01: 900/year, 2024-03-01: 1000/year}' --lever streams.letters.capacity=+0:+800 --no-plots -o dated -n 60
if grep -q becomes stdout; then fail "a level of a value that changes"; fi
expect 0 "$TERMIJN" plan queue.yaml --set 'streams.letters.capacity={2023-01-01: 900/year, 2024-03-01: 1000/year}' --lever streams.letters.capacity@2024-03-01=+0:+800 --no-plots -o dated -n 60
says stdout "1000/year becomes 1"

# Two levers: capacity costs 1 a unit, 10 if it comes at the middle of the year, where it also does half: all goes to the first.
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=+0:+600 --cost streams.letters.capacity=1 \
  --lever streams.letters.capacity@2024-07-01=+0:+600 --cost streams.letters.capacity@2024-07-01=10 -o mix
says stdout "streams.letters.capacity@2024-07-01 = +0/year"
says stdout "cost 22"
present mix/plots/plan.svg
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=+0:+600 --cost streams.letters.capacity=100 \
  --lever streams.letters.capacity@2024-07-01=+0:+600 --cost streams.letters.capacity@2024-07-01=1 -o mix --no-plots
says stdout "streams.letters.capacity = +0/year"
expect 2 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=+0:+600 --lever streams.letters.inflow.level=1000:900
says stderr "a cost over zero"

# An interrupt keeps what is done, and the same command goes on.
env --default-signal=INT "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1600 --tolerance 0.0005% -n 10000000 --no-plots -o long 2>stderr &
pid=$!
until [ "$(wc -l 2>/dev/null <long.journal || echo 0)" -gt 400 ] || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
kill -s INT "$pid"
wait "$pid"
code=$?
[ "$code" -eq 130 ] || fail "exit $code after an interrupt, not 130"
says stderr "the same command goes on from there"
absent long
present long.journal
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1600 -o long --no-plots
says stderr "going on with"
[ "$(simulated)" -le $((all - 110)) ] || fail "$(simulated) futures of $all simulated again"
absent long.journal
cmp long/plan.csv one/plan.csv || fail "what was resumed differs"

# The picture in Dutch.
expect 0 "$TERMIJN" plan queue.yaml --lever streams.letters.capacity=1000:1600 --tolerance 3% --language nl -o dutch
says dutch/plots/plan.svg "deel van de gesimuleerde toekomsten"

# Mistakes.
mistake() { local text=$1; shift; expect 2 "$TERMIJN" plan "$@"; says stderr "$text"; }
mistake "no lever given" queue.yaml
mistake "is read as KEY=LOW:HIGH" queue.yaml --lever streams.letters.capacity=1000
mistake "no room between its ends" queue.yaml --lever streams.letters.capacity=1000:1000
mistake "does not state pools.desk.fte" queue.yaml --lever pools.desk.fte
mistake "is no date" queue.yaml --lever streams.letters.capacity@july=1000:1200
mistake "did you mean" queue.yaml --lever streams.letters.capacitie=1000:1200
mistake "between 0 and 1" queue.yaml --lever streams.letters.capacity=1000:1200 --probability 2
mistake "no measure" queue.yaml --lever streams.letters.capacity=1000:1200 --target 'opens of letters <= 3 at 2024-12-31'
mistake "no lever streams.letters.effort" queue.yaml --lever streams.letters.capacity=1000:1200 --cost streams.letters.effort=3
mistake "has no targets" queue.yaml --lever streams.letters.capacity=1000:1200 --set targets=null
no_leftovers .
finish
