"""Made the database of version 0.1 that lies beside it, with the program of that version.

``PYTHONPATH=tests/surveys python -m tests.participation.upgrade.make`` runs on that version only;
``… make pages`` writes
down anew what pages say of it, for when words or the order of a page are changed on purpose: read
what has changed before it is committed.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation import create_app
from participation.base import database, jobs
from participation.base.settings import Settings
from participation.base.web.security import Role
from participation.boards.base.audit import Acting
from participation.boards.leading import phases
from participation.boards.models import Event, Note, Workshop
from participation.boards.notes import moderation
from participation.boards.service.boards import BoardRole, Phase, VoteKind
from participation.boards.service.summaries import SourceKind, source
from participation.boards.summaries import summaries
from participation.boards.summaries.document import Edits
from participation.concept import service as concept
from participation.exports.invitations import spread
from participation.monitoring import service as monitoring
from participation.monitoring.work import ask_plan
from participation.operations import schema
from participation.places import service as places
from participation.places.models import County
from participation.respond import service as respond
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.respond.models import Draft
from participation.studies import service as studies
from participation.studies.models import Wave
from participation.studies.waves.codes import make_codes
from participation.studies.waves.respondent_wave import rehearsal_token
from surveys.instrument.instrument import Text
from tests.participation.upgrade import loading, pages
from tests.support import answered, staff
from tests.support.boards import Hall, make_hall
from tests.support.client import CheckedClient
from tests.support.county import make_county, make_wave, tiny
from tests.support.phones import link_cookie, person_cookie
from tests.support.summaries import BUS, NOW, hold

LATER = datetime.fromisoformat("2099-06-01T10:00:00+00:00")
DAY = date(2099, 6, 1)
TODAY = date(2026, 5, 4)
WAITS = timedelta(days=30)
MARKED = 2
"""Texts with a telephone number in them."""
FULL = 10
"""Letters that empty the box."""
Memory = dict[str, Any]


def change(model: type, **values: object) -> None:
    """Changes all rows of a table."""
    with database.transaction() as connection:
        connection.execute(sa.update(model).values(**values))


def of(model: type, key: object, **values: object) -> None:
    """Changes one row."""
    with database.transaction() as connection:
        connection.execute(sa.update(model).where(model.id == key).values(**values))


def surveys(app: Flask) -> Memory:
    """One open with letters and a draft, one with codes, one not yet open, one closed, one out."""
    kept: Memory = {
        "open": make_wave(slug="offen"),
        "coded": make_wave(slug="codes", needs_code=True),
    }
    kept["draft"] = make_wave(slug="entwurf", open_it=False)
    with database.transaction():
        studies.add_channel(kept["open"], "course", "Sprachschule")
        kept["codes"] = make_codes(kept["coded"], 3)
    change(Wave, asking_ends_at=LATER, taking_ends_at=LATER + studies.GRACE)
    for number in range(2 * FULL + 1):
        sent(kept["open"], number)
    over = {"opened": answered.OVER, "lasts": answered.OVER / 3}
    for name, slug, people in (("closed", "zu-ende", 40), ("released", "fertig", 60)):
        kept[name] = make_wave(tiny(), slug=slug, **over)
        with database.transaction():
            answered.answer(kept[name], people)
    respond.settle(kept["released"])
    with app.test_request_context(), database.transaction():
        monitoring.release_now(kept["released"], "Kim Koordination")
    kept |= begun(app)
    change(Draft, expires_at=LATER)
    kept["probe"] = rehearsal_token(kept["draft"])
    return kept


def sent(wave_id: object, number: int) -> None:
    """One answer into the box; every tenth empties it, the last one lies in it."""
    texts = {"wish": f"Wunsch {number}" + (": 0171 2345678" if number < MARKED else "")}
    answers = {"hours": number, "need": ["work"], "s_municipality": "seestadt"}
    payload = Payload(answers, texts, "ar", "", too_fast=False, hidden_filled=False)
    with database.transaction() as connection:
        lying = letterbox.send(connection, Secret.fresh(wave_id), payload)
    if lying == FULL:
        letterbox.empty(database.engine(), wave_id, FULL, TODAY)


def begun(app: Flask) -> Memory:
    """Somebody who has answered one page: the cookie, and the next page as it lies open."""
    phone = app.test_client()
    page = phone.submit(phone.page("/f/offen/de/"), "begin")
    page = phone.submit(page, "answer", need=["work", "home"], do="next")
    assert page.h1 == "Arbeiten Sie?"
    return {
        "cookie": phone.get_cookie("answers", path="/f/offen/").value,
        "asked": page.response.request.path,
        "fields": page.fields("answer"),
    }


def workshops(app: Flask) -> Memory:
    """One held with a released summary and a need, one that votes, one that collects."""
    kept: Memory = {"held": renamed(hold().hall, "gehabt", "gewest")}
    with database.transaction():
        summaries.count(kept["held"].workshop)
    with database.transaction():
        edits = Edits(Text({"de": "Es ging um Wege.", "ar": "كان عن الطرق."}))
        summaries.edit(
            kept["held"].workshop, summaries.draft(kept["held"].workshop).revision, edits
        )
        summaries.release(kept["held"].workshop, "Kim Koordination")
        theme = summaries.draft(kept["held"].workshop).summary().boards[0].themes[0]
        assert theme.title.strings["de"] == BUS
        about = source(SourceKind.THEME, loading.UUID(theme.key))
        concept.make(concept.NeedText("Busse am Abend", field=theme.field), about)
    change(Event, day=TODAY, title={"de": "Fachtag von gestern"})
    kept |= voting(app) | collecting(app)
    of(Event, kept["vote"].event, day=DAY, title={"de": "Es wird abgestimmt"})
    of(Event, kept["collect"].event, day=DAY + timedelta(days=1))
    change(Event, retention_until=date(2099, 12, 31))
    long_ago()
    return kept


def long_ago() -> None:
    """A note that has just been written is told of otherwise than one that waits: these wait."""
    with database.transaction() as connection:
        for note in connection.execute(sa.select(Note.id, Note.written_at)).all():
            earlier = note.written_at - WAITS
            same = sa.update(Note).where(Note.id == note.id)
            connection.execute(same.values(written_at=earlier))


def renamed(hall: Hall, workshop: str, event: str) -> Hall:
    """The same hall under other codes, so that a next one may have the usual."""
    of(Workshop, hall.workshop, code=workshop)
    of(Event, hall.event, code=event)
    return Hall(hall.event, hall.workshop, hall.board, workshop, event)


def voting(app: Flask) -> Memory:
    """A board of two notes with one dot."""
    hall = renamed(make_hall(queue=False), "stamma", "stammb")
    _person, cookie = person_cookie(hall)
    phone = Phone(app, hall, cookie)
    notes = [phone.writes(text) for text in ("Mehr Busse", "Mehr Kurse")]
    by = Acting(hall.board, BoardRole.FACILITATOR, NOW)
    with database.transaction():
        phases.set_voting(by, VoteKind.DOTS, 3)
        phases.set_phase(by, Phase.VOTE, None)
    phone.posts("dots", targets=notes[0])
    return {"vote": hall, "vote_cookie": cookie, "vote_notes": notes, "vote_token": phone.token}


def collecting(app: Flask) -> Memory:
    """A board with a released, a waiting and a hidden note, its wall and its facilitator."""
    hall = make_hall()
    _person, cookie = person_cookie(hall)
    phone = Phone(app, hall, cookie)
    notes = [
        phone.writes(text) for text in ("Bus nach 20 Uhr", "Wartet noch", "Ein Name steht hier")
    ]
    by = Acting(hall.board, BoardRole.FACILITATOR, NOW)
    with database.transaction():
        moderation.release(by, [loading.UUID(notes[0])])
        moderation.hide(by, loading.UUID(notes[2]), "Ein Name steht darin")
    lead = link_cookie(hall, BoardRole.FACILITATOR)
    queue = app.test_client(use_cookies=False).get(
        f"/b/run/{hall.code}/queue", headers={"Cookie": lead}
    )
    return {
        "collect": hall,
        "collect_cookie": cookie,
        "collect_notes": notes,
        "collect_token": phone.token,
        "lead": lead,
        "lead_token": queue.text.split('name="form_token" value="')[1].split('"')[0],
        "wall": link_cookie(hall, BoardRole.WALL),
    }


class Phone:
    """A phone's page of then: its token, and what it sends."""

    def __init__(self, app: Flask, hall: Hall, cookie: str) -> None:
        self.client, self.hall = app.test_client(use_cookies=False), hall
        self.headers = {"Cookie": cookie, "Accept": "application/json"}
        page = self.client.get(f"/b/{hall.code}/de/", headers={"Cookie": cookie}).text
        self.token = page.split('data-token="')[1].split('"')[0]

    def posts(self, path: str, **fields: str) -> dict[str, Any]:
        headers = self.headers | {"X-Form-Token": self.token}
        answer = self.client.post(f"/b/{self.hall.code}/de/{path}", data=fields, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def writes(self, text: str) -> str:
        key = str(loading.UUID(bytes=text.encode().ljust(16)[:16], version=4))
        return str(
            self.posts("notes", id=key, column="needs", text=text, language="de")["note"]["id"]
        )


def waiting(app: Flask, kept: Memory) -> Memory:
    """Jobs that nobody has done: a plan, a paper, a count of a workshop."""
    way = next(iter(studies.channels(kept["open"])))
    with app.test_request_context(), database.transaction():
        paper = spread.order(
            studies.wave(kept["open"]), spread.PAPERS["flyer-a6"], way.key, back="/desk/"
        )
        ask_plan(kept["closed"])
        summaries.ask(kept["vote"].workshop)
    return {"paper": paper}


def build(app: Flask) -> Memory:
    """Everything; what is remembered of it."""
    kept: Memory = {
        "coordinator": staff.make_account(app, password=staff.PASSWORD),
        "admin": staff.make_account(app, Role.ADMIN),
    }
    make_county()
    kept |= surveys(app)
    kept |= workshops(app)
    jobs.start_worker = lambda: None
    app.config.update(JOBS_INLINE=False)
    kept |= waiting(app, kept)
    promised = {"by": "IT im Kreishaus", "on": DAY.isoformat(), "days": 30}
    change(County, promises={each.value: promised for each in places.Promise})
    return kept


def plainly(value: object) -> object:
    """A hall as its codes and keys."""
    return (
        {k: str(each) for k, each in vars(value).items()} if isinstance(value, Hall) else str(value)
    )


def main(*arguments: str) -> None:
    """Makes the database, or only what its pages say."""
    if "pages" not in arguments:
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(Settings(instance=Path(folder), public_url="http://localhost"))
            app.config.update(JOBS_INLINE=True)
            app.test_client_class = CheckedClient
            schema.migrate(app.extensions["database"])
            with app.app_context():
                kept = build(app)
            shutil.copy(Path(folder) / "keys.json", loading.HERE)
            loading.save(app.extensions["database"])
        text = json.dumps(kept, ensure_ascii=False, indent=1, default=plainly)
        loading.MEMORY.write_text(text + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), public_url="http://localhost")
        loading.load(settings)
        upgraded = create_app(settings)
        upgraded.test_cli_runner().invoke(args=["upgrade", "--without-backup"])
        pages.write(upgraded)


if __name__ == "__main__":
    main(*sys.argv[1:])
