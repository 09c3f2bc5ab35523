// The part of the report that answers: pick a stream and a measure, read values, take the table along. It uses the two
// blocks of JSON in the page and nothing else. Texts of the scenario only ever become text nodes and option labels.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { locale, words, measures: measureLabels, units: unitLabels } = JSON.parse(document.getElementById("words").textContent);
  const P05 = 0, P50 = 3, P95 = 6, MEAN = 7;
  const QUANTILES = ["p05", "p10", "p25", "p50", "p75", "p90", "p95", "mean"];
  const BANDS = { b90: [0, 6], b80: [1, 5], b50: [2, 4] };
  const svg = document.getElementById("picture");

  // ---- numbers and dates in the page's language ----

  const number = (value, decimals) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const significant = (value) => (Math.abs(value) >= 99.5 || value === 0 ? 0 : Math.abs(value) >= 9.95 ? 1 : 2);

  function valueText(unit, value) {
    if (value === undefined || value === null) return "\u2013";
    if (unit === "share") return number(100 * value, Math.abs(value) >= 0.0995 || value === 0 ? 0 : 1) + "%";
    if (unit === "EUR" && Math.abs(value) >= 999500) {
      const [by, word] = Math.abs(value) >= 999.5e6 ? [1e9, words.billion] : [1e6, words.million];
      return number(value / by, significant(value / by)) + " " + word;
    }
    return number(value, Number.isInteger(value) || Math.abs(value) >= 99.5 ? 0 : 1);
  }

  const dateText = (date) =>
    new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(date));

  // ---- the series that is shown ----

  // A stream may be called anything, `month` and `constructor` included.
  const nameOf = ({ name, label }) => (name === "all" || name === "pool:all" ? words[name] : label);
  const measureText = (measure) => measureLabels[measure] ?? measure;
  const isStock = (measure) => data.measures[measure].stock;

  const periodsOf = (cells, measure) =>
    ["month", "quarter", "year", "entry"].filter((period) => cells[period] || (isStock(measure) && cells.month && period !== "entry"));

  // A cell is null, a number that every future has, or the seven quantiles and the mean; null among them lies past the end of the forecast.
  const widen = (cell) => (cell === null ? null : Array.isArray(cell) ? cell : Array(8).fill(cell));

  // Points {date, cell}. A stock has months alone, the opening date in front; other periods pick from them.
  function series(of, values, entity, measure, period) {
    const cells = values[entity]?.[measure];
    const stock = isStock(measure);
    const own = cells?.[period] ? period : "month";
    if (!cells?.[own] || (period === "entry" && own !== period)) return [];
    const dates = of.periods[own === "entry" ? "month" : own];
    const all = (stock ? [of.opening, ...dates] : dates).map((date, i) => ({ date, cell: widen(cells[own][i] ?? null) }));
    const wanted = new Set([of.opening, ...of.periods[period === "entry" ? "month" : period]]);
    return all.filter((point) => wanted.has(point.date));
  }

  // ---- other scenarios: what each has of its own stands in the data, the rest is as in the base ----

  const base = data.comparison?.source ?? data;
  const others = (data.comparison?.alternatives ?? []).map((other) => ({ ...other, label: shortName(base.name, other.name) }));

  function shortName(base, name) {
    return name.startsWith(base) && " +".includes(name.charAt(base.length) || "x") ? name.slice(base.length).trim() : name;
  }

  // What is drawn over each other: this run, or the base with one of the others, or their difference.
  function layersOf(entity, measure, period) {
    const [kind, number] = withList.value.split(" ");
    const other = others[number];
    if (!other) return [{ label: data.name, shade: 1, points: series(data, data.values, entity, measure, period) }];
    if (kind === "difference") {
      return [{ label: words.difference, shade: 3, points: series(base, other.difference, entity, measure, period) }];
    }
    const same = !other.values[entity]?.[measure];
    return [
      { label: base.name, shade: 1, points: series(base, base.values, entity, measure, period) },
      { label: other.label, shade: 2, points: series(base, same ? base.values : other.values, entity, measure, period) },
    ];
  }

  // The legal period of who applies in a month, beside waits.
  function legalLine(entity, measure) {
    const days = Object.hasOwn(data.legal ?? {}, entity) ? data.legal[entity].by_month : [];
    if (!measure.startsWith("wait_") || withList.value.startsWith("difference")) return [];
    return days.map((value, i) => ({ date: data.periods.month[i], value })).filter((point) => point.date);
  }

  function history(entity, measure, period) {
    if (measure !== "inflow" || period !== "month" || !Object.hasOwn(data.past, entity)) return [];
    const past = data.past[entity];
    return past.dates.map((date, i) => ({ date, value: past.inflow[i] }));
  }

  // ---- what was published ----

  const MONTHS = { month: 1, quarter: 3, year: 12 };
  const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);
  const firstDay = (date, months) => {
    const last = new Date(date);
    return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - months + 1, 1)).toISOString().slice(0, 10);
  };

  // Figures {date, first, value, text}: a stock's on its day; a flow's of the period that is shown, and of longer ones as a level where no shorter
  // one says more.
  function publishedOf(entity, measure, period) {
    const periods = own(own(data.published, entity), measure) ?? {};
    const unit = data.measures[measure].unit, addsUp = unit !== "share" && unit !== "days", shown = MONTHS[period];
    if (!shown || withList.value.startsWith("difference")) return [];
    const found = (periods.day ?? []).map(([date, value, source]) => ({ date, first: date, value, stated: value, source }));
    for (const [kind, months] of Object.entries(MONTHS)) {
      if (months < shown) continue;
      const covered = found.map(({ date }) => date);
      for (const [date, stated, source] of periods[kind] ?? []) {
        const first = firstDay(date, months);
        if (covered.some((other) => other >= first && other <= date)) continue;
        found.push({ date, first: months > shown ? first : date, value: addsUp ? (stated * shown) / months : stated, stated, source, kind });
      }
    }
    return found.sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  // "published: 28,670 (year; Jaarcijfers 2023)"
  function publishedText({ stated, source, kind }) {
    const more = [kind && words[`one ${kind}`], source].filter((text) => text).join("; ");
    return `${words.published}: ${valueText(view.unit, stated)}${more && ` (${more})`}`;
  }

  // ---- small tools for elements ----

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function shape(name, attributes, text) {
    const made = document.createElementNS(svg.namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function choice(label, id) {
    const select = element("select", { id });
    select.addEventListener("change", () => update(id));
    return [select, element("label", {}, label, select)];
  }

  // Fills a list and keeps what was chosen if it is still there, else `preferred`.
  function offer(select, options, preferred) {
    const before = select.value;
    select.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
    const values = options.map(([value]) => value);
    select.value = values.includes(before) ? before : values.includes(preferred) ? preferred : values[0];
  }

  // ---- the picture ----

  const TICKS = 6;

  function niceStep(span) {
    const power = 10 ** Math.floor(Math.log10(span / TICKS));
    const rest = span / TICKS / power;
    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
  }

  function valueScale({ layers, past, published, legal, bands }) {
    const edges = [P50, ...bands.flatMap((band) => BANDS[band])];
    const values = layers.flatMap(({ points }) => points).flatMap(({ cell }) => (cell ? edges.map((edge) => cell[edge]) : []));
    let bottom = Math.min(0, ...values);
    let top = Math.max(0, ...values, ...[...past, ...published, ...legal].map((point) => point.value));
    if (top <= bottom) top = bottom + 1;
    const step = niceStep(top - bottom);
    return { bottom: step * Math.floor(bottom / step + 1e-9), top: step * Math.ceil(top / step - 1e-9), step };
  }

  // Where things go: x of a date and y of a value, in pixels.
  function frame(width, view) {
    const height = Math.max(220, Math.min(380, Math.round(width * 0.5)));
    const left = 74, right = 14, top = 12, bottom = 28;
    const scale = valueScale(view);
    const dates = [...view.past, ...view.layers.flatMap(({ points }) => points), ...view.legal, ...view.published].map((point) => Date.parse(point.first ?? point.date));
    if (!dates.length) dates.push(Date.parse(data.opening), Date.parse(data.horizon));
    const first = Math.min(...dates), span = Math.max(...dates) - first;
    return {
      width, height, left, right, top, bottom, scale, first, last: first + span,
      x: (date) => left + (width - left - right) * (span ? (Date.parse(date) - first) / span : 0.5),
      y: (value) => height - bottom - ((height - top - bottom) * (value - scale.bottom)) / (scale.top - scale.bottom),
    };
  }

  // From point to point; a point that stands alone becomes a short stroke.
  function line(at, points, value, half = 6) {
    const places = points.map((point) => [at.x(point.date), at.y(value(point))]);
    const [[x, y]] = places;
    const ends = places.length > 1 ? places : [[x - half, y], [x + half, y]];
    return "M" + ends.map((place) => place.map((size) => size.toFixed(1)).join(" ")).join("L");
  }

  function drawAxes(svg, at, unit) {
    const { bottom, top, step } = at.scale;
    for (let i = 0; bottom + i * step <= top + step / 2; i++) {
      const value = bottom + i * step, y = at.y(value);
      svg.append(shape("path", { class: Math.abs(value) < step / 2 ? "axis" : "grid", d: `M${at.left} ${y}H${at.width - at.right}` }));
      svg.append(shape("text", { x: at.left - 6, y: y + 4, "text-anchor": "end" }, axisText(unit, value, step)));
    }
    drawTimes(svg, at);
  }

  function axisText(unit, value, step) {
    const decimals = (size) => Math.max(0, Math.min(3, -Math.floor(Math.log10(size) + 1e-9)));
    if (unit === "share") return number(100 * value, decimals(100 * step)) + "%";
    if (unit === "EUR" && step >= 1e4 && value !== 0) return valueText(unit, value);
    return number(value, decimals(step));
  }

  function drawTimes(svg, at) {
    const days = (at.last - at.first) / 864e5, perLabel = (days * 64) / (at.width - at.left - at.right);
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((n) => n * 30.4 >= perLabel) ?? 240;
    const start = new Date(at.first);
    for (let month = start.getUTCFullYear() * 12; ; month++) {
      const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (time > at.last + 864e5) break;
      if (time < at.first || month % months !== 0) continue;
      const date = new Date(time).toISOString().slice(0, 10), x = Math.min(at.x(date), at.width - at.right);
      svg.append(shape("path", { class: "axis", d: `M${x} ${at.height - at.bottom}v4` }));
      const text = months >= 12 ? date.slice(0, 4) : date.slice(0, 7);
      svg.append(shape("text", { x: Math.min(x, at.width - 24), y: at.height - 8, "text-anchor": "middle" }, text));
    }
  }

  // Points for which it does not hold part the fan; `joins` tells whether the point before one is taken along.
  function stretches(points, holds, joins = () => false) {
    const parts = [[]];
    points.forEach((point, i) => {
      if (!holds(point)) {
        if (parts.at(-1).length) parts.push([]);
        return;
      }
      if (!parts.at(-1).length && i > 0 && joins(points[i - 1])) parts.at(-1).push(points[i - 1]);
      parts.at(-1).push(point);
    });
    return parts.filter((part) => part.length);
  }

  const known = ({ cell }, edges) => cell && edges.every((q) => cell[q] !== null);

  // Bands lie over each other and get stronger inwards; where a wider one is not known the next stands in for it, so that each has its colour.
  function drawBands(svg, at, { points, shade }, bands) {
    const group = svg.appendChild(shape("g", { class: `s${shade}` }));
    bands.forEach((widest, w) => bands.slice(w).forEach((band, i) => {
      const [low, high] = BANDS[band], wider = i > 0 && BANDS[bands[w + i - 1]];
      const holds = (point) => known(point, BANDS[band]) && !(wider && known(point, wider));
      for (const part of stretches(points, holds, (before) => wider && known(before, BANDS[band]))) {
        const back = line(at, [...part].reverse(), (point) => point.cell[high], -6).replace("M", "L");
        group.append(shape("path", { class: `band ${widest}`, d: line(at, part, (point) => point.cell[low]) + back + "Z" }));
      }
    }));
  }

  function drawMedian(svg, at, { points, shade }) {
    const group = svg.appendChild(shape("g", { class: `s${shade}` }));
    for (const part of stretches(points, (point) => known(point, [P50]))) {
      group.append(shape("path", { class: "line", d: line(at, part, (point) => point.cell[P50]) }));
    }
  }

  function drawPublished(svg, at, figures) {
    const group = svg.appendChild(shape("g", { class: "published s1" }));
    for (const { first, date, value } of figures) {
      if (first === date) group.append(shape("circle", { cx: at.x(date), cy: at.y(value), r: 3.5 }));
      else group.append(shape("path", { d: `M${at.x(first)} ${at.y(value)}H${at.x(date)}` }));
    }
  }

  function draw(svg, view) {
    const at = frame(Math.max(280, svg.parentNode.clientWidth), view);
    svg.replaceChildren(shape("title", {}, `${view.label}: ${view.title}`));
    svg.setAttribute("viewBox", `0 0 ${at.width} ${at.height}`);
    svg.setAttribute("aria-label", `${view.label}: ${view.title}`);
    drawAxes(svg, at, view.unit);
    view.layers.forEach((layer) => drawBands(svg, at, layer, view.bands));
    view.layers.forEach((layer) => drawMedian(svg, at, layer));
    if (view.legal.length) svg.append(shape("path", { class: "bound", d: line(at, view.legal, (point) => point.value) }));
    if (at.first < Date.parse(data.opening)) svg.append(shape("path", { class: "now", d: `M${at.x(data.opening)} ${at.top}V${at.height - at.bottom}` }));
    if (view.past.length) svg.append(shape("path", { class: "past", d: line(at, view.past, (point) => point.value) }));
    drawPublished(svg, at, view.published);
    return at;
  }

  // ---- reading values ----

  // The places at which values are read: the history and what was published, then the dates of the first layer.
  function places() {
    const drawn = [...view.past, ...view.layers[0].points], dates = new Set(drawn.map(({ date }) => date));
    return [...drawn, ...view.published.filter(({ date }) => !dates.has(date))].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  function describeCell(cell) {
    if (!cell) return words.none;
    const [low, middle, high] = [P05, P50, P95].map((q) => valueText(view.unit, cell[q]));
    return `${words.median} ${middle}; ${words.range}: ${low} ` + (cell[P95] === null ? words.or_more : `\u2013 ${high}`);
  }

  function describe(place) {
    const figure = view.published.find(({ date }) => date === place.date);
    const also = figure ? [publishedText(figure)] : [];
    if (place.stated !== undefined) return `${dateText(place.date)}, ${also}`;
    if (place.value !== undefined) return [`${dateText(place.date)}, ${words.history}: ${valueText(view.unit, place.value)}`, ...also].join(". ");
    const parts = view.layers.map(({ label, points }) => {
      const cell = points.find(({ date }) => date === place.date)?.cell;
      return (view.layers.length > 1 ? `${label}: ` : "") + describeCell(cell);
    });
    const legal = view.legal.find(({ date }) => date === place.date);
    if (legal) parts.push(`${words.legal}: ${valueText(view.unit, legal.value)}`);
    return `${dateText(place.date)}: ${[...parts, ...also].join(". ")}`;
  }

  function point(index) {
    const all = places();
    if (!all.length) return;
    shown = Math.max(0, Math.min(all.length - 1, index));
    const chosen = all[shown], x = at.x(chosen.date);
    svg.querySelectorAll(".cursor, .dot").forEach((old) => old.remove());
    svg.append(shape("path", { class: "cursor", d: `M${x} ${at.top}V${at.height - at.bottom}` }));
    const value = chosen.value ?? chosen.cell?.[P50] ?? undefined;
    if (value !== undefined) svg.append(shape("circle", { class: "dot", cx: x, cy: at.y(value), r: 4 }));
    readout.textContent = describe(chosen);
  }

  function nearest(event) {
    const box = svg.getBoundingClientRect(), x = ((event.clientX - box.left) * at.width) / box.width;
    const away = places().map((place) => Math.abs(at.x(place.date) - x));
    return away.indexOf(Math.min(...away));
  }

  // ---- the table ----

  // The scenario's name stands in front only when there are several.
  function fillTable() {
    const several = view.layers.length > 1;
    const heads = [...(several ? [words.scenario] : []), words.date, ...QUANTILES.slice(0, MEAN), words.mean];
    const rows = view.layers.flatMap(({ label, points }) => points.map(({ date, cell }) =>
      element("tr", {}, ...(several ? [element("td", {}, label)] : []), element("th", { scope: "row" }, dateText(date)),
        ...QUANTILES.map((_, q) => element("td", {}, valueText(view.unit, cell?.[q]))))));
    table.replaceChildren(
      element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", {}, text)))), element("tbody", {}, ...rows));
    legend.replaceChildren(...(several ? view.layers.map(({ label, shade }) =>
      element("li", {}, element("span", { class: `key s${shade}` }), label)) : []),
      ...(view.published.length ? [element("li", {}, element("span", { class: "key published" }), words.published)] : []),
      ...(view.legal.length ? [element("li", {}, element("span", { class: "key bound" }), words.legal)] : []));
  }

  // As in forecast.csv: a point for the decimals, ISO dates, whatever the language. A spreadsheet runs no text of a scenario's.
  const quoted = (text) => `"${text.replace(/^[=+@-]/, " $&").replaceAll('"', '""')}"`;

  function csv() {
    const compares = withList.value !== "";
    const row = (label, { date, cell }) =>
      [...(compares ? [quoted(label)] : []), view.period === "entry" ? "entry_month" : view.period, date, view.entity, view.measure,
        view.unit, ...QUANTILES.map((_, q) => cell?.[q] ?? "")].join(",");
    const rows = view.layers.flatMap(({ label, points }) => points.map((place) => row(label, place)));
    return [(compares ? "scenario," : "") + "period,date,stream,measure,unit," + QUANTILES.join(","), ...rows].join("\n") + "\n";
  }

  function download() {
    const link = element("a", { download: `${view.entity}-${view.measure}-${view.period}${withList.value && "-" + withList.value}.csv`.replace(/[^a-z0-9_.-]/g, "_") });
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- putting it together ----

  const [entityList, entityLabel] = choice(words.stream, "entity");
  const [measureList, measureLabel] = choice(words.measure, "measure");
  const [periodList, periodLabel] = choice(words.period, "period");
  const [bandList, bandLabel] = choice(words.bands, "band");
  const [withList, withLabel] = choice(words.compare, "with");
  const legend = element("ul", { class: "legend" });
  const readout = element("p", { id: "readout", "aria-live": "polite" });
  const table = element("table", { id: "shown" });
  const button = element("button", { type: "button", id: "csv" }, words.csv);
  let view, at, shown;

  function update(changed) {
    const cells = data.values[entityList.value];
    if (changed === "entity") {
      offer(measureList, Object.keys(cells).map((measure) => [measure, measureText(measure)]), "open");
    }
    if (changed === "entity" || changed === "measure") {
      offer(periodList, periodsOf(cells[measureList.value], measureList.value).map((period) => [period, words[period]]), "month");
    }
    const [entity, measure, period] = [entityList.value, measureList.value, periodList.value];
    const unit = data.measures[measure].unit;
    view = {
      entity, measure, period, unit,
      label: nameOf(data.entities.find(({ name }) => name === entity)),
      title: measureText(measure) + (unit === "share" ? "" : `, ${unitLabels[unit] ?? unit}`),
      layers: layersOf(entity, measure, period),
      past: withList.value ? [] : history(entity, measure, period),
      published: publishedOf(entity, measure, period),
      legal: legalLine(entity, measure),
      bands: { all: ["b90", "b80", "b50"], b90: ["b90"], b80: ["b80"], b50: ["b50"], none: [] }[bandList.value],
    };
    at = draw(svg, view);
    readout.textContent = places().length ? words.hint : words.same;
    shown = undefined;
    fillTable();
  }

  svg.addEventListener("pointermove", (event) => point(nearest(event)));
  svg.addEventListener("pointerdown", (event) => point(nearest(event)));
  svg.addEventListener("keydown", (event) => {
    const last = places().length - 1;
    const to = { ArrowLeft: (shown ?? last + 1) - 1, ArrowRight: (shown ?? -1) + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  });
  button.addEventListener("click", download);
  addEventListener("resize", () => { at = draw(svg, view); shown = undefined; });

  const explorer = document.getElementById("explorer");
  explorer.hidden = false;
  explorer.prepend(element("div", { class: "choices" }, entityLabel, measureLabel, periodLabel, bandLabel, ...(others.length ? [withLabel] : [])));
  explorer.append(
    legend, readout,
    element("details", {}, element("summary", {}, words.table), element("div", { class: "scroll", tabindex: "0" }, table)), button);
  const withValues = data.entities.filter(({ name }) => Object.keys(data.values[name] ?? {}).length);
  offer(entityList, withValues.map((entity) => [entity.name, nameOf(entity)]), "all");
  offer(bandList, [["all", "50%, 80%, 90%"], ["b50", "50%"], ["b80", "80%"], ["b90", "90%"], ["none", words.median_only]]);
  offer(withList, [["", words.alone],
    ...others.flatMap(({ label }, i) => [[`both ${i}`, label], [`difference ${i}`, `${words.difference}: ${label}`]])], "");
  update("entity");
})();

// Paper has no folds: what is marked opens for printing.
addEventListener("beforeprint", () => document.querySelectorAll("details.printed").forEach((part) => { part.open = true; }));
