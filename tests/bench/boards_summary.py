"""Seconds from the end of a workshop with sixty notes to a summary that staff can correct.

Run: ``python -m tests.bench.boards_summary``. The promise is 5 minutes (issue 4). On the shipped
server the facilitator presses "Beendet"; a job in a process of its own counts; a coordinator's page
is asked until it holds the fields, and a text is saved in them. The clock runs until then.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from participation.access.sign_in import library
from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.events import destinations, links, participants
from participation.boards.leading import phases
from participation.boards.notes import grouping, moderation
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft, Phase, VoteKind
from participation.boards.voting import votes
from participation.demo.fachtag import Line, lines
from tests.bench.measure import Result
from tests.support.boards import Hall, make_hall
from tests.support.county import make_county
from tests.support.server import here, serving, workshop
from tests.support.staff import PASSWORD, account_of, make_account
from tests.support.story import COORDINATOR, sign_in
from tests.support.visitor import Visitor

NOTES, PEOPLE, DOTS = 60, 22, 3
BAR_S = 300.0
LOOKS_S = 0.1
FIELD = 'name="text"'
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def hold(hall: Hall) -> None:
    """Sixty notes of the demo in its languages, their themes, everybody's dots."""
    draw, now = random.Random(7), datetime.now(UTC)
    by = Acting(hall.board, BoardRole.FACILITATOR.value, now)
    found = lines()[:NOTES]
    with database.transaction():
        where = destinations.of_board(hall.board)
        people = [participants.join(where, now)[0].id for _ in range(PEOPLE)]
        notes = [_write(hall, people[at % PEOPLE], line, now) for at, line in enumerate(found)]
        moderation.release(by, notes)
        phases.set_phase(by, Phase.CLUSTER, None)
        themes = {line.theme: uuid.uuid4() for line in found if line.theme}
        for title, key in themes.items():
            inside = [note for note, line in zip(notes, found, strict=True) if line.theme == title]
            grouping.create(by, key, title, None, inside)
        phases.set_voting(by, VoteKind.DOTS, DOTS)
        phases.set_phase(by, Phase.VOTE, None)
        for person in people:
            votes.set_dots(hall.board, person, draw.choices(list(themes.values()), k=DOTS), now)


def _write(hall: Hall, person: uuid.UUID, line: Line, now: datetime) -> uuid.UUID:
    note = NoteDraft(uuid.uuid4(), "needs", line.text, line.language)
    boards.write_note(hall.board, person, note, now)
    return note.id


def seconds(lead: Visitor, staff: Visitor, hall: Hall) -> float:
    """From the press that ends the workshop to a saved correction."""
    run, summary = f"/b/run/{hall.code}/", f"/desk/events/workshops/{hall.workshop}/summary"
    token = TOKEN.search(lead.get(run).text)
    assert token
    begun = time.monotonic()
    lead.post(f"{run}do/phase", {"form_token": token[1], "phase": Phase.CLOSED.value})
    while FIELD not in (page := staff.get(summary)).text:
        assert time.monotonic() - begun < BAR_S, page.text
        time.sleep(LOOKS_S)
    revision = re.search(r'name="revision"[^>]* value="(\d+)"', page.text)
    assert revision
    fields = {"csrf_token": page.token, "revision": revision[1], "text": "Es ging gut."}
    assert "Es ging gut." in staff.post(summary, fields).text
    return time.monotonic() - begun


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = here(folder / "instance")
        with workshop(settings) as app:
            make_county()
            hall = make_hall()
            hold(hall)
            make_account(app, email=COORDINATOR)
            with database.transaction():
                account_of(COORDINATOR).password = library.hash_password(PASSWORD)
                entry = links.renew(hall.event, hall.workshop, BoardRole.FACILITATOR)
            with serving(settings, folder):
                lead, staff = Visitor(settings), Visitor(settings)
                lead.get(f"/b/enter/{entry}")
                sign_in(staff, app)
                took = seconds(lead, staff, hall)
    sys.stdout.write(Result("boards.summary60_s", took, "s", BAR_S).line() + "\n")


if __name__ == "__main__":
    main()
