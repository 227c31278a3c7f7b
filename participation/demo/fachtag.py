"""The demo's finished Fachtag, and an event to try out: held by the same verbs as a real one."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from flask import current_app

from participation.base import database
from participation.base.web.templating import local_day
from participation.boards.base.audit import Acting
from participation.boards.closing import archiving
from participation.boards.events import destinations, links, participants, planning, rehearsal
from participation.boards.events.programme import EventPlan, WorkshopPlan
from participation.boards.leading import phases
from participation.boards.notes import grouping, moderation, outcomes
from participation.boards.notes.outcomes import OutcomeDraft
from participation.boards.service import boards, summaries
from participation.boards.service.boards import (
    BoardRole,
    NoteDraft,
    Opinion,
    Phase,
    Source,
    VoteKind,
)
from participation.boards.service.summaries import Edits, SourceKind, ThemeEdit
from participation.boards.setup import preparing
from participation.boards.voting import hands, votes
from participation.concept import service as concept
from participation.concept.service import NeedText
from participation.demo import fachtag_texts
from participation.demo.__main__ import TO_TRY
from surveys.instrument.instrument import Text

NOTES = Path(__file__).with_name("fachtag.csv")
LANGUAGES = ("de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr")
BEFORE = timedelta(days=40)
PEOPLE = 22
PAPER = 0.1
"""Share of notes that came on cards."""
CHECKER = "Kim Koordination"
STATEMENTS = 6
"""Number of the workshop that voted on statements; its summary is still a draft."""


@dataclass(frozen=True, slots=True)
class Line:
    """One invented note."""

    workshop: int
    theme: str
    field: str
    column: str
    language: str
    text: str
    reading: str


def lines() -> list[Line]:
    """All invented notes, workshop by workshop."""
    with NOTES.open(encoding="utf-8", newline="") as file:
        return [
            Line(int(row.pop("workshop")), **{key: str(value) for key, value in row.items()})
            for row in csv.DictReader(file)
        ]


def make() -> None:
    """The Fachtag with its releases and needs, and the event to try out."""
    current_app.config["JOBS_INLINE"] = True  # the summaries are counted before the next step
    day = local_day(datetime.now(UTC)) - BEFORE
    event_id = _event(fachtag_texts.EVENT, day)
    for number, found in groupby(lines(), key=lambda line: line.workshop):
        _workshop(event_id, number, list(found), _at(day))
    _needs(event_id)
    with database.transaction():
        archiving.archive(event_id, local_day(datetime.now(UTC)))
    _to_try()
    current_app.config["JOBS_INLINE"] = False


def _event(title: dict[str, str], day: date) -> uuid.UUID:
    with database.transaction():
        event_id = planning.create(
            EventPlan(title, day, languages=LANGUAGES, place_name="Kreishaus")
        )
        rehearsal.end(event_id)
    return event_id


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def _board(event_id: uuid.UUID, plan: WorkshopPlan) -> tuple[uuid.UUID, uuid.UUID]:
    workshop_id = planning.add_workshop(event_id, plan)
    board_id = preparing.add_board(workshop_id, "fachtag_standard")
    for tag in LANGUAGES[1:]:
        said = {p.column: (p.title, p.prompt) for p in preparing.prompts(board_id, tag)}
        preparing.save_prompts(board_id, tag, said, CHECKER)
    return workshop_id, board_id


def _workshop(event_id: uuid.UUID, number: int, found: list[Line], at: datetime) -> None:
    rng = Random(number)  # noqa: S311 - invented data must come out the same each time
    with database.transaction():
        title = dict(fachtag_texts.WORKSHOPS[number - 1])
        plan = WorkshopPlan(title, f"Raum {number}", at, at + timedelta(hours=2))
        workshop_id, board_id = _board(event_id, plan)
        by = Acting(board_id, BoardRole.FACILITATOR, at)
        destination = destinations.of_keys(event_id, workshop_id)
        people = [participants.join(destination, at)[0].id for _at in range(PEOPLE)]
        notes = _written(board_id, found, people, rng, by)
        themes = dict(_grouped(by, found, notes))
        _voted(by, number, list(themes.values()), people, rng)
        for theme, cluster in themes.items():
            if theme in fachtag_texts.STEPS:
                what, who, until = fachtag_texts.STEPS[theme]
                outcomes.save(board_id, OutcomeDraft(uuid.uuid4(), what, who, until, cluster))
    with database.transaction():
        phases.set_phase(by, Phase.CLOSED, None)  # its end has the summary made
    _published(workshop_id, number, themes)


def _written(
    board_id: uuid.UUID, found: list[Line], people: list[uuid.UUID], rng: Random, by: Acting
) -> list[uuid.UUID]:
    notes = []
    for at, line in enumerate(found):
        draft = NoteDraft(uuid.uuid4(), line.column, line.text, line.language)
        paper = rng.random() < PAPER
        author = None if paper else people[at % len(people)]
        boards.write_note(board_id, author, draft, by.at, Source.PAPER if paper else Source.PHONE)
        notes.append(draft.id)
    moderation.release(by, notes)
    for line, note in zip(found, notes, strict=True):
        if line.reading:
            moderation.translate(by, note, "de", line.reading, CHECKER)
    return notes


def _grouped(
    by: Acting, found: list[Line], notes: list[uuid.UUID]
) -> Iterator[tuple[str, uuid.UUID]]:
    phases.set_phase(by, Phase.CLUSTER, None)
    fields = {line.theme: line.field for line in found if line.theme}
    for theme, field in fields.items():
        key = uuid.uuid4()
        inside = [note for note, line in zip(notes, found, strict=True) if line.theme == theme]
        grouping.create(by, key, theme, None, inside)
        grouping.rename(by, key, theme, field)
        yield theme, key


def _voted(
    by: Acting, number: int, themes: list[uuid.UUID], people: list[uuid.UUID], rng: Random
) -> None:
    statements = number == STATEMENTS
    phases.set_voting(by, VoteKind.STATEMENTS if statements else VoteKind.DOTS, 3)
    phases.set_phase(by, Phase.VOTE, None)
    weights = [1 / (at + 1) for at in range(len(themes))]
    for person in people:
        if not statements:
            votes.set_dots(by.board_id, person, rng.choices(themes, weights, k=3), by.at)
            continue
        for at, theme in enumerate(themes):
            shares = (9, 1, 1) if at == 0 else (5, 5, 2) if at == len(themes) - 1 else (7, 2, 2)
            (opinion,) = rng.choices(list(Opinion), shares)
            votes.say(by.board_id, person, theme, opinion, by.at)
    hands.count_hands(by, themes[0], "agree" if statements else "dots", 8)


def _published(workshop_id: uuid.UUID, number: int, themes: dict[str, uuid.UUID]) -> None:
    titled = tuple(
        ThemeEdit(str(key), Text(dict(fachtag_texts.THEMES[theme])))
        for theme, key in themes.items()
        if theme in fachtag_texts.THEMES
    )
    with database.transaction():
        draft = summaries.draft(workshop_id)
        summaries.edit(workshop_id, draft.revision, Edits(Text(fachtag_texts.INTRODUCTION), titled))
        if number != STATEMENTS:
            summaries.release(workshop_id, CHECKER)


def _needs(event_id: uuid.UUID) -> None:
    with database.transaction():
        for listed in summaries.of_event(event_id):
            found = summaries.draft(listed.place.workshop_id).summary()
            for theme in (theme for board in found.boards for theme in board.themes):
                title = fachtag_texts.NEEDS.get(theme.title.strings.get("de", ""))
                source = title and summaries.source(SourceKind.THEME, uuid.UUID(theme.key))
                if title and source:
                    concept.make(NeedText(title, field=theme.field), source)


def _to_try() -> None:
    event_id = _event(fachtag_texts.TRIAL, local_day(datetime.now(UTC)))
    with database.transaction():
        plan = WorkshopPlan(fachtag_texts.TRIAL_WORKSHOP, "Raum 1")
        workshop_id, _board_id = _board(event_id, plan)
        tokens = [
            links.renew(event_id, workshop_id, role)
            for role in (BoardRole.FACILITATOR, BoardRole.WALL)
        ]
        found = planning.event(event_id)
    places = [found.code, *(f"enter/{token}" for token in tokens)]
    names = ("Mitmachen", "Moderation", "Wand")
    addresses = "\n".join(f"{name:19} /b/{at}" for name, at in zip(names, places, strict=True))
    instance = current_app.config["SETTINGS"].instance
    (instance / TO_TRY).write_text(addresses + "\n", encoding="utf-8")
