// Follows a board: by a stream while there is one, else by asking every few seconds.
// After any break it asks for all since the last number that arrived.
const POLL = 3000, SPREAD = 1500, SILENCE = 45000, STREAM_AGAIN = 60000, PATIENCE = 12000, BLOCKED = 30000;

// address: "…/b/"; board: its key; since: number of the page; as: "participant", "wall", "moderator"
// onChange(changes), onPeople(number), onState(connected), onEnd(code): "withdrawn" or "gone"
// A screen that follows a board does not go dark by itself, where the browser can hold it.
async function wake() {
  if (document.hidden || !navigator.wakeLock) return;
  try { await navigator.wakeLock.request("screen"); } catch (_) { /* a low battery says no */ }
}

export function connect({ address, board, since = 0, as, onChange, onPeople, onState, onEnd }) {
  wake();
  document.addEventListener("visibilitychange", wake); // the lock is lost whenever the page is hidden
  let source, asking, timer, watch, up, over = false, paused = false, failures = 0, heard = 0, tried = 0;

  const place = (kind) => `${address}${kind}/${board}?since=${since}${as ? `&as=${as}` : ""}`;
  const state = (now) => { if (up !== now) { up = now; if (onState) onState(now); } };
  const later = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); };

  function drop() {
    clearTimeout(timer);
    clearTimeout(watch);
    if (source) source.close();
    if (asking) asking.abort();
    source = asking = null;
  }

  // A blocked phone may be let in again; it asks now and then.
  function end(code) {
    drop();
    state(false);
    if (code === "blocked") { later(poll, BLOCKED); return; }
    over = true;
    if (onEnd) onEnd(code);
  }

  function take(text) {
    const change = JSON.parse(text);
    since = change.seq;
    onChange(change);
  }

  function alive() {
    heard = Date.now();
    clearTimeout(watch);
    watch = setTimeout(broken, SILENCE);
  }

  function broken() {
    const refused = source && source.readyState === 2;
    drop();
    failures += 1;
    if (!refused) state(false);
    if (refused || failures > 2) later(poll, refused ? 0 : Math.random() * SPREAD);
    else later(open, 300 * failures + Math.random() * SPREAD);
  }

  function open() {
    drop();
    tried = Date.now();
    if (!window.EventSource) { poll(); return; }
    const mine = source = new EventSource(place("live"));
    const on = (name, act) => mine.addEventListener(name, (event) => { if (mine === source) { alive(); act(event); } });
    on("open", () => { failures = 0; state(true); });
    on("message", (event) => take(event.data));
    on("people", (event) => { if (onPeople) onPeople(JSON.parse(event.data).people); });
    on("beat", () => {});
    on("end", (event) => end(JSON.parse(event.data).code));
    mine.addEventListener("error", () => { if (mine === source) broken(); });
    alive();
  }

  async function poll() {
    drop();
    const mine = asking = window.AbortController ? new AbortController() : { abort() {} }; // from Chrome 66 on
    const patience = setTimeout(() => mine.abort(), PATIENCE);
    try {
      const answer = await fetch(place("poll"), { cache: "no-store", headers: { Accept: "application/json" }, signal: mine.signal });
      const text = await answer.text();
      if (mine !== asking) return;
      if (answer.status === 403 || answer.status === 404) { end(JSON.parse(text).code); return; }
      if (!answer.ok) throw new Error(answer.status);
      if (answer.status === 200) take(text);
      const people = answer.headers.get("X-People");
      if (people && onPeople) onPeople(Number(people));
      heard = Date.now();
      state(true);
    } catch (_) {
      if (mine !== asking) return;
      state(false);
    } finally {
      clearTimeout(patience);
    }
    if (!over) later(Date.now() - tried > STREAM_AGAIN ? open : poll, POLL + (Math.random() - 0.5) * SPREAD);
  }

  function resume() {
    if (over || paused || document.hidden) return;
    if (source && source.readyState === 1 && Date.now() - heard < SILENCE / 2) { state(true); return; }
    failures = 0;
    open();
  }

  const hear = { visibilitychange: resume, online: resume, offline: () => state(false), pageshow: () => { if (paused) { paused = false; resume(); } }, pagehide: () => { paused = true; drop(); } };
  for (const name in hear) (name === "visibilitychange" ? document : window).addEventListener(name, hear[name]);
  open();
  return {
    close() {
      over = true;
      drop();
      for (const name in hear) (name === "visibilitychange" ? document : window).removeEventListener(name, hear[name]);
    },
  };
}
