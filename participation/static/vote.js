// The vote on a phone: every press is kept here until the server has acknowledged just this press.
// A newer press on the same thing takes the place of an older one.
import { object, post, uuid } from "./outbox.js";

const LONGEST = 15000;
const LATER = ["phase_over", "frozen"]; // can be saved after all when the vote goes on
const attempt = (act) => { try { return act(); } catch (_) { return undefined; } };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Presses by what they are about, in the browser's store.
// onState(state, problem): "sending", "offline", "saved" or "failed"; onGone(): something that was
// voted for is gone
export function ballot({ name, headers, onState, onGone }) {
  const place = `vote:${name}`;
  let votes = attempt(() => JSON.parse(localStorage.getItem(place))) || {}, busy = false, wait = 0, timer;

  const keep = () => attempt(() => localStorage.setItem(place, JSON.stringify(votes)));
  const all = () => Object.values(votes);
  const failed = () => all().find((one) => one.code);

  function tell() {
    if (failed()) onState("failed", failed());
    else if (!all().length) onState("saved");
  }

  async function run() {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    try {
      for (let key; (key = Object.keys(votes).find((one) => !votes[one].code)); ) {
        const one = votes[key];
        const ours = (told) => typeof told.seq === "number" && (told.press || "") === (one.fields.press || "");
        const answer = await post(one.to, one.fields, headers(), ours);
        if (!answer) {
          wait = Math.min(LONGEST, (wait || 500) * 2);
          timer = setTimeout(run, wait * (0.75 + Math.random() / 2));
          onState("offline");
          return;
        }
        wait = 0;
        if (votes[key] !== one) continue; // pressed again meanwhile
        if (answer.ok) delete votes[key];
        else votes[key] = Object.assign({}, one, { code: answer.told.code, problem: answer.told.problem });
        keep();
        if (answer.ok ? (answer.told.gone || []).length : !LATER.includes(answer.told.code)) onGone();
      }
      tell();
    } finally {
      busy = false;
    }
  }

  // Forgets what was refused, once its person knows.
  function drop(which) {
    for (const key in votes) if (votes[key].code && which(votes[key])) delete votes[key];
    keep();
  }

  function hurry() { wait = 0; if (all().length) run(); }

  window.addEventListener("online", hurry);
  window.addEventListener("pageshow", hurry);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });

  return {
    put(key, to, fields) {
      drop((one) => !LATER.includes(one.code)); // its person has heard of it
      votes[key] = { to, fields: Object.assign({}, fields, { press: uuid() }) };
      keep();
      onState("sending");
      run();
    },
    // Sends what waits; with `again` also what came while nobody could vote.
    deliver(again) {
      if (again) drop((one) => !LATER.includes(one.code));
      for (const key in votes) if (again && LATER.includes(votes[key].code)) votes[key] = { to: votes[key].to, fields: votes[key].fields };
      if (all().length) run();
    },
    drop: () => drop(() => true),
    waiting: () => object(Object.entries(votes).filter(([, one]) => !one.code)),
    failed,
  };
}

// The form of the vote, which may be laid anew at any time.
// page: the board's element; at(id), headers(), state(line, key, text), renew() are the board's;
// unsaved(problem, drop) tells it where there is no form
export function voting({ page, name, words, at, headers, state, renew, unsaved }) {
  let finish = false;
  const box = ballot({ name, headers, onState: told, onGone: renew });
  const form = () => at("vote");

  function told(key, one) {
    const said = one && (one.code === "phase_over" ? words.vote_over : one.code === "frozen" ? words.vote_paused : one.problem);
    const line = at("voted");
    if (line) {
      line.hidden = false;
      state(line, key, said || words.states[key]);
    } else if (key === "failed") unsaved(said, box.drop);
    if (key === "failed") finish = false;
    if (key === "saved" && finish && form()) form().querySelector('[name="do"]').click();
  }

  const shown = () => [...form().querySelectorAll("[data-target]")];
  const figure = (item) => item.querySelector(".mine b");
  const number = (item) => Number(figure(item).textContent);
  const way = (to) => form().getAttribute("action").replace(/vote$/, to);

  function count() {
    const all = Number(form().dataset.dots);
    const given = shown().reduce((sum, item) => sum + number(item), 0);
    at("rest").textContent = fill(words.rest, { n: Math.max(0, all - given), all });
    return all - given;
  }

  function dots(button) {
    const item = button.closest("[data-target]"), step = button.name === "plus" ? 1 : -1;
    if (step > 0 && count() <= 0) { at("rest").textContent = words.none_left; return; }
    if (step < 0 && number(item) === 0) return;
    figure(item).textContent = number(item) + step;
    count();
    const targets = shown().reduce((list, one) => list.concat(Array(number(one)).fill(one.dataset.target)), []);
    box.put("dots", way("dots"), { targets: targets.join(",") });
  }

  page.addEventListener("click", (event) => {
    const button = event.target.closest("#vote button.step");
    if (!button) return;
    event.preventDefault();
    dots(button);
  });
  page.addEventListener("change", (event) => {
    if (!event.target.closest("#vote")) return;
    const [kind, target] = [event.target.name.slice(0, 2), event.target.name.slice(2)];
    const to = { "r:": "ratings", "v:": "votes" }[kind];
    if (to) box.put(target, way(to), { target, value: event.target.value });
  });
  page.addEventListener("submit", (event) => {
    if (event.target !== form() || !Object.keys(box.waiting()).length) return;
    event.preventDefault();
    finish = true;
    box.deliver();
  });

  // What waits here stands in a page that does not know it yet.
  function apply() {
    if (!form()) return;
    for (const [key, { fields }] of Object.entries(box.waiting())) {
      if (key === "dots" && form().dataset.kind === "dots") {
        const given = fields.targets.split(",");
        for (const item of shown()) figure(item).textContent = given.filter((target) => target === item.dataset.target).length;
      } else for (const input of form().querySelectorAll("input")) if (input.name.slice(2) === key) input.checked = input.value === fields.value;
    }
    if (at("rest")) count();
  }

  // Things that are gone leave at once, and give their dots back.
  function leave(keys) {
    if (!form()) return;
    for (const item of shown()) if (keys.has(item.dataset.target)) item.remove();
    if (at("rest")) count();
  }

  const open = page.dataset.phase === "vote" && !page.dataset.frozen;
  if (open) box.deliver(true);
  else if (box.failed()) told("failed", box.failed());
  else box.deliver();
  apply();
  return { apply, leave };
}
