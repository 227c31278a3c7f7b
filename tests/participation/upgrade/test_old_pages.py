"""Pages loaded before an upgrade go on working: what their scripts and forms send is replayed.

Addresses, fields and headers stand here as the scripts of 0.1 sent them (``outbox.js``,
``board.js``, ``live.js``, ``wall.js``, ``run.js``, ``respond.js``), tokens as the pages carried
them. Nothing here is made by the program of today.
"""

import uuid

import pytest

JSON = {"Accept": "application/json"}
FRESH = "11111111-1111-4111-8111-111111111111"
NOTE = {
    "column": "needs",
    "text": "Ein Zettel von vorher",
    "place": "",
    "tag": "",
    "language": "de",
}


@pytest.fixture
def phone(app, memory):
    """A phone at the board that collects, or at the one that votes; sends as scripts do."""

    def send(at, path, **fields):
        headers = JSON | {
            "Cookie": memory[f"{at}_cookie"],
            "X-Form-Token": memory[f"{at}_token"],
        }
        where = f"/b/{memory[at]['code']}/de/{path}"
        return app.test_client(use_cookies=False).post(where, data=fields, headers=headers)

    return send


@pytest.fixture
def ask(app):
    """Asks as a page that lies open, with its cookie."""

    def get(path, cookie, accept="application/json"):
        headers = {"Cookie": cookie, "Accept": accept}
        return app.test_client(use_cookies=False).get(path, headers=headers)

    return get


def test_a_note_from_the_outbox_is_saved_once(phone, ask, memory):
    letter = NOTE | {"id": FRESH, "board": memory["collect"]["board"]}
    answer = phone("collect", "notes", **letter).get_json()
    assert answer["note"] == {"id": FRESH, "v": 1, "state": "waiting", "text": NOTE["text"]}
    assert phone("collect", "notes", **letter).get_json() == answer, "sent twice, stored once"
    own = ask("/b/abcdef/de/own", memory["collect_cookie"]).get_json()["notes"]
    assert [note["id"] for note in own].count(FRESH) == 1
    since = f"/b/poll/{memory['collect']['board']}?since=5&as=moderator"
    assert [note["id"] for note in ask(since, memory["lead"]).get_json()["notes"]] == [FRESH]


def test_a_note_of_before_is_known_again(phone, memory):
    """The phone did not hear the answer before the upgrade, and sends what lies in its store."""
    letter = NOTE | {"id": memory["collect_notes"][1], "text": "Wartet noch"}
    answer = phone("collect", "notes", **letter)
    assert answer.status_code == 200
    assert answer.get_json()["note"]["state"] == "waiting"


def test_an_own_note_is_changed_and_taken_back(phone, memory):
    note = memory["collect_notes"][1]
    changed = phone("collect", f"notes/{note}/edit", text="Wartet anders", version="1").get_json()
    assert (changed["note"]["v"], changed["note"]["text"]) == (2, "Wartet anders")
    stale = phone("collect", f"notes/{note}/edit", text="Zu spät", version="1")
    assert (stale.status_code, stale.get_json()["code"]) == (409, "stale")
    assert phone("collect", f"notes/{note}/delete").status_code == 200


def test_an_answer_and_a_sign_at_a_note(phone, memory):
    note = memory["collect_notes"][0]
    for kind in ("heart", "think", "question"):
        assert phone("collect", f"notes/{note}/react", kind=kind).get_json()["seq"] > 0
    answer = phone("collect", f"notes/{note}/reply", id=FRESH, text="Ja")
    assert answer.get_json()["note"]["id"] == FRESH


def test_what_is_refused_is_told_with_a_code_and_a_sentence(phone):
    answer = phone("vote", "notes", id=FRESH, **NOTE)
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "phase_over"
    assert answer.get_json()["problem"]


def test_dots_from_the_phone_s_store_are_counted(phone, ask, memory):
    targets = ",".join([memory["vote_notes"][0], memory["vote_notes"][1], memory["vote_notes"][1]])
    assert phone("vote", "dots", targets=targets).status_code == 200
    page = ask("/b/stamma/de/", memory["vote_cookie"], "text/html").get_data(as_text=True)
    assert "Punkte übrig: 0 von 3" in page


def test_forms_without_a_script_work_too(app, memory):
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": memory["collect_cookie"]}
    form = NOTE | {"id": FRESH, "form_token": memory["collect_token"]}
    answer = client.post("/b/abcdef/de/notes", data=form, headers=headers)
    assert answer.status_code == 303
    assert NOTE["text"] in client.get("/b/abcdef/de/", headers=headers).get_data(as_text=True)
    headers = {"Cookie": memory["vote_cookie"]}
    form = {"plus": memory["vote_notes"][1], "form_token": memory["vote_token"]}
    assert client.post("/b/stamma/de/vote", data=form, headers=headers).status_code in (200, 303)


def test_the_facilitator_s_page_releases_and_is_laid_in_anew(app, ask, memory):
    """``run.js`` sends the form, follows where it leads and takes the parts of what it finds."""
    form = {"form_token": memory["lead_token"], "note": memory["collect_notes"][1], "seen": "5"}
    headers = {"Cookie": memory["lead"], "Accept": "text/html"}
    client = app.test_client(use_cookies=False)
    answer = client.post("/b/run/abcdef/do/release", data=form, headers=headers)
    assert answer.status_code == 303
    page = ask(answer.headers["Location"], memory["lead"], "text/html").get_data(as_text=True)
    for part in ("tabs", "waiting", "shown", "hidden"):
        assert f'data-part="{part}"' in page
    assert 'id="said"' in page
    shown = ask(f"/b/poll/{memory['collect']['board']}?since=5&as=wall", memory["wall"]).get_json()
    assert [note["text"] for note in shown["notes"]] == ["Wartet noch"]


def test_every_step_of_leading_has_its_address(app, memory):
    """Buttons of a page of then: each is answered, none leads nowhere."""
    headers = {"Cookie": memory["lead"], "Accept": "text/html"}
    token = memory["lead_token"]
    client = app.test_client(use_cookies=False)
    for verb, fields in {
        "move": {"note": memory["collect_notes"][0], "column": "ideas", "seen": "needs"},
        "translate": {
            "note": memory["collect_notes"][0],
            "language": "ar",
            "text": "حافلة",
            "back": "queue",
        },
        "block": {"note": memory["collect_notes"][2]},
        "unblock": {},
        "restore": {"note": memory["collect_notes"][2], "seen": "5"},
    }.items():
        sent = {"form_token": token, **fields}
        answer = client.post(f"/b/run/abcdef/do/{verb}", data=sent, headers=headers)
        assert answer.status_code == 303, verb


def test_the_scripts_of_then_are_still_at_their_addresses(client):
    for name in ("board.js", "outbox.js", "live.js", "run.js", "wall.js", "respond.js"):
        assert client.get(f"/f/static/{name}?v=0123456789").status_code == 200, name


def test_a_page_of_a_stranger_is_still_refused(app, memory):
    headers = {"Cookie": memory["collect_cookie"], "X-Form-Token": memory["vote_token"]} | JSON
    text = app.test_client(use_cookies=False).post(
        "/b/abcdef/de/notes", data=NOTE | {"id": str(uuid.uuid4())}, headers=headers
    )
    assert text.get_json()["code"] == "old_form"
