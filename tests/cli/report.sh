#!/usr/bin/env bash
# report.html: made by a run and again from its folder, one file, a policy that fits it, texts of a stranger inert, two languages.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
. "$TERMIJN_SOURCE/tests/support/hostile.bash"
hostile_scenario hostile.yaml

# block TAG FILE: what stands between <TAG> and </TAG>, to the byte.
block() {
  perl -0777 -ne "print \$1 if m{<$1>(.*?)</$1>}s" "$2"
}

# hash: of standard input, as a content security policy has it.
hash() {
  sha256sum | cut -c 1-64 | sed 's/../\\x&/g' | while read -r bytes; do printf '%b' "$bytes"; done | base64 -w 0
}

# self_contained FILE: nothing in it refers to anything outside, and its policy allows its own style and script alone.
self_contained() {
  local page=$1
  if grep -qE '[hH][tT][tT][pP][sS]?:|@import|[^A-Z]url\(|<[^>]* (src|href|srcset|data|poster|action|background|xlink:href)=' "$page"; then fail "$page refers to something"; fi
  if grep -qE ' (style|on[a-z]+)="' "$page"; then fail "$page has styles or handlers in attributes, which its policy forbids"; fi
  says "$page" "default-src 'none'; style-src 'sha256-$(block style "$page" | hash)'; script-src 'sha256-$(block script "$page" | hash)'; base-uri 'none'; form-action 'none'"
  [ "$(grep -o '<script' "$page" | wc -l)" -eq 3 ] || fail "$page has more scripts than its own and two blocks of data"
  [ "$(grep -o '<svg' "$page" | wc -l)" -ge 8 ] || fail "$page has too few pictures"
  [ "$(grep -o '<desc id="[a-z]*_text">[^<]' "$page" | wc -l)" -ge 7 ] || fail "pictures of $page are not described"
}

# ---- by a run ----
expect 0 "$TERMIJN" run small.yaml -n 20 -j 1 --no-plots -o small
says stderr "open small/report.html in a browser"
present small/report.html small/report.json
says small/manifest.json '"file": "report.html"'
self_contained small/report.html
says small/report.html '<html lang="en">'
says small/report.html '31 December 2024'
says small/report.html 'staff list, &quot;2023&quot;'
says small/report.html '>600</td>'
says small/report.html '"permits":{'
if command -v python3 >/dev/null; then
  python3 - <<'PYTHON' || fail "the data in the page are not those of report.json"
import json, re
page = open("small/report.html", encoding="utf-8").read()
block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page).group(1)
data = json.loads(block)
assert data == json.load(open("small/report.json"))
cells = data["values"]["permits"]["open"]["month"]
assert cells[0] == 600 and len(cells) == 13 and len(data["periods"]["month"]) == 12
PYTHON
fi

# The medians of the page are those of forecast.csv.
median=$(awk -F, '$1 == "year" && $2 == "2024-12-31" && $3 == "all" && $4 == "open" { print $11 }' small/forecast.csv)
says small/report.html " to $median by 31 December 2024"

# The same bytes for any number of threads, and when made again.
expect 0 "$TERMIJN" run small.yaml -n 20 -j 2 --no-plots -o threads
cmp small/report.html threads/report.html || fail "the report depends on the number of threads"
cp small/report.html first.html
expect 0 "$TERMIJN" report small
says stdout small/report.html
cmp first.html small/report.html || fail "the report made again differs"

# ---- in Dutch ----
expect 0 "$TERMIJN" report small --language nl
cmp first.html small/report.html || fail "the Dutch report took the place of the English one"
self_contained small/report-nl.html
for word in '<html lang="nl">' '31 december 2024' 'Zaakstromen' 'waargenomen' '"open zaken"' 'Prognose van 31 december 2023'; do says small/report-nl.html "$word"; done
if grep -qE 'December|Streams|observed<' small/report-nl.html; then fail "English in the Dutch report"; fi
expect 0 "$TERMIJN" run small.yaml -n 20 -j 1 --no-plots --language nl -o dutch
cmp small/report-nl.html dutch/report.html || fail "the Dutch report of a run differs from that of its folder"
expect 0 "$TERMIJN" run small.yaml -n 20 --no-plots --set scale=100 -o large
says large/report.html '>60,000</td>'
expect 0 "$TERMIJN" report large --language nl -o large.html
says large.html '>60.000</td>'

# ---- targets ----
cat >targets.yaml <<'YAML'
targets:
  sure: open of permits >= 1 at 2024-12-31
  never: open of permits <= 0 at 2024-12-31
