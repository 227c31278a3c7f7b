// The facilitator's page keeps itself fresh and sends its forms without leaving the page.
// Everything works without it; every part is drawn by the server, here it is only laid in anew.
import { connect } from "./live.js";

const run = document.getElementById("run");
const words = JSON.parse(run.dataset.words);
const say = (sentence) => { document.getElementById("said").textContent = sentence; }; // pages are replaced
const busy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select");
// Whether somebody typed or ticked something there that is not sent yet.
const changed = (field) => {
  if (field.matches("select")) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return field.matches("[type=checkbox],[type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
};
const dirty = (part) => [...part.querySelectorAll("input,textarea,select")].some(changed);
const PATIENCE = 12000;
let wanted = 0, waiting = null;

const waits = () => Number((document.querySelector('[data-part="tabs"] .tag') || {}).textContent || 0);

// Who is connected now: the line counts it, the page cannot know.
let present;
function show() {
  for (const item of present === undefined ? [] : document.querySelectorAll("[data-present]")) {
    item.querySelector("bdi").textContent = present;
    item.hidden = false;
  }
}

function lay(page) {
  if (page.getElementById("run").dataset.board !== run.dataset.board) return location.reload(); // another board of the workshop
  const before = waits();
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh || fresh.isEqualNode(part) || busy(part) || dirty(part)) continue;
    if (part.querySelector("details.menu[open]")) continue; // somebody is choosing
    const open = [...part.querySelectorAll("details[open]")].map((d) => [...part.querySelectorAll("details")].indexOf(d));
    const focus = part.contains(document.activeElement) ? document.activeElement.textContent : null;
    while (part.firstChild) part.removeChild(part.firstChild);
    part.append(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    const all = part.querySelectorAll("details");
    open.forEach((n) => all[n] && (all[n].open = true));
    if (focus !== null) [...part.querySelectorAll("button,a,summary")].find((b) => b.textContent === focus)?.focus();
  }
  show();
  if (waits() > before) say(`${words.waiting}: ${waits()}`);
  tell();
}

// Only a page of our own is an answer: a hall's sign-in page says 200, too, but knows no workshop.
const ours = (page) => (page.getElementById("run") || { dataset: {} }).dataset.code === run.dataset.code;
const sheetOf = (page) => page.querySelector("link[rel=stylesheet]")?.getAttribute("href");
const over = (answer, page) => [403, 404].includes(answer.status) && sheetOf(page) === sheetOf(document);
async function read(answer) {
  return new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");
}

async function refresh() {
  const mine = ++wanted;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer || mine !== wanted) return;
  const page = await read(answer);
  if (over(answer, page)) location.reload(); // the link is withdrawn
  else if (ours(page)) lay(page);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 250);
}

// How long the phase still takes, by the server's clock.
let ahead = 0;
function tell() {
  const clock = document.querySelector(".left[data-ends]");
  if (!clock) return;
  const left = Math.max(0, Math.round((Number(clock.dataset.ends) - Date.now() - ahead) / 1000));
  clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

// What was not stored is told where everybody sees it, and stays in its form.
function unsaved(sentence) {
  const line = document.getElementById("unsaved");
  line.hidden = !sentence;
  line.firstElementChild.textContent = sentence;
}

async function send(form) {
  const patience = new AbortController();
  const timeout = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" }, signal: patience.signal });
    const page = await read(answer);
    if (over(answer, page)) location.reload();
    return ours(page) ? { answer, page } : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timeout);
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  const sent = await send(form);
  delete form.dataset.sent;
  if (!sent) { unsaved(words.offline); soon(); return; }
  const { answer, page } = sent;
  if (form.closest(".deck")) { // these buttons stand on every page and lead to none
    const problem = page.querySelector("#unsaved + .notice p");
    unsaved(answer.ok || !problem ? "" : problem.textContent);
    if (answer.ok) say(words.done);
    refresh();
    return;
  }
  const [came, was] = [answer.url, location.href].map((address) => address.split("#")[0]);
  const stays = form.matches("[data-stay]") && came.split("?")[0] === was.split("?")[0]; // only what it begins with is new
  if (answer.ok && stays) history.replaceState(null, "", came);
  const here = stays || came === was;
  if (!answer.ok || !here) {
    document.body.replaceWith(page.body); // what went wrong, or where it leads
    if (answer.ok) history.pushState(null, "", answer.url);
    return;
  }
  unsaved("");
  const typed = form.querySelector("textarea") || form.querySelector("input[type=text]");
  const next = form.closest("[data-next]")?.dataset.next; // where one goes on after this step
  if (typed && !form.closest("[data-part]")) {
    const clean = page.getElementById(typed.id)?.form;
    if (clean) form.replaceWith(document.importNode(clean, true));
    document.getElementById(typed.id)?.focus();
  } else {
    form.reset();
    form.closest("details.menu")?.removeAttribute("open");
    document.activeElement?.blur?.();
  }
  lay(page);
  if (next) document.getElementById(next)?.focus();
  say(words.done);
});

// One key each, unless somebody writes.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input,textarea,select")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) { target.focus(); return; }
  target.click();
  const menu = target.closest("details.menu[open]"); // what it opened is where to go on
  if (menu) menu.querySelector("input:not([type=hidden]),select").focus();
});

const clock = document.querySelector(".left[data-now]");
if (clock) ahead = Number(clock.dataset.now) - Date.now();
setInterval(tell, 1000);
connect({
  board: run.dataset.board,
  address: run.dataset.live,
  since: Number(run.dataset.since),
  as: "moderator",
  onPeople(people) { present = people; show(); },
  onChange(change) {
    ahead = change.now - Date.now();
    soon();
  },
});
addEventListener("popstate", () => location.reload());
