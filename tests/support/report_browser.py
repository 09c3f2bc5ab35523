"""Opens the reports of the folders given and tells what is wrong with them; used by tests/cli/report_browser.sh."""
import csv
import os
import sys

import browser

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)


def fits(page, path, width):
    """Nothing sticks out at this width, with every fold open."""
    page.size(width, 900, phone=width < 500)
    page.open(path)
    page.run("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    inner, scroll = page.run("[innerWidth, document.documentElement.scrollWidth]")
    check(inner == width, f"{path}: the page is {inner} wide, not {width}")
    check(scroll <= width, f"{path}: {scroll} points of content at {width}")
    small = page.run("""[...document.querySelectorAll('svg text')].filter((text) => {
        const box = text.getBoundingClientRect(), svg = text.ownerSVGElement.getBoundingClientRect();
        return box.left < svg.left - 1 || box.right > svg.right + 1; }).map((text) => text.textContent)""")
    check(not small, f"{path}: labels beyond their picture at {width}: {small}")


def looks(page, path, folder):
    """Every size and medium, with a picture of each for those who want to look."""
    for width in (360, 1280):
        fits(page, path, width)
        for scheme in ("light", "dark"):
            page.media(scheme)
            page.picture(os.path.join(folder, f"{os.path.basename(path)}.{width}.{scheme}.png"))
    colours = []
    for scheme in ("light", "dark"):
        page.media(scheme)
        colours.append(page.run("getComputedStyle(document.body).backgroundColor"))
    check(colours[0] != colours[1], f"{path}: light and dark look the same")
    page.media("light", "print")
    check(page.run("getComputedStyle(document.getElementById('explore')).display") == "none", f"{path}: the part to click is printed")
    page.media("light")
    missing = page.run("""[...document.querySelectorAll('svg')].filter((svg) =>
        !svg.getAttribute('aria-label') && !document.getElementById(svg.getAttribute('aria-labelledby')?.split(' ')[1])?.textContent).length""")
    check(missing == 0, f"{path}: {missing} pictures without words")


def choose(page, name, value):
    page.run(f"""{{ const list = document.getElementById('{name}'); list.value = '{value}';
        list.dispatchEvent(new Event('change')); }}""")
    check(page.run(f"document.getElementById('{name}').value") == value, f"no {value} among {name}")


def reads_values(page):
    page.run("document.getElementById('picture').scrollIntoView({ block: 'center' })")
    hint = page.run("document.getElementById('readout').textContent")
    left, top, width, height = page.run("""(() => { const box = document.getElementById('picture').getBoundingClientRect();
        return [box.left, box.top, box.width, box.height]; })()""")
    page.point_at(left + width * 0.8, top + height / 2)
    moved = page.run("document.getElementById('readout').textContent")
    check(moved != hint and "2024" in moved, f"pointing reads nothing: {moved}")
    page.run("document.getElementById('picture').focus()")
    page.key("Home")
    first = page.run("document.getElementById('readout').textContent")
    check("31 December 2022, published: 500" in first, f"the first value reads {first}")
    page.key("ArrowRight")
    second = page.run("document.getElementById('readout').textContent")
    check("31 December 2023" in second and "600" in second, f"the second value reads {second}")
    page.key("ArrowRight")
    check("31 January 2024" in page.run("document.getElementById('readout').textContent"), "the arrow key does not move on")


def explores(page, folder):
    """Picks, reads, switches and downloads."""
    path = os.path.join(folder, "report.html")
    page.size(1280, 900)
    page.open(path)
    choose(page, "entity", "permits")
    choose(page, "measure", "open")
    reads_values(page)
    bands = "document.querySelectorAll('#picture .band').length"
    check(page.run(bands) == 3, "three bands to start with")
    choose(page, "band", "b80")
    check(page.run(bands) == 1, "one band when one is chosen")
    choose(page, "band", "all")
    rows = "document.querySelectorAll('#shown tbody tr').length"
    check(page.run(rows) == 13, "a row for the opening date and each month")
    choose(page, "period", "quarter")
    check(page.run(rows) == 5, "a row for the opening date and each quarter")
    choose(page, "measure", "inflow")
    choose(page, "period", "month")
    check(page.run("document.querySelectorAll('#picture .past').length") == 1, "the history stands before the inflow")
    shows_published(page)
    choose(page, "entity", "pool:desk")
    choose(page, "measure", "utilisation")
    choose(page, "entity", "all")
    choose(page, "measure", "wait_p50")
    choose(page, "period", "entry")
    choose(page, "measure", "open")
    choose(page, "period", "year")
    downloads(page, folder)


def shows_published(page):
    """A ring on a day, a stroke over a year at its monthly mean; read with the keys, and in the page's own charts."""
    marks = "['circle', 'path'].map((shape) => document.querySelectorAll('#picture .published ' + shape).length).join()"
    choose(page, "measure", "open")
    choose(page, "period", "month")
    check(page.run(marks) == "2,0", "two rings for the published stock")
    page.run("document.getElementById('picture').focus()")
    page.key("Home")
    read = page.run("document.getElementById('readout').textContent")
    check(read == "31 December 2022, published: 500 (Yearbook)", f"the published stock reads {read}")
    choose(page, "measure", "decisions")
    check(page.run(marks) == "0,1", "a stroke for the year's decisions")
    page.key("Home")
    read = page.run("document.getElementById('readout').textContent")
    check(read == "31 December 2023, published: 1,800 (year; Yearbook)", f"the published decisions read {read}")
    choose(page, "period", "year")
    check(page.run(marks) == "1,0", "a ring for the year's decisions by year")
    check(page.run("document.querySelectorAll('.legend .key.published').length") == 2, "a legend here and with the penalties")
    check(page.run("document.querySelectorAll('#figure_penalties .published circle, #figure_penalties .published path').length") == 2,
          "what was published of the penalties stands in their chart")
    choose(page, "period", "month")


def compares(page, folder):
    """Overlays an alternative, shows the difference, and takes both along."""
    path = os.path.join(folder, "report.html")
    page.size(1280, 900)
    page.open(path)
    kinds = page.run("[...document.querySelectorAll('#with option')].map((option) => option.value).join()")
    check(kinds == ",both 0,difference 0,both 1,difference 1", f"there is to compare: {kinds}")
    choose(page, "entity", "permits")
    choose(page, "measure", "open")
    choose(page, "with", "both 0")
    check(page.run("document.querySelectorAll('#picture .line').length") == 2, "two medians when two are compared")
    check(page.run("document.querySelectorAll('#picture .band').length") == 6, "three bands for each of two")
    check(page.run("document.querySelectorAll('#shown tbody tr').length") == 26, "rows of both")
    page.run("document.getElementById('picture').focus()")
    page.key("End")
    text = page.run("document.getElementById('readout').textContent")
    check("small+rules: median" in text and "+more: median" in text, f"comparing reads {text}")
    download(page, folder, "permits-open-month-both_0.csv", 26, "scenario")
    choose(page, "with", "difference 0")
    check(page.run("document.querySelectorAll('#picture .s3 .line').length") == 1, "one median of the difference")
    page.run("document.getElementById('picture').focus()")
    page.key("Home")
    text = page.run("document.getElementById('readout').textContent")
    check(text == "31 December 2023: median 0; 5% to 95%: 0 \u2013 0", f"the difference at the start reads {text}")
    choose(page, "entity", "letters")
    choose(page, "measure", "inflow")
    check(page.run("document.getElementById('readout').textContent") == "Nothing differs.", "what is the same differs")
    choose(page, "entity", "rule:helpers")
    choose(page, "measure", "active")
    choose(page, "with", "both 0")
    check(page.run("document.querySelectorAll('#shown tbody tr').length") == 24, "a rule's months of both")


def shows_law(page, path):
    """The legal period beside waits, and nowhere else."""
    page.open(path)
    choose(page, "entity", "permits")
    choose(page, "measure", "wait_p50")
    bounds = "document.querySelectorAll('#picture .bound').length"
    check(page.run(bounds) == 1, "no legal period beside waits")
    page.run("document.getElementById('picture').focus()")
    page.key("Home")
    text = page.run("document.getElementById('readout').textContent")
    check("legal period: 56" in text, f"the wait reads {text}")
    choose(page, "measure", "open")
    check(page.run(bounds) == 0, "a legal period beside a stock")
    choose(page, "entity", "all")
    choose(page, "measure", "wait_p50")
    check(page.run(bounds) == 0, "a legal period of all streams")


def arrives(path):
    """The browser makes the file first and fills it later."""
    return browser.wait_for(lambda: os.path.exists(path) and os.path.getsize(path) > 0)


def download(page, folder, name, rows, first):
    page.downloads_to(folder)
    page.run("document.getElementById('csv').click()")
    path = os.path.join(folder, name)
    arrived = arrives(path)
    check(arrived, f"no download {name}")
    if arrived:
        with open(path, encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        check(len(table) == rows and list(table[0])[0] == first, f"{name}: {len(table)} rows, {list(table[0])}")


def downloads(page, folder):
    """What is downloaded is what forecast.csv says, to six digits."""
    page.downloads_to(folder)
    page.run("document.getElementById('csv').click()")
    path = os.path.join(folder, "all-open-year.csv")
    arrived = arrives(path)
    check(arrived, "no download")
    if not arrived:
        return
    with open(path, encoding="utf-8") as shown, open(os.path.join(folder, "forecast.csv"), encoding="utf-8") as full:
        shown = list(csv.DictReader(shown))
        full = [row for row in csv.DictReader(full) if (row["period"], row["stream"], row["measure"]) == ("year", "all", "open")]
    check(len(shown) == len(full) == 2, f"{len(shown)} rows downloaded, {len(full)} in forecast.csv")
    for one, other in zip(shown, full):
        for column in ("p05", "p50", "p95", "mean"):
            a, b = float(one[column]), float(other[column])
            check(one["date"] == other["date"] and abs(a - b) <= 1e-5 * abs(b), f"{column}: {one} is not {other}")


def main(folders):
    page = browser.Browser(browser.find())
    try:
        for folder in folders:
            for name in sorted(os.listdir(folder)):
                if name.endswith(".html"):
                    looks(page, os.path.join(folder, name), folder)
        page.open(os.path.join(folders[2], "report.html"))
        title = page.run("document.title")
        check(title.startswith("</title></script><script>") and "'single' &amp; {0}" in title, f"the hostile title reads {title}")
        labels = page.run("[...document.querySelectorAll('#entity option')].map((option) => option.textContent).join()")
        check("<svg onload=alert(4)>" in labels, f"the hostile labels read {labels}")
        check(",Built in,Monthly,All streams," in labels, f"streams named like our own words read {labels}")
        choose(page, "entity", "constructor")
        choose(page, "measure", "inflow")
        explores(page, folders[0])
        shows_law(page, os.path.join(folders[0], "report.html"))
        compares(page, folders[4])
        page.open(os.path.join(folders[5], "report.html"))
        choose(page, "entity", "step:permits.hearing")
    finally:
        page.close()
    for error in page.errors:
        failures.append("the console says: " + error)
    for request in page.requests:
        check(request.startswith(("file:///", "blob:")), "asked for " + request)
    print("\n".join("FAILED: " + failure for failure in failures) or "the reports are fine")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
