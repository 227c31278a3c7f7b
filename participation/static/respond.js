// Comfort for the respondents' pages; every one of them works the same without it. What phones load is
// ES2017, so that it runs from Chrome 61 and iOS 12.1 on; older ones load no module.
// Sending twice is safe: a page is stored over itself, a sent answer is known by its receipt.
const RETRY = 5000;
const KEY = "waiting:" + (location.pathname.split("/f/")[1] || "").split("/")[0];
const store = window.sessionStorage;
let form, state, pressed, busy = false, timer;

const say = (text) => { if (state) { state.textContent = text; state.hidden = !text; } };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function rest() {
  busy = false;
  clearTimeout(timer);
  say("");
  for (const button of document.querySelectorAll("[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    if (button.dataset.words) button.textContent = button.dataset.words;
  }
}

function natively(act) {
  store.removeItem(KEY);
  const hidden = form.appendChild(document.createElement("input"));
  hidden.type = "hidden"; hidden.name = "do"; hidden.value = act;
  form.submit();
}

async function deliver(letter) {
  clearTimeout(timer);
  try {
    const answer = await fetch(letter.to, { method: "POST", body: new URLSearchParams(letter.body), headers: { "X-Answer": "page" } });
    const next = answer.headers.get("X-Next");
    if (answer.status >= 500 && answer.status !== 500) throw new Error("gateway");
    const page = next && answer.status === 200 ? await answer.text() : "";
    store.removeItem(KEY);
    if (page) turn(page, next); else if (next) location.assign(next); else if (letter.to === location.href) natively(letter.act); else location.reload();
  } catch (_) {
    store.setItem(KEY, JSON.stringify(letter));
    say(state.dataset.offline);
    timer = setTimeout(() => deliver(letter), RETRY);
  }
}

// The next page stands in place of this one, as if the browser had asked for it.
function turn(text, address) {
  const page = new DOMParser().parseFromString(text, "text/html");
  history.pushState(null, "", address);
  document.title = page.title;
  document.body.replaceWith(page.body);
  rest();
  scrollTo(0, 0);
  begin();
  const head = document.querySelector("h1");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
}

function send(event) {
  const button = event.submitter || pressed;
  if (button && button.hasAttribute("formaction")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const data = new FormData(form);
  const act = (button && button.value) || "next";
  data.append("do", act);
  if (button && button.classList.contains("button")) {
    button.dataset.words = button.textContent;
    button.textContent = state.dataset.sending;
    button.setAttribute("aria-disabled", "true");
  }
  deliver({ to: location.href, body: [...data], act });
}

function leave(event) {
  const button = event.target.closest("[data-leave]");
  if (!button) return;
  event.preventDefault();
  store.clear();
  fetch(button.getAttribute("formaction"), { method: "POST", keepalive: true }).catch(() => {});
  location.replace(button.dataset.leave);
}

function count(box) {
  const line = box.parentNode.insertBefore(document.createElement("p"), box);
  line.className = "hint";
  line.setAttribute("role", "status");
  const show = () => { line.textContent = fill(box.dataset.count, { n: box.querySelectorAll("input:checked").length, max: box.dataset.limit }); };
  box.addEventListener("change", show);
  show();
}

function grow(area) {
  const seen = area.insertAdjacentElement("afterend", document.createElement("p"));
  const heard = seen.insertAdjacentElement("afterend", document.createElement("p"));
  seen.className = "hint"; seen.setAttribute("aria-hidden", "true");
  heard.className = "hidden"; heard.setAttribute("role", "status");
  let wait;
  const show = () => {
    area.rows = Math.min(12, Math.max(3, area.value.split("\n").length, Math.ceil(area.value.length / 34)));
    seen.textContent = area.value && fill(area.dataset.left, { n: Math.max(0, area.dataset.limit - area.value.length) });
    wait = wait || setTimeout(() => { wait = 0; heard.textContent = seen.textContent; }, RETRY);
  };
  area.addEventListener("input", show);
  if (area.value) show();
}

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss").replace(/-/g, " ").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15).trim();

function filter(field) {
  const box = field.closest(".asked");
  const tiles = [...box.querySelectorAll(".choice")].map((tile) => [tile, folded(tile.textContent + " " + (tile.dataset.also || ""))]);
  const none = box.querySelector("[data-nothing]");
  field.nextElementSibling.hidden = true;
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  field.addEventListener("input", () => {
    const wanted = folded(field.value);
    for (const [tile, words] of tiles) {
      tile.hidden = !(words.includes(wanted) || tile.classList.contains("apart") || tile.firstChild.checked);
      const also = wanted && (tile.dataset.also || "").split(", ").find((name) => folded(name).includes(wanted));
      const label = tile.querySelector("span");
      const small = label.querySelector("small") || label.appendChild(document.createElement("small"));
      small.textContent = also ? ` (${also})` : "";
    }
    const found = !wanted || tiles.some(([tile, words]) => words.includes(wanted) && !tile.classList.contains("apart"));
    none.textContent = found ? "" : none.dataset.nothing;
    for (const head of box.querySelectorAll(".group")) {
      let next = head.nextElementSibling;
      while (next && next.hidden && next.matches(".choice")) next = next.nextElementSibling;
      head.hidden = !next || !next.matches(".choice") || next.classList.contains("apart");
    }
  });
}

function share(field) {
  const button = field.insertAdjacentElement("afterend", document.createElement("button"));
  button.type = "button"; button.className = "button second wide"; button.textContent = field.dataset.share;
  button.addEventListener("click", () => {
    if (navigator.share) { navigator.share({ url: field.value }).catch(() => {}); return; }
    field.select();
    document.execCommand("copy");
    button.textContent = field.dataset.copied;
  });
}

document.addEventListener("click", (event) => { pressed = event.target.closest("button") || pressed; leave(event); });
window.addEventListener("pageshow", (event) => { if (event.persisted) rest(); });
window.addEventListener("popstate", () => location.reload());
window.addEventListener("online", () => { const letter = state && store.getItem(KEY); if (letter) deliver(JSON.parse(letter)); });

function begin() {
  form = document.getElementById("answer");
  state = form && document.querySelector(".state");
  document.querySelectorAll(".options[data-limit]").forEach(count);
  document.querySelectorAll("textarea[data-limit]").forEach(grow);
  document.querySelectorAll("[data-filter]").forEach(filter);
  document.querySelectorAll("[data-share]").forEach(share);
  if (state) form.addEventListener("submit", send);
}

begin();
const waiting = state && store.getItem(KEY);
if (waiting) { busy = true; say(state.dataset.offline); deliver(JSON.parse(waiting)); }
if (document.querySelector("[data-done]")) store.removeItem(KEY);
