// The wall of a workshop: shows what is released, turns its pages, follows the phase.
// Notes are texts, never markup: everything is set by textContent.
import { connect } from "./live.js";

const TURN = 20000, MOST = 12, PATIENCE = 2000, ACROSS = 3;
const LARGEST = 4; // of the types 0 to 4 in boards.css; type 0 is what the last row can still read
const REST = 60000; // how long a page stays to which whoever leads has turned
const wall = document.getElementById("main");
const words = JSON.parse(wall.dataset.words), places = JSON.parse(wall.dataset.places);
const own = wall.dataset.language.split("-")[0];
const at = (id) => document.getElementById(id);
const sheet = at("sheet"), alone = at("alone"), lobby = at("lobby"), blank = at("blank");
const notes = new Map(), clusters = new Map();
const turned = { pages: [], page: 0, by: 0, since: Date.now(), fresh: "", held: false, big: false, dark: false };
let present, joined = 0; // who is connected now; until the line has counted, who ever joined
let board = {}, columns = [], ranking = [], skew = 0, lost, seen = "";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// As replaceChildren, which browsers older than Chrome 86 lack.
function fresh(place, ...things) {
  place.textContent = "";
  place.append(...things);
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

function titled(column) {
  const texts = column.texts || {};
  return texts[wall.dataset.language] || texts[own] || texts.de || Object.values(texts)[0] || { title: "" };
}

function say(made, text, language) {
  made.textContent = text;
  made.dir = "auto";
  if (language) made.lang = language;
  return made;
}

const colourOf = (key) => (columns.find((column) => column.key === key) || {}).colour;

function paper(note, heading) {
  const made = element("div", "paper");
  if (note.id) made.dataset.note = note.id;
  made.dataset.colour = colourOf(note.column) || "";
  if (heading) made.append(element("p", "of", heading));
  made.append(say(element("p", "words"), note.text, note.lang));
  const other = (note.translations || []).find((item) => item.lang === own && item.lang !== note.lang);
  if (other) made.append(say(element("p", "words also"), other.text, other.lang));
  return made;
}

function dots(number) {
  const made = element("p", "dots");
  for (let n = 0; n < Math.min(number, 10); n++) made.append(element("i"), " ");
  made.append(element("b", "", ` ${number}`));
  return made;
}

// What one page may hold: cells side by side, each with a head and a queue of things to show.
const loose = () => [...notes.values()].filter((note) => !note.parent && !note.merged);
const newest = (list) => list.sort((one, other) => other.order - one.order);

// A theme hangs together, in its own column or else in that of most of its notes.
function homes() {
  const found = new Map();
  for (const cluster of clusters.values()) {
    const number = {};
    for (const note of loose()) if (note.cluster === cluster.id) number[note.column] = (number[note.column] || 0) + 1;
    const most = columns.map((column) => column.key).sort((one, other) => (number[other] || 0) - (number[one] || 0))[0];
    found.set(cluster.id, cluster.column || most);
  }
  return found;
}

function ofColumn(column, home) {
  const inside = newest(loose().filter((note) => (home.get(note.cluster) || note.column) === column.key));
  const grouped = [...clusters.values()].filter((cluster) => home.get(cluster.id) === column.key);
  const queue = [];
  for (const cluster of grouped.sort((one, other) => one.position - other.position)) {
    queue.push(() => element("h3", "", cluster.title));
    queue.push(...inside.filter((note) => note.cluster === cluster.id).map((note) => () => paper(note)));
  }
  queue.push(...inside.filter((note) => !clusters.has(note.cluster)).map((note) => () => paper(note)));
  return { head: titled(column).title, number: inside.length, colour: column.colour, queue };
}

// A matrix has a row for each place that a note names, its columns side by side; a row is a page.
function rows() {
  const name = (place) => places[place] || words.elsewhere;
  const named = [...new Set(loose().map((note) => note.place || ""))];
  named.sort((one, other) => !one - !other || name(one).localeCompare(name(other)));
  return named.map((place) => [name(place), columns.map((column) => {
    const inside = newest(loose().filter((note) => note.column === column.key && (note.place || "") === place));
    return { head: titled(column).title, number: inside.length, colour: column.colour, queue: inside.map((note) => () => paper(note)) };
  })]);
}

// What people vote on (boards/voting/targets.py): groups first, then notes that belong to none.
const things = () => [
  ...[...clusters.values()].map((cluster) => ({ ...cluster, text: cluster.title })),
  ...newest(loose().filter((note) => !note.cluster)),
];
// What weighs most comes ranked (boards/voting/ranking.py); here it is only drawn.
const ranked = () => ranking.map((each) => [clusters.get(each.id) || notes.get(each.id), each.rank]).filter(([thing]) => thing);

const sum = (counts) => Object.values(counts).reduce((all, one) => all + one, 0);
const mean = (ratings) => Object.entries(ratings).reduce((all, [stars, n]) => all + stars * n, 0) / (sum(ratings) || 1);

function result(thing, place) {
  const made = paper({ ...thing, text: `${place}. ${thing.title || thing.text}`, translations: thing.title ? [] : thing.translations });
  if (board.vote_kind === "statements" && thing.opinions) {
    const { agree = 0, disagree = 0, pass = 0 } = thing.opinions;
    made.append(bars(agree, pass, disagree), element("p", "of", fill(words.opinions, { agree, disagree, pass })));
  } else if (board.vote_kind === "rating" && thing.ratings) made.append(element("p", "of", fill(words.mean, { n: mean(thing.ratings).toFixed(1).replace(".", words.point), all: sum(thing.ratings) })));
  else if (board.vote_kind === "dots") made.append(dots(thing.dots || 0)); // hands stand beside, never in it
  if (thing.hands) made.append(element("p", "of", fill(words.hands, { n: sum(thing.hands) })));
  return made;
}

function bars(...parts) {
  const all = parts.reduce((one, other) => one + other, 0) || 1;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "bars flip"); svg.setAttribute("viewBox", "0 0 100 8");
  svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("aria-hidden", "true");
  let x = 0;
  ["agree", "pass", "disagree"].forEach((name, number) => {
    const bar = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    const width = 100 * parts[number] / all;
    bar.setAttribute("class", name); bar.setAttribute("x", x); bar.setAttribute("width", width); bar.setAttribute("height", 8);
    x += width;
  });
  return svg;
}

