// The board on a phone. Every page works without this; with it a note outlives a lost network,
// states change by themselves, and a field that somebody types in is never touched.
// Notes are texts, never markup: everything is set by textContent.
import { connect } from "./live.js";
import { object, outbox, post, uuid } from "./outbox.js";
import { voting } from "./vote.js";

const at = (id) => document.getElementById(id);
const page = at("board");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const fresh = (place, ...things) => { place.textContent = ""; place.append(...things); };
const attempt = (act) => { try { return act(); } catch (_) { return undefined; } };

function forget(event) {
  attempt(() => {
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store)) if (key.includes(`:${event}:`) || key.startsWith(`draft:${event}:`)) store.removeItem(key);
    }
  });
}

for (const form of document.querySelectorAll("[data-clears]")) {
  const event = form.dataset.clears;
  const waiting = attempt(() => Object.keys(localStorage).some((key) => key.startsWith(`outbox:${event}:`)));
  if (waiting && at("unsent")) at("unsent").hidden = false;
  form.addEventListener("submit", () => forget(event));
}

if (page) start();

function start() {
  const words = JSON.parse(page.dataset.words);
  const who = `${page.dataset.event}:${page.dataset.person}`;
  const token = (document.querySelector('input[name="form_token"]') || {}).value || page.dataset.token;
  const said = at("said"), news = at("news");
  const form = at("write"), text = at("text"), list = at("own-list");
  const draft = `draft:${who}:${page.dataset.board}`;
  let skew = Number(page.dataset.now) - Date.now(), ends = Number(page.dataset.ends) || null;
  let phase = page.dataset.phase, leaving = false, wait;

  const say = (sentence) => { said.textContent = ""; setTimeout(() => { said.textContent = sentence; }, 50); };
  const typing = () => Boolean(text && text.value.trim());

  // ---- own notes
  const states = new Map();
  const box = outbox({ name: who, headers: () => ({ "X-Form-Token": token }), onState: settled });

  function settled(letter, state, answer) {
    const fields = object(letter.fields);
    if (!letter.to.endsWith("/notes") || fields.board !== page.dataset.board) return;
    if (state === "saved") {
      states.delete(letter.id);
      const note = answer.note || {};
      draw({ id: letter.id, text: note.text || fields.text, lang: fields.language, state: note.state, key: note.state, column: fields.column, fresh: true });
      say(words.sent);
      refresh();
      return;
    }
    const seen = states.get(letter.id);
    const key = state === "failed" ? (letter.code === "phase_over" ? "over" : "failed") : seen === undefined && navigator.onLine !== false ? "sending" : "offline";
    states.set(letter.id, key);
    draw({ id: letter.id, text: fields.text, lang: fields.language, key, column: fields.column, problem: state === "failed" && key === "failed" ? letter.problem : "", letter, code: letter.code });
    if (key !== "sending" && key !== seen) say(words.states[key]);
  }

  function columnOf(key) {
    const input = [...document.querySelectorAll('input[name="column"]')].find((one) => one.value === key);
    const label = input && document.querySelector(`label[for="${input.id}"]`);
    return { title: label ? label.textContent : "", colour: label ? label.dataset.colour : "" };
  }

  function draw(note) {
    if (!list) return;
    const before = list.querySelector(`[data-note="${note.id}"]`);
    const item = before || at("own-note").content.firstElementChild.cloneNode(true);
    item.dataset.note = note.id;
    const of = note.title === undefined ? columnOf(note.column) : note;
    const part = (name) => item.querySelector(name);
    if (of.title) { part(".of").textContent = of.title; part(".paper").dataset.colour = of.colour; }
    const body = part(".words");
    body.textContent = note.text;
    if (note.lang) body.lang = note.lang;
    state(part(".noted"), note.symbol || words.symbols[note.key], note.said || note.problem || words.states[note.key], note.state || note.key);
    place(part(".fits"), note);
    acts(item, note);
    if (!before) list.prepend(item);
    count();
  }

  function state(line, symbol, told, name) {
    line.className = `noted ${name}`;
    const drawn = document.querySelector(`template[data-symbol="${symbol}"]`);
    fresh(line, ...(drawn ? drawn.content.cloneNode(true).children : []));
    const span = line.querySelector("span") || line.appendChild(document.createElement("span"));
    span.textContent = told;
  }

  // Where it lies while notes are grouped, and the way to say that it fits elsewhere.
  function place(line, note) {
    if (!line) return;
    const link = line.querySelector("a");
    line.hidden = !note.lies && !note.elsewhere;
    line.firstElementChild.textContent = note.lies || "";
    link.hidden = !note.elsewhere;
    if (note.elsewhere) { link.href = note.elsewhere; link.firstElementChild.textContent = `: ${note.text}`; }
  }

  function acts(item, note) {
    const button = (name) => item.querySelector(`[data-act="${name}"]`);
    const unsent = ["over", "failed", "offline"].includes(note.key);
    for (const name of ["edit", "delete"]) {
      const link = button(name);
      if (!link) continue;
      link.hidden = !(note.open && note[name]);
      if (note[name]) link.href = note[name];
      const hidden = link.querySelector("span");
      if (hidden && !link.hidden) hidden.textContent = `: ${note.text}`;
    }
    const set = (name, shown, act) => { const one = button(name); if (one) { one.hidden = !shown; one.onclick = act; } };
    set("again", unsent && note.key !== "offline", () => { states.delete(note.id); box.again(note.id); });
    set("back", unsent && text, () => { box.drop(note.id); item.remove(); text.value = note.text; grow(); count(); text.focus(); });
    set("drop", unsent, () => { box.drop(note.id); item.remove(); count(); at("own-head").focus(); });
  }

  function count() {
    const number = list.children.length;
    at("own-number").textContent = `(${number})`;
    at("own-none").hidden = number > 0;
    at("own").hidden = false;
  }

  async function refresh() {
    if (!list) return;
    const answer = await fetch(page.dataset.own, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const { notes } = await answer.json();
    const here = new Set(notes.map((note) => note.id));
    for (const item of [...list.children]) if (!here.has(item.dataset.note) && !states.has(item.dataset.note)) item.remove();
    for (const note of notes.reverse()) {
      const item = list.querySelector(`[data-note="${note.id}"]`);
      if (item && item.contains(document.activeElement) && item.dataset.shown === JSON.stringify(note)) continue;
      draw(note);
      list.querySelector(`[data-note="${note.id}"]`).dataset.shown = JSON.stringify(note);
    }
    count();
  }

  // ---- writing
  function grow() {
    const left = Number(text.dataset.limit) - [...text.value].length;
    const line = at("count");
    line.textContent = left < 0 ? fill(words.long, { n: -left }) : fill(words.left, { n: left });
    line.className = left < 0 ? "over" : "";
    text.rows = Math.min(10, Math.max(3, text.value.split("\n").length, Math.ceil(text.value.length / 32)));
    attempt(() => (text.value ? sessionStorage.setItem(draft, text.value) : sessionStorage.removeItem(draft)));
  }

  function write(event) {
    event.preventDefault();
    const left = Number(text.dataset.limit) - [...text.value.trim()].length;
    if (!text.value.trim()) { say(words.empty); text.focus(); return; }
    if (left < 0) { say(fill(words.long, { n: -left })); text.focus(); return; }
    submit();
    text.focus();
  }

  function submit() {
    const data = new FormData(form);
    const fields = object([...data].filter(([name]) => name !== "form_token" && name !== "id"));
    box.send(form.action, Object.assign(fields, { id: data.get("id"), board: page.dataset.board }), data.get("id"));
    form.elements.id.value = uuid();
    text.value = "";
    grow();
  }

  if (form) {
    if (!text.value) text.value = attempt(() => sessionStorage.getItem(draft)) || "";
    form.addEventListener("submit", write);
    text.addEventListener("input", grow);
    grow();
    setInterval(() => { if (document.activeElement === text && text.value.length > 200) at("text-left").textContent = at("count").textContent; }, 5000);
  }

  // ---- voting
  const vote = voting({
    page, words, at, renew, name: `${who}:${page.dataset.board}`, headers: () => ({ "X-Form-Token": token }),
    state: (line, key, told) => state(line, words.symbols[key], told, key),
    unsaved(problem, drop) {
      const line = document.createElement("p"), button = document.createElement("button");
      line.textContent = problem;
      button.type = "button"; button.className = "button second wide"; button.textContent = words.understood;
      button.addEventListener("click", () => { drop(); news.hidden = true; });
      news.className = "notice warn"; news.hidden = false;
      fresh(news, line, button);
      say(problem);
    },
  });

  // ---- what others wrote
  const others = at("others");
  let heard = [];

  function other(note) {
    const item = others.querySelector(`[data-note="${note.id}"]`);
    if (note.gone || note.merged) { if (item) item.remove(); return; }
    if (note.parent) { reply(note, item); return; }
    if ((list && list.querySelector(`[data-note="${note.id}"]`)) || (others.dataset.column && note.column !== others.dataset.column)) return;
    if (others.dataset.mine.includes(note.id)) return;
    const made = item || at("other-note").content.firstElementChild.cloneNode(true);
    read(made.querySelector(".paper"), note);
    for (const sign of made.querySelectorAll(".sign")) {
      const number = (note.reactions || {})[sign.value] || 0;
      (sign.querySelector("bdi") || sign.appendChild(document.createElement("bdi"))).textContent = number || "";
    }
    if (item) return;
    made.dataset.note = note.id; made.id = `n-${note.id}`;
    const of = JSON.parse(others.dataset.columns)[note.column] || {};
    made.querySelector(".of").textContent = of.title || "";
    made.querySelector(".paper").dataset.colour = of.colour || "";
    for (const link of made.querySelectorAll("[data-path]")) link.setAttribute(link.tagName === "A" ? "href" : "action", link.dataset.path.replace("00000000-0000-0000-0000-000000000000", note.id));
    others.prepend(made);
    at("others-none").hidden = true;
    hear(note.text);
  }

  function hear(text) {
    heard.push(text);
    clearTimeout(wait);
    wait = setTimeout(() => { say(`${words.new} ${heard.slice(-3).join(" · ")}`); heard = []; }, 2000);
  }

  // A note's words, and below them the translations that its reader may want.
  function read(place, note) {
    const body = place.querySelector(".words");
    if (body.textContent !== note.text) body.textContent = note.text;
    if (note.lang) body.lang = note.lang;
    for (const old of place.querySelectorAll(":scope > .also")) old.remove();
    for (const item of [...(note.translations || [])].reverse()) {
      if (!words.readings[item.lang] || item.lang.split("-")[0] === note.lang) continue;
      const line = document.createElement("p"), name = document.createElement("small");
      line.className = "words also"; line.dir = "auto"; line.lang = item.lang;
      name.textContent = words.readings[item.lang];
      line.append(name, item.text);
      body.after(line);
    }
  }

  function reply(note, known) {
    const paper = others.querySelector(`[data-note="${note.parent}"] > .paper`);
    if (!paper) return;
    const made = known || paper.appendChild(at("other-reply").content.firstElementChild.cloneNode(true));
    made.dataset.note = note.id;
    read(made, note);
    if (!known) hear(note.text);
  }

  if (others) others.addEventListener("submit", async (event) => {
    const sign = event.submitter || document.activeElement;
    if (!sign || !sign.classList.contains("sign")) return;
    event.preventDefault();
    const pressed = sign.getAttribute("aria-pressed") !== "true";
    sign.setAttribute("aria-pressed", pressed);
    const answer = await post(event.target.action, { kind: sign.value }, { "X-Form-Token": token }, (told) => typeof told.seq === "number");
    if (answer && answer.ok) return;
    sign.setAttribute("aria-pressed", !pressed);
    say((answer && answer.told.problem) || words.states.failed);
  });

  // ---- what happens in the room
  function take(change) {
    if (String(change.board.epoch) !== page.dataset.epoch) { location.reload(); return; } // the rehearsal is over
    skew = change.now - Date.now();
    ends = change.board.ends;
    if (others) for (const note of change.notes || []) other(note);
    const own = list && (change.notes || []).some((note) => list.querySelector(`[data-note="${note.id}"]`));
    if (own) setTimeout(refresh, Math.random() * 500);
    const hides = change.board.others_hidden ? "1" : "";
    const frozen = change.board.frozen ? "1" : "";
    const spot = change.board.spotlight || "";
    const column = Boolean(change.columns) && Number(page.dataset.since) > 0;
    if (change.board.phase !== phase || frozen !== page.dataset.frozen || (others && hides !== page.dataset.hides) || column) { moved(change.board); return; }
    const things = [...(change.notes || []), ...(change.clusters || [])];
    vote.leave(new Set(things.filter((thing) => thing.gone || thing.merged).map((thing) => thing.id)));
    const released = String(change.board.released || "") !== page.dataset.released; // a summary can be read
    if (released || touches(things) || spot !== page.dataset.spotlight || (change.outcomes || []).length) renew();
  }

  // Whether what changed stands in this page: while notes are grouped only what is put before all.
  function touches(things) {
    if (["vote", "results", "closed"].includes(phase)) return things.length > 0;
    const spot = page.dataset.spotlight, shown = at("spotlight");
    return Boolean(spot && shown) && things.some((thing) => thing.id === spot || thing.cluster === spot || shown.querySelector(`[data-note="${thing.id}"]`));
  }

  // Lays the middle of the page anew, where nobody types; phones ask one after the other.
  function renew(again = 0) {
    if (renew.wait || leaving || !at("doing") || phase === "collect") return;
    renew.wait = setTimeout(async () => {
      renew.wait = 0;
      const answer = await fetch(location.href.split("#")[0], { headers: { Accept: "text/html" } }).catch(() => null);
      const came = answer && answer.ok && new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html").getElementById("board");
      if (!came || came.dataset.board !== page.dataset.board) { renew(3000); return; } // no network, or a hall's own page
      if (came.dataset.phase === phase) lay(came); else location.reload();
    }, again + 100 + Math.random() * 1400);
  }

  function lay(came) {
    const was = document.activeElement, kept = was && at("doing").contains(was) ? [was.id, was.name, was.value] : null;
    at("doing").replaceWith(document.importNode(came.querySelector("#doing"), true));
    for (const name of ["spotlight", "released"]) page.dataset[name] = came.dataset[name];
    vote.apply();
    if (kept) for (const one of at("doing").querySelectorAll("button, input")) if (one.id === kept[0] && one.name === kept[1] && one.value === kept[2]) one.focus();
    if (at("gone")) say(at("gone").textContent);
  }

  function moved(board) {
    const name = words.phases[board.phase];
    const turned = board.phase !== phase;
    if (page.dataset.frozen && !board.frozen) for (const letter of box.all()) if (letter.code === "frozen") box.again(letter.id);
    if (!typing()) { again(turned ? fill(words.changed, { phase: name }) : ""); return; }
    page.dataset.frozen = board.frozen ? "1" : "";
    if (!turned) { if (board.frozen) say(words.paused); return; }
    phase = board.phase;
    at("phase").textContent = name;
    const line = document.createElement("p"), button = document.createElement("button");
    line.textContent = `${fill(words.changed, { phase: name })}. ${words.typing}`;
    button.type = "button"; button.className = "button wide"; button.textContent = fill(words.go, { phase: name });
    button.addEventListener("click", () => { if (typing()) submit(); again(""); });
    news.className = "notice info"; news.hidden = false;
    fresh(news, line, button);
    say(line.textContent);
  }

  // All phones hear of a new phase at once: they ask for its page one after the other.
  function again(sentence) {
    if (leaving) return;
    leaving = true;
    if (sentence) attempt(() => sessionStorage.setItem(`said:${who}:`, sentence));
    setTimeout(() => { if (typing() && at("write")) { leaving = false; return; } location.reload(); }, 200 + Math.random() * 1300);
  }

  // Who is connected now: the line counts it, the page cannot know.
  function people(number) { at("people").textContent = number; at("present").hidden = false; }

  function tick() {
    if (!ends) { at("left").textContent = ""; return; }
    const seconds = Math.round((ends - Date.now() - skew) / 1000);
    at("left").textContent = seconds <= 0 ? words.over : seconds < 60 ? fill(words.seconds, { n: seconds }) : fill(words.minutes, { n: Math.ceil(seconds / 60) });
  }

  const told = attempt(() => sessionStorage.getItem(`said:${who}:`));
  if (told) { say(told); attempt(() => sessionStorage.removeItem(`said:${who}:`)); }
  setInterval(tick, 1000);
  tick();
  setInterval(() => { if (list && list.querySelector(".noted.waiting, .noted.busy")) refresh(); }, 60000);
  connect({ address: page.dataset.live, board: page.dataset.board, since: Number(page.dataset.since), as: "participant", onChange: take, onPeople: people, onEnd: () => location.reload() });
}