YAML
expect 0 "$TERMIJN" run small.yaml +targets.yaml -n 20 --no-plots -o targets
says targets/report.html 'open of permits &gt;= 1 at 2024-12-31</th><td>100%'
says targets/report.html 'open of permits &lt;= 0 at 2024-12-31</th><td>0%'
says targets/report.html 'all together</th><td>0%'

# ---- legal periods and ages ----
cat >law.yaml <<'YAML'
streams: {permits: {clock: {rules: {longer: {in_force: 2024-07-01, applies_to: received_after, period: 6 months}}}}}
YAML
expect 0 "$TERMIJN" run small.yaml +law.yaml -n 20 --no-plots -o law
says law/report.html '>Permits</th><td>56 days, later 6 months</td>'
says law/report.html '<path class="bound"'
says law/report.html 'legal period 56 days, later 6 months</small>'
says law/report.html 'Letters <small>no legal period'
says law/report.html '31 December 2023: 600 open cases, 52% of them past the legal period.'
says small/report.html '<td>56 days</td>'
expect 0 "$TERMIJN" report law --language nl
says law/report-nl.html '<td>56 dagen, later 6 maanden</td>'
if command -v python3 >/dev/null; then
  python3 - <<'PYTHON' || fail "the legal period by month of application"
import json
days = json.load(open("law/report.json"))["legal"]["permits"]["by_month"]
# 8 weeks from 1 January 2024 end on 26 February; six months from 1 July on 1 January 2025, and periods of more than three months keep their weekends.
assert days[0] == 56 and days[6] == 184 and days[7] == 184 and len(days) == 12, days
PYTHON
fi

# ---- contingent rules ----
rules_overlay rules.yaml
expect 0 "$TERMIJN" run small.yaml +rules.yaml -n 40 --no-plots -o rules
self_contained rules/report.html
says rules/report.html 'The rule never never fires.'
says rules/report.html 'Share of the futures in which a rule holds'
share=$(awk -F, '$1 == "year" && $3 == "rule:helpers" && $4 == "active" { printf "%.0f%%", 100 * $6 }' rules/forecast.csv)
says rules/report.html "The rule helpers fires "
says rules/report.html "in 2024 it holds on $share of the days."
grep -A4 '<th scope="row">helpers</th>' rules/report.html >row
says row "<td>$share</td>"
if grep -q 'Contingent rules' small/report.html; then fail "a section of rules without rules"; fi
expect 0 "$TERMIJN" report rules --language nl
says rules/report-nl.html 'De regel never gaat nooit in.'

# ---- a comparison ----
printf 'pools: {desk: {fte: 26 fte}}\n' >more.yaml
expect 0 "$TERMIJN" compare small.yaml +rules.yaml . +more.yaml . -n 20 --no-plots -o side
self_contained side/report.html
says side/manifest.json '"file": "report.html"'
says side/report.html '+more, compared with small+rules</h2>'
says side/report.html 'Nothing differs in these 20 futures; what happens in fewer than 15% of all may have been missed.'
says side/report.html 'With small+rules the open cases are those of small+rules in all 20 futures.'
for picture in bothaopen apartaopen bothatime apartastaff; do says side/report.html "<svg viewBox=\"0 0 400 240\" role=\"img\" aria-labelledby=\"${picture}_title"; done
if grep -q 'bothbopen' side/report.html; then fail "pictures of what is the same"; fi
# What the table says is what compare.csv says, and the sentence's means.
grep -A5 '<th scope="row">Desk</th><td>FTE</td>' side/report.html >row
more=$(awk -F, '$1 == "small+rules+more" && $2 == "year" && $4 == "pool:desk" && $5 == "fte" { printf "+%.1f", $9 }' side/compare.csv)
for cell in '<td>26</td>' "<td>$more ("; do says row "$cell"; done
read -r mean base < <(awk -F, '$1 == "small+rules+more" && $2 == "year" && $4 == "all" && $5 == "open" { printf "%.0f %.0f\n", $8, $7 }' side/compare.csv)
says side/report.html "$mean in place of $(echo "$base" | sed -E 's/([0-9])([0-9]{3})$/\1,\2/') on average"
expect 0 "$TERMIJN" report side --language nl
says side/report-nl.html '+more, vergeleken met small+rules</h2>'
expect 0 "$TERMIJN" compare small.yaml +rules.yaml . +more.yaml . -n 20 --no-plots -o nl --language nl -q
cmp side/report-nl.html nl/report.html || fail "the Dutch report of a comparison differs from that of its folder"
expect 0 "$TERMIJN" compare small.yaml +rules.yaml . +more.yaml . -n 20 --no-plots -o threads -j 2 -q
cmp side/report.html threads/report.html || fail "the report of a comparison depends on the number of threads"