function cells() {
  if (board.phase === "vote") {
    return [{ head: words.voting, queue: things().map((target) => () => paper(target)), spread: ACROSS }];
  }
  if (board.phase === "results" || board.phase === "closed") {
    return [{ head: words.result, queue: ranked().map(([thing, rank]) => () => result(thing, rank)), spread: 2 }];
  }
  if (board.layout === "wall") return [{ head: "", queue: newest(loose()).map((note) => () => paper(note, titled(columns.find((c) => c.key === note.column) || {}).title)), spread: ACROSS }];
  const home = homes();
  return columns.map((column) => ofColumn(column, home));
}

function section(cell, head) {
  const made = element("section");
  if (cell.colour) made.dataset.colour = cell.colour;
  if (head) {
    const title = made.appendChild(element("h2", "", head + " "));
    if (cell.number !== undefined) title.append(element("bdi", "", cell.number));
  }
  return made;
}

const over = (made) => made.scrollHeight > made.clientHeight + 1;

// Fills a section with as many whole things as fit, at most `most`; what fits in no empty section
// at all goes to `wide`. True when something went in.
function pour(made, queue, most, wide) {
  let n = 0;
  while (queue.length && n < most) {
    const piece = made.appendChild(queue[0]());
    if (over(made)) {
      piece.remove();
      if (n) break;
      wide.push(queue.shift());
      continue;
    }
    queue.shift();
    n += piece.tagName === "DIV" ? 1 : 0;
  }
  const last = made.lastElementChild;
  if (last && last.tagName === "H3") { last.remove(); queue.unshift(() => last); return n > 0; }
  return n > 0;
}

function page(head) {
  const made = element("div", "turned");
  if (head) made.append(element("h2", "", head));
  const row = made.appendChild(element("div", "row"));
  fresh(sheet, made);
  return [made, row];
}

