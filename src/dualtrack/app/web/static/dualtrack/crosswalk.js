/* What the script adds to the matrix: narrowing without asking the server, the arrow keys, a line that says what a
   cell holds. The rules of narrowing are those of domain/frameworks/narrowing.py; a journey compares the two. */
"use strict";
(() => {
  const held = JSON.parse(document.getElementById("matrix-data").textContent);
  const reaches = JSON.parse(document.getElementById("matrix-reaches").textContent);
  const form = document.getElementById("narrow");
  const matrix = document.getElementById("matrix");
  const { rows, columns, words } = held;
  const CELL = 11;
  const KEPT = ["rows", "columns", "view", "as_of"];  // what is no narrowing
  const INVERSES = { "subset-of": "superset-of", "superset-of": "subset-of" };
  const REACHES = ["both", "apart", "one", "none"];
  const pairs = held.pairs.map(([row, column, relation, strength, standing, deltas], place) => ({
    row, column, strength,
    relation: held.relations[relation],
    standing: held.standings[standing],
    deltas: deltas.map((delta) => held.deltas[delta]),
    reach: REACHES[reaches[place]],
  }));
  const width = columns.length;
  const listed = new Map(pairs.map((pair, place) => [pair.row * width + pair.column, place]));
  const closedRows = new Set(held.closedRows);
  const closedColumns = new Set(held.closedColumns);
  const standingOf = (row, column) => {
    const place = listed.get(row * width + column);
    if (place !== undefined) return pairs[place].standing;
    return closedRows.has(row) || closedColumns.has(column) ? "no-relationship" : "not-reviewed";
  };

  /* Narrowing */
  const texts = (side) => side.map(([id, title]) => `${id} ${title}`.toLowerCase());
  const rowTexts = texts(rows), columnTexts = texts(columns);
  const partOf = (side, wanted) => {
    const part = held.parts.indexOf(wanted);
    return side.map(([, , parts]) => wanted === "" || parts.includes(part));
  };
  const asked = () => {
    const given = Object.fromEntries(new FormData(form));
    return {
      relation: given.relation || "", least: Number(given.strength || 0), standing: given.standing || "",
      delta: given.delta || "", reach: given.serving || "",
      words: (given.q || "").toLowerCase().split(/\s+/).filter(Boolean),
      any: [...new FormData(form)].some(([name, value]) => value && !KEPT.includes(name)),
      inRows: partOf(rows, given[`in_${held.frameworks[0]}`] || ""),
      inColumns: partOf(columns, given[`in_${held.frameworks[1]}`] || ""),
    };
  };
  const within = (want, row, column) => want.inRows[row] && want.inColumns[column]
    && want.words.every((word) => rowTexts[row].includes(word) || columnTexts[column].includes(word));
  const has = (want, pair) => (!want.relation || pair.relation === want.relation)
    && pair.strength >= want.least
    && (!want.standing || pair.standing === want.standing)
    && (!want.delta || (want.delta === "any" ? pair.deltas.length > 0 : pair.deltas.includes(want.delta)))
    && (!want.reach || pair.reach === want.reach);
  const unlisted = (want) => {
    if (want.standing !== "not-reviewed" && want.standing !== "no-relationship") return null;
    const found = [];
    let all = 0;
    const aboutPairs = want.relation || want.least || want.delta || want.reach;
    for (let row = 0; row < rows.length; row += 1) {
      for (let column = 0; column < width; column += 1) {
        if (standingOf(row, column) !== want.standing) continue;
        all += 1;
        const place = listed.get(row * width + column);
        const fits = place === undefined ? !aboutPairs : has(want, pairs[place]);
        if (fits && within(want, row, column)) found.push([row, column]);
      }
    }
    return { found, all };
  };
  const runs = (places) => {
    const parts = [];
    let end = -1, line = -1, open = false;
    for (const [row, column] of places) {
      const x = columns[column][3];
      if (row !== line || x !== end + 1) {
        if (open) parts.push(`H${end}`);
        parts.push(`M${x} ${rows[row][3] + CELL / 2}`);
        line = row;
        open = true;
      }
      end = x + CELL;
    }
    if (open) parts.push(`H${end}`);
    return parts.join("");
  };

  const cells = matrix ? [...document.querySelectorAll("#cells > a")] : [];
  const lines = [...document.querySelectorAll("#pairs > tr")];
  const labels = (kind) => (matrix ? [...matrix.querySelectorAll(`.${kind} .label`)] : []);
  const rowLabels = labels("rows"), columnLabels = labels("columns");
  const said = document.getElementById("said");
  const narrow = () => {
    const want = asked();
    const shownRows = new Set(), shownColumns = new Set();
    const shown = pairs.map((pair) => has(want, pair) && within(want, pair.row, pair.column));
    pairs.forEach((pair, place) => { if (shown[place]) { shownRows.add(pair.row); shownColumns.add(pair.column); } });
    const pairRows = new Set(shownRows);
    const open = unlisted(want);
    for (const [row, column] of open ? open.found : []) { shownRows.add(row); shownColumns.add(column); }
    cells.forEach((cell, place) => cell.classList.toggle("off", !shown[place]));
    rowLabels.forEach((label, row) => label.classList.toggle("off", want.any && !shownRows.has(row)));
    columnLabels.forEach((label, column) => label.classList.toggle("off", want.any && !shownColumns.has(column)));
    if (matrix) document.getElementById("ground").setAttribute("d", open ? runs(open.found) : "");
    showLines(shown, pairRows);
    const count = open ? open.found.length : shown.filter(Boolean).length;
    said.textContent = said.dataset.words.replace("{n}", count).replace("{of}", open ? open.all : pairs.length);
    keep();
  };
  const showLines = (shown, pairRows) => {
    let place = 0;
    for (const line of lines) {
      if (line.classList.contains("line")) { line.hidden = !shown[place]; place += 1; }
      else line.hidden = !pairRows.has(pairs[place].row);
    }
  };
  /* The address says what is shown, so that it can be kept, sent and turned round. */
  const keep = () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `?${query}`);
    document.getElementById("all").hidden = ![...query.keys()].some((name) => !KEPT.includes(name));
    for (const link of document.querySelectorAll("[data-changes]")) {
      const there = new URLSearchParams(query);
      for (const [name, value] of Object.entries(JSON.parse(link.dataset.changes))) {
        if (value) there.set(name, value); else there.delete(name);
      }
      const turned = there.get("rows") !== held.frameworks[0] && INVERSES[there.get("relation")];
      if (turned) there.set("relation", turned);
      link.href = `?${there}`;
    }
  };
  form.addEventListener("input", (event) => {
    if (["rows", "columns"].includes(event.target.name)) form.requestSubmit(); else narrow();
  });
  form.addEventListener("submit", (event) => {
    if (!["rows", "columns"].includes(document.activeElement.name)) { event.preventDefault(); narrow(); }
  });
  form.querySelector("button").hidden = true;
  if (!matrix) return;

  /* Moving over the cells */
  const svg = matrix.querySelector(".cells"), ring = document.getElementById("ring");
  const bands = { row: document.getElementById("band-row"), column: document.getElementById("band-column") };
  const readout = document.getElementById("readout");
  const scale = svg.getBoundingClientRect().width / svg.querySelector("#band-row").getAttribute("width");
  let here = null;
  const sentence = (row, column) => {
    const a = rows[row][0], b = columns[column][0];
    const fill = (text) => text.replaceAll("{a}", a).replaceAll("{b}", b);
    const titles = ` ${a} ${rows[row][1]}; ${b} ${columns[column][1]}.`;
    const place = listed.get(row * width + column);
    if (place === undefined) {
      return fill(standingOf(row, column) === "not-reviewed" ? words.notReviewed : words.noRelationship) + titles;
    }
    const pair = pairs[place];
    const standing = ["related", "no-relationship"].includes(pair.standing) ? "" : ` (${words.standings[pair.standing]})`;
    return `${fill(words.relations[pair.relation])}${standing} ${words.strength[pair.strength]}${titles}`;
  };
  let marked = [];
  const mark = (row, column) => {
    for (const label of marked) label.classList.remove("at");
    marked = [rowLabels[row], columnLabels[column]];
    for (const label of marked) label.classList.add("at");
    const x = columns[column][3], y = rows[row][3];
    bands.row.setAttribute("y", y - 0.5);
    bands.column.setAttribute("x", x - 0.5);
    for (const band of Object.values(bands)) band.setAttribute("visibility", "visible");
    readout.textContent = sentence(row, column);
  };
  const unmark = () => {
    for (const label of marked) label.classList.remove("at");
    for (const band of Object.values(bands)) band.setAttribute("visibility", "hidden");
  };
  const go = (row, column) => {
    here = [Math.max(0, Math.min(rows.length - 1, row)), Math.max(0, Math.min(width - 1, column))];
    ring.setAttribute("x", columns[here[1]][3] - 1);
    ring.setAttribute("y", rows[here[0]][3] - 1);
    ring.setAttribute("visibility", "visible");
    ring.scrollIntoView({ block: "nearest", inline: "nearest" });
    mark(...here);
  };
  const shownAt = (row, column) => {
    const place = listed.get(row * width + column);
    return place !== undefined && !cells[place].classList.contains("off");
  };
  const leap = (down, across) => {
    let [row, column] = here;
    do { row += down; column += across; } while (row >= 0 && row < rows.length && column >= 0 && column < width && !shownAt(row, column));
    if (shownAt(row, column)) go(row, column);
  };
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] };
  const open = (row, column) => {
    const place = listed.get(row * width + column);
    const id = (side, at) => encodeURIComponent(side[at][0]);
    const blank = held.address.replace("_row_", id(rows, row)).replace("_column_", id(columns, column));
    location.href = place === undefined ? blank : cells[place].href.baseVal;
  };
  matrix.setAttribute("role", "application");
  matrix.addEventListener("focus", () => { if (matrix.matches(":focus-visible")) go(...(here || [0, 0])); });
  matrix.addEventListener("blur", () => { ring.setAttribute("visibility", "hidden"); unmark(); });
  matrix.addEventListener("keydown", (event) => {
    if (event.target !== matrix || event.altKey || event.metaKey) return;
    const [row, column] = here || [0, 0];
    if (event.key in STEPS) {
      const [down, across] = STEPS[event.key];
      if (event.ctrlKey) leap(Math.sign(down), across); else go(row + down, column + across);
    } else if (event.key === "Home") go(event.ctrlKey ? 0 : row, 0);
    else if (event.key === "End") go(event.ctrlKey ? rows.length - 1 : row, width - 1);
    else if (event.key === "Enter") open(row, column);
    else if (event.key === "Escape") document.getElementById("matrix-title").focus();
    else return;
    event.preventDefault();
  });
  const nearest = (side, at) => {
    const found = side.findIndex(([, , , from]) => at >= from && at < from + CELL + 1);
    return found;
  };
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const row = nearest(rows, (event.clientY - box.top) / scale), column = nearest(columns, (event.clientX - box.left) / scale);
    if (row >= 0 && column >= 0) mark(row, column);
  });
  svg.addEventListener("pointerleave", unmark);
})();
