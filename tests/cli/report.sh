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
  's/"entities":\[/"entities":[[],/' 's/"opening":"[^"]*"/"opening":[]/'; do
  sed -E "$change" small/report.json >broken/report.json
  expect 0 "$TERMIJN" report broken
done

expect 1 "$TERMIJN" report small -o missing/report.html
says stderr "cannot write missing/report.html"
expect 1 bash -c "ulimit -f 8; \"$TERMIJN\" report small"
cmp first.html small/report.html || fail "a failure spoiled the former report"
no_leftovers small
absent small/*.tmp-*
finish