function group(list, head) {
  const pages = [], wide = [];
  // Columns in which nothing hangs leave their places to the others.
  const most = Math.floor(MOST / Math.max(1, list.filter((cell) => cell.queue.length).length));
  while (list.some((cell) => cell.queue.length) || !pages.length) {
    const [made, row] = page(head);
    const sections = list.map((cell) => row.appendChild(section(cell, cell.head)));
    const went = list.filter((cell, n) => pour(sections[n], cell.queue, most, wide)).length;
    if (!went && pages.length) break;
    if (went || !wide.length) pages.push(made);
    if (!went) break;
  }
  for (const piece of wide) {
    const [made, row] = page(head);
    const alone = row.appendChild(element("section"));
    alone.append(shrunk(piece(), alone));
    made.dataset.wide = "1";
    pages.push(made);
  }
  return pages;
}

// The largest type at which something fits its place, never smaller than the wall's own.
function shrunk(piece, box) {
  box.append(piece);
  for (const size of ["xl", "l", "m"]) {
    piece.classList.remove("xl", "l", "m");
    piece.classList.add(size);
    if (!over(box)) break;
  }
  return piece;
}

// Few notes hang in large type, many in smaller: the largest that needs no more pages than the
// smallest does, and what whoever leads adds to that from the tablet.
function fitted() {
  const laid = (size) => { sheet.dataset.size = size; return paginate(); };
  const cost = (pages) => pages.length + pages.filter((page) => page.dataset.wide).length;
  const least = cost(laid(0));
  let size = things().length <= ACROSS * MOST ? LARGEST : 0;
  while (size > 0 && cost(laid(size)) > least) size -= 1;
  return laid(Math.max(0, Math.min(LARGEST, size + ((board.wall || {}).size || 0))));
}

function paginate() {
  const pages = [];
  const across = (list, head) => {
    for (let n = 0; n < list.length; n += ACROSS) pages.push(...group(list.slice(n, n + ACROSS), head));
  };
  if (board.layout === "matrix" && !["vote", "results", "closed"].includes(board.phase)) {
    rows().forEach(([place, list]) => across(list, place));
    return pages;
  }
  const all = cells();
  if (all.length === 1 && all[0].spread) {
    const [one] = all;
    return group(Array.from({ length: one.spread }, () => ({ queue: one.queue })), one.head);
  }
  across(all);
  return pages;
}

function show() {
  const page = turned.pages[turned.page];
  fresh(sheet, ...(page ? [page] : []));
  at("pages").textContent = turned.pages.length > 1 ? fill(turned.held ? words.held : words.page, { n: turned.page + 1, all: turned.pages.length }) : "";
}

// The notes of a theme below its title, and how many more there are than fit.
function together(list) {
  const shown = [];
  for (const note of list) {
    shown.push(alone.appendChild(paper(note)));
    if (!over(alone)) continue;
    const more = element("p", "of");
    do {
      shown.pop().remove();
      more.textContent = fill(words.more, { n: list.length - shown.length });
      alone.append(more);
    } while (over(alone) && shown.length);
    return;
  }
}

// A new note comes to the page that is shown, unless somebody holds the page.
function turnToNew() {
  const at = turned.fresh && !turned.held ? turned.pages.findIndex((page) => page.querySelector(`[data-note="${turned.fresh}"]`)) : -1;
  if (at >= 0) { turned.page = at; turned.since = Date.now(); }
  turned.fresh = "";
}

function draw() {
  const spot = ["cluster", "discuss"].includes(board.phase) && board.spotlight && (notes.get(board.spotlight) || clusters.get(board.spotlight));
  const empty = !loose().length && board.phase === "collect";
  const first = turned.big || empty;
  sheet.hidden = first || Boolean(spot); lobby.hidden = !first; alone.hidden = first || !spot;
  at("way").classList.toggle("aside", first);
  blank.hidden = !(board.dark || turned.dark);
  at("phase").textContent = words.phases[board.phase] || "";
  counts();
  if (spot) {
    const of = titled(columns.find((column) => column.key === spot.column) || {}).title;
    fresh(alone);
    shrunk(paper({ ...spot, text: spot.title || spot.text }, of), alone);
    if (spot.title) together(loose().filter((one) => one.cluster === spot.id));
  } else if (!first) {
    turned.pages = fitted();
    turned.page = Math.min(turned.page, Math.max(turned.pages.length - 1, 0));
    turnToNew();
    show();
    if (turned.by) turn(turned.by);
  }
  if (turned.by) turned.since = Date.now() + REST - TURN;
  turned.by = 0;
}