# In a run's own report.
expect 0 "$TERMIJN" report small --compare side -o with.html
self_contained with.html
says with.html '+more, compared with small+rules</h2>'
says with.html '"source":{'
cmp first.html small/report.html || fail "--compare -o changed the folder's own report"
expect 2 "$TERMIJN" report small --compare small -o none.html
says stderr "small holds no comparison"
expect 2 "$TERMIJN" report small --compare nowhere -o none.html
absent none.html

# ---- a stranger's texts ----
expect 0 "$TERMIJN" run hostile.yaml -n 5 --no-plots -o hostile
self_contained hostile/report.html
if grep -qiE '<(img|b|svg) (src|on)|<script>(alert|document)|</script><script>' hostile/report.html; then fail "a text became markup"; fi
says hostile/report.html '&lt;/title&gt;&lt;/script&gt;&lt;script&gt;document.title=&#39;owned&#39;'
says hostile/report.html '&quot;quoted&quot; &#39;single&#39; &amp;amp; {0}'
says hostile/report.html '&lt;svg onload=alert(4)&gt; &quot;&#39; onfocus=alert(5) autofocus=&#39;'
says hostile/report.html 'אבג'

# No scenario holds a character that breaks lines or reorders text; a report.json that somebody changed may, and it is shown.
expect 2 "$TERMIJN" run hostile.yaml --set 'title="right\u202eleft"' -o none
sed -i 's/"label":"[^"]*אבג"/"label":"one\\ntwo\\u202e<three>\\u2066"/' hostile/report.json
expect 0 "$TERMIJN" report hostile
self_contained hostile/report.html
says hostile/report.html '>one\ntwo\u202e&lt;three&gt;\u2066<'
if grep -qP '\x{202e}|\x{2066}' hostile/report.html; then fail "marks that reorder text"; fi

# ---- what can go wrong ----
expect 2 "$TERMIJN" report
expect 2 "$TERMIJN" report nowhere
says stderr "is nowhere the folder of a run?"
expect 2 "$TERMIJN" report small --language fr
says stderr "--language needs en or nl"
expect 2 "$TERMIJN" run small.yaml --language NL -o none
absent none
mkdir broken
for content in '{' '[]' '{"format": 99}' '{"format": 1}'; do
  echo "$content" >broken/report.json
  expect 2 "$TERMIJN" report broken
done
says stderr "run the scenario again"
absent broken/report.html

# A file that somebody changed gives a page or none, and nothing worse.
echo '{"format": 1, "values": {}, "periods": {}}' >broken/report.json
expect 0 "$TERMIJN" report broken
for change in 's/"2024-[0-9-]*"/"9999-99-99"/g' 's/\[[0-9.,e-]*\]/[1e300,-1e300,0,0,0,0,1e308,1]/g' 's/"month":\[/"month":[null,"x",{},/g' 's/"label":"[^"]*"/"label":7/g' \
  's/"entities":\[/"entities":[[],/' 's/"opening":"[^"]*"/"opening":[]/' 's/"(months|days)":[0-9]+/"\1":-999999999999/g' 's/"name":"[^"]*"/"name":null/g' \
  's/"(rules|legal|alternatives|tests|difference)":/"\1":7,"x":/g' 's/"by_month":\[/"by_month":["x",1e300,/g'; do
  for folder in small side; do
    sed -E "$change" "$folder/report.json" >broken/report.json
    expect 0 "$TERMIJN" report broken
  done
done
# An entity of a kind that this version does not know is shown as it is.
sed -E 's/"name":"letters","label":"Letters","kind":"stream"/"name":"step:permits.hearing","label":"permits.hearing","kind":"step"/; s/"letters":/"step:permits.hearing":/g' side/report.json >broken/report.json
expect 0 "$TERMIJN" report broken
self_contained broken/report.html
says broken/report.html '"step:permits.hearing":'

expect 1 "$TERMIJN" report small -o missing/report.html
says stderr "cannot write missing/report.html"
expect 1 bash -c "ulimit -f 8; \"$TERMIJN\" report small"
cmp first.html small/report.html || fail "a failure spoiled the former report"
no_leftovers small
absent small/*.tmp-*
finish
