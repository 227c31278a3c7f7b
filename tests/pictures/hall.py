"""What hangs on the wall in the pictures: invented notes of the demo, some still waiting."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.events import destinations, participants
from participation.boards.notes import grouping, moderation
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft, Source
from participation.demo.fachtag import Line, lines

EACH, WAITING = 4, 3
"""Notes of each column that hang, and notes that wait."""
SHORT = 52
"""Characters of a note that is read in a small picture."""
PEOPLE = 14


@dataclass(frozen=True)
class Hung:
    """Notes that hang on a board."""

    board_id: uuid.UUID
    by_theme: dict[str, list[uuid.UUID]]


def fill(event_id: uuid.UUID, workshop_id: uuid.UUID) -> Hung:
    """People join and write in their languages; most notes are released, a few wait."""
    hall = destinations.of_keys(event_id, workshop_id)
    by = _leader(hall.board_id)
    picked, waiting = _picked()
    by_theme: dict[str, list[uuid.UUID]] = {}
    with database.transaction():
        people = [participants.join(hall, by.at)[0].id for _at in range(PEOPLE)]
        for at, line in enumerate([*picked, *waiting]):
            draft = NoteDraft(uuid.uuid4(), line.column, line.text, line.language)
            boards.write_note(by.board_id, people[at % PEOPLE], draft, by.at, Source.PHONE)
            if line in waiting:
                continue
            by_theme.setdefault(line.theme, []).append(draft.id)
            moderation.release(by, [draft.id])
            if line.reading:
                moderation.translate(by, draft.id, "de", line.reading, "Kim Koordination")
    return Hung(by.board_id, by_theme)


def group(hung: Hung) -> None:
    """Two bundles; the rest is left for the picture of grouping."""
    by = _leader(hung.board_id)
    fullest = sorted(hung.by_theme, key=lambda theme: -len(hung.by_theme[theme]))
    with database.transaction():
        for theme in [theme for theme in fullest if theme][:2]:
            notes = hung.by_theme[theme][:-1]
            grouping.create(by, uuid.uuid4(), theme, None, notes)


def _leader(board_id: uuid.UUID) -> Acting:
    return Acting(board_id, BoardRole.FACILITATOR, datetime.now(UTC))


def _picked() -> tuple[list[Line], list[Line]]:
    """A few short notes of each column in mixed languages, and some more; always the same."""
    found = [line for line in lines() if len(line.text) <= SHORT]
    picked: list[Line] = []
    for column in dict.fromkeys(line.column for line in found):
        here = [line for line in found if line.column == column]
        while here and len([line for line in picked if line.column == column]) < EACH:
            used = Counter(line.language for line in picked)
            best = min(here, key=lambda line: used[line.language])
            here.remove(best)
            picked.append(best)
    return picked, [line for line in found if line.language == "de" and line not in picked][
        :WAITING
    ]
