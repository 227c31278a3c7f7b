// What somebody wrote stays on the phone until the server has acknowledged it.
// Every letter carries a key made here, so sending it twice is safe: the server knows it again.
const LONGEST = 15000, PATIENCE = 20000;

export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// An object of pairs.
export const object = (pairs) => pairs.reduce((made, [name, value]) => Object.assign(made, { [name]: value }), {});

// Letters in the browser's store, each by its own key; in memory where that is refused or full.
function shelf(name) {
  const prefix = `outbox:${name}:`, memory = new Map();
  const attempt = (act) => { try { return act(window.localStorage); } catch (_) { return undefined; } };
  return {
    all() {
      const found = new Map(memory);
      attempt((store) => {
        for (let n = 0; n < store.length; n++) {
          const key = store.key(n);
          if (key.startsWith(prefix)) found.set(key.slice(prefix.length), JSON.parse(store.getItem(key)));
        }
      });
      return [...found.values()].sort((one, other) => one.at - other.at);
    },
    put(letter) {
      const kept = attempt((store) => { store.setItem(prefix + letter.id, JSON.stringify(letter)); return true; });
      if (kept) memory.delete(letter.id); else memory.set(letter.id, letter);
      return Boolean(kept);
    },
    remove(id) {
      memory.delete(id);
      attempt((store) => store.removeItem(prefix + id));
    },
  };
}

// Sends something and says what became of it: { ok, told }, or null while nobody knows. Only an
// answer of our own counts: a hall's sign-in page says 200, too, and may even say it in JSON. So
// `ours` looks for what only our server can say of just this.
export async function post(to, fields, headers, ours) {
  const patience = window.AbortController ? new AbortController() : { abort() {} }; // from Chrome 66 on
  const timeout = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(to, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: Object.assign({ Accept: "application/json" }, headers),
      signal: patience.signal,
    });
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) return null;
    const told = await answer.json();
    if (answer.ok) return ours(told) ? { ok: true, told } : null;
    return told.code && told.problem ? { ok: false, told } : null;
  } catch (_) {
    return null;
  } finally {
    clearTimeout(timeout);
  }
}

const noted = (letter) => (told) => told.note.id === letter.id;

// name: whose letters (one person in one event)
// headers(): what every letter carries besides, the form's token say
// onState(letter, state, answer): "waiting", "saved" (with the server's answer) or "failed";
//   a failed letter has .code ("phase_over", "stale", …) and .problem (a sentence) and stays until
//   again(id) or drop(id)
export function outbox({ name, headers = () => ({}), onState }) {
  const kept = shelf(name);
  let busy = false, wait = 0, timer;

  const tell = (letter, state, answer) => onState(letter, state, answer);

  function settle(letter, { ok, told }) {
    if (ok) {
      kept.remove(letter.id);
      tell(letter, "saved", told);
      return;
    }
    const failed = Object.assign({}, letter, { state: "failed", code: told.code, problem: told.problem });
    kept.put(failed);
    tell(failed, "failed", told);
  }

  async function run() {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    try {
      for (;;) {
        const letter = kept.all().find((one) => one.state === "waiting");
        if (!letter) break;
        const answer = await post(letter.to, letter.fields, headers(), noted(letter));
        if (!answer) {
          wait = Math.min(LONGEST, (wait || 500) * 2);
          timer = setTimeout(run, wait * (0.75 + Math.random() / 2));
          tell(letter, "waiting");
          break;
        }
        wait = 0;
        settle(letter, answer);
      }
    } finally {
      busy = false;
    }
  }

  function hurry() { wait = 0; run(); }

  window.addEventListener("online", hurry);
  window.addEventListener("pageshow", hurry);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
  for (const letter of kept.all()) tell(letter, letter.state);
  run();

  return {
    // Takes a letter; fields: an object of texts. Returns the letter.
    send(to, fields, id = uuid()) {
      const letter = { id, to, fields: Object.entries(fields), at: Date.now(), state: "waiting" };
      letter.safe = kept.put(letter);
      tell(letter, "waiting");
      run();
      return letter;
    },
    // Tries a failed letter again, with other fields if it was changed.
    again(id, fields) {
      const letter = kept.all().find((one) => one.id === id);
      if (!letter) return;
      const renewed = { id, to: letter.to, fields: fields ? Object.entries(fields) : letter.fields, at: letter.at, state: "waiting" };
      kept.put(renewed);
      tell(renewed, "waiting");
      hurry();
    },
    drop: (id) => kept.remove(id),
    all: () => kept.all(),
  };
}