function counts() {
  const known = Object.assign({ voted: 0 }, board.counts, { people: present === undefined ? joined : present });
  at("counts").textContent = fill(board.phase === "collect" ? words.counts : board.phase === "vote" ? words.voted : words.few, known);
}

function turn(by) {
  if (turned.pages.length < 2 || sheet.hidden) return;
  const all = turned.pages.length;
  turned.page = (((turned.page + by) % all) + all) % all;
  show();
}

function merge(map, list) {
  for (const thing of list || []) {
    if (thing.gone) map.delete(thing.id);
    else map.set(thing.id, { ...thing, order: map.has(thing.id) ? map.get(thing.id).order : ++merge.order });
  }
}
merge.order = 0;

function take(change) {
  skew = change.now - Date.now();
  const opened = board.phase !== change.board.phase;
  if (board.wall && change.board.wall) turned.by += change.board.wall.turns - board.wall.turns;
  if (board.epoch !== undefined && board.epoch !== change.board.epoch) { location.reload(); return; } // the rehearsal is over
  board = change.board;
  joined = change.board.counts.people;
  columns = change.columns || columns;
  ranking = change.ranking || ranking;
  const come = seen && board.phase === "collect" ? (change.notes || []).filter((note) => !note.gone && !note.parent && !notes.has(note.id)) : [];
  if (come.length) turned.fresh = come[come.length - 1].id;
  merge(notes, change.notes); merge(clusters, change.clusters);
  if (opened) turned.page = 0;
  const state = JSON.stringify([change.notes, change.clusters, change.columns, change.ranking, board.phase, board.spotlight, board.dark, board.layout, board.wall]);
  if (state !== seen) { seen = state; soon(); } else counts();
}

// Laying a full board out takes a moment: it is done a fifth of the time at most.
function soon() {
  clearTimeout(soon.wait);
  soon.wait = setTimeout(() => {
    const begun = Date.now();
    draw();
    soon.rest = Date.now() + 4 * (Date.now() - begun);
  }, Math.max(0, (soon.rest || 0) - Date.now()));
}

function tick() {
  const left = board.ends ? Math.max(0, Math.round((board.ends - Date.now() - skew) / 1000)) : null;
  const two = (number) => String(number).padStart(2, "0");
  at("left").textContent = left === null ? (board.frozen ? words.frozen : "") : `${two(Math.floor(left / 60))}:${two(left % 60)}`;
}

const acts = {
  " ": () => { turned.held = !turned.held; show(); return turned.held; },
  ArrowRight: () => turn(1),
  ArrowLeft: () => turn(-1),
  q: () => { turned.big = !turned.big; draw(); return turned.big; },
  t: () => { const dark = wall.dataset.theme !== "dark"; wall.dataset.theme = dark ? "dark" : "light"; return dark; },
  d: () => { turned.dark = !turned.dark; draw(); return turned.dark; },
};

function act(key) {
  const pressed = acts[key]();
  const button = document.querySelector(`[data-key="${key}"]`);
  if (button && pressed !== undefined) button.setAttribute("aria-pressed", pressed);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !acts[event.key]) return;
  if (event.key === " " && event.target.closest("button")) return;
  event.preventDefault();
  act(event.key);
});
for (const button of document.querySelectorAll("[data-key]")) button.addEventListener("click", () => act(button.dataset.key));
addEventListener("resize", () => { clearTimeout(draw.wait); draw.wait = setTimeout(draw, 200); });
setInterval(() => { if (!turned.held && Date.now() - turned.since >= TURN) { turned.since = Date.now(); turn(1); } }, 1000);
setInterval(tick, 500);
connect({
  address: wall.dataset.live, board: wall.dataset.board, since: 0, as: "wall", onChange: take,
  onPeople: (people) => { present = people; if (board.counts) counts(); },
  onEnd: () => location.reload(),
  onState: (up) => {
    clearTimeout(lost);
    if (up) at("broken").hidden = true; else lost = setTimeout(() => { at("broken").hidden = false; }, PATIENCE);
  },
});
