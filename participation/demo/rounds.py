"""The demo's rounds: four closed and published, one open; all answers are invented."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from flask import current_app

from participation.base import database
from participation.base.web.templating import local_day
from participation.demo.answers import Sent, sent
from participation.monitoring import service as monitoring
from participation.respond import service as respond
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.studies import service as studies
from participation.studies.service import Origin, Plan
from surveys.instrument.answers import dump
from surveys.instrument.instrument import Text

CHECKERS = ("Kim Koordination", "Robin Redaktion")
HISTORY = "immigration_history_birth"
WEEKS = 5
BATCHES = 8
"""In how many days of a round the answers come."""
TARGET = {
    "needs": "Menschen ab 18 Jahren, die aus einem anderen Land gekommen sind und im Landkreis"
    " Uckerwald wohnen (Vorführung: erfunden)",
    "belonging": "Alle Menschen ab 18 Jahren im Landkreis Uckerwald (Vorführung: erfunden)",
}


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the demo."""

    key: str
    slug: str
    began: timedelta
    """How long before today it began."""
    answers: int
    seed: int
    trend: float = 0.0
    released: bool = True
    programs: int = 0
    """Answers that a program wrote, as its filling a hidden field shows."""


ROUNDS = (
    Round("needs", "bedarf-a", timedelta(days=742), 612, 11, -0.05),
    Round("belonging", "zusammen-a", timedelta(days=560), 587, 12, -0.03),
    Round("needs", "bedarf-b", timedelta(days=377), 603, 13),
    Round("belonging", "zusammen-b", timedelta(days=195), 621, 14, 0.02, programs=24),
    Round("needs", "bedarf", timedelta(days=12), 204, 15, 0.03, released=False),
)


def make() -> None:
    """Makes all rounds with their answers; publishes those that have ended."""
    for item in ROUNDS:
        wave_id = _plan(item)
        _answer(item, wave_id)
        if item.released:
            # The round that is corrected was released before a program's answers were noticed.
            _publish(wave_id, () if item.programs else monitoring.ALL_RULES)
        if item.programs:
            _correct_twice(wave_id)
    with database.transaction():
        respond.tick(datetime.now(UTC))


def _plan(item: Round) -> uuid.UUID:
    start = _midnight(datetime.now(UTC) - item.began)
    ends = start + timedelta(weeks=WEEKS)
    with database.transaction():
        template = next(v for v in studies.latest(Origin.SHIPPED) if v.key == item.key)
        plan = Plan(
            slug=item.slug,
            opens_at=start,
            asking_ends_at=ends,
            taking_ends_at=ends + studies.GRACE,
            title=Text({tag: f"{text} {start:%Y}" for tag, text in template.title.strings.items()}),
            target_group=TARGET[item.key],
            results_on=(ends + timedelta(days=30)).date(),
        )
        wave_id = studies.create_wave(template.id, plan)
        for key, label in (("course", "Sprachschule"), ("advice", "Beratungsstelle")):
            studies.add_channel(wave_id, key, label)
        _languages(wave_id, start, all_checked=item.released)
        studies.open_wave(wave_id, now=start)
    return wave_id


def _languages(wave_id: uuid.UUID, day: datetime, *, all_checked: bool) -> None:
    for at, language in enumerate(studies.languages(wave_id)):
        if language.tag == "fa" and not all_checked:
            studies.offer_unchecked(wave_id, language.tag)
        else:
            studies.mark_checked(wave_id, language.tag, CHECKERS[at % 2], day)


def _answer(item: Round, wave_id: uuid.UUID) -> None:
    wave = studies.wave(wave_id)
    instrument = studies.instrument(wave.instrument_version_id)
    database.commit()
    everybody = list(sent(instrument, item.answers, item.seed, item.trend))
    days = min(WEEKS * 7, item.began.days)
    size = -(-len(everybody) // BATCHES)
    for batch in range(BATCHES):
        day = wave.plan.opens_at + timedelta(days=batch * days // BATCHES)
        _post(wave_id, everybody[batch * size : (batch + 1) * size], day.date(), wave.k)
    if item.programs:
        programs = [replace(one, texts={}) for one in everybody[: item.programs]]
        _post(wave_id, programs, wave.plan.opens_at.date(), wave.k, hidden=True)


def _post(
    wave_id: uuid.UUID, people: list[Sent], day: date, k: int, *, hidden: bool = False
) -> None:
    with database.transaction() as connection:
        for one in people:
            letterbox.send(connection, Secret.fresh(wave_id), _payload(one, hidden=hidden))
    letterbox.empty(database.engine(), wave_id, k, day)


def _payload(one: Sent, *, hidden: bool) -> Payload:
    return Payload(
        answers=dump(one.answers),
        texts=one.texts,
        language=one.person.language,
        channel=one.person.channel,
        too_fast=False,
        hidden_filled=hidden,
    )


def _publish(wave_id: uuid.UUID, rules: Collection[monitoring.Rule]) -> None:
    respond.settle(wave_id)
    with database.transaction():
        for text in respond.pending_texts(wave_id):
            decision = respond.Decision.HOLD if text.flags else respond.Decision.RELEASE
            respond.review_text(wave_id, text.id, decision)
    monitoring.release_now(wave_id, CHECKERS[0], rules=rules)
    database.commit()


def _correct_twice(wave_id: uuid.UUID) -> None:
    """First without the answers of the program, then by one way more to form groups."""
    usual = tuple(studies.wave(wave_id).plan.group_definitions)
    for reason, definitions in (
        ("Antworten, die ein Programm geschrieben hat, zählen nicht mehr mit.", usual),
        ("Dazugekommen: Gruppen mit und ohne Einwanderungsgeschichte.", (*usual, HISTORY)),
    ):
        monitoring.correct(
            wave_id,
            monitoring.Wish(
                reason=reason,
                definitions=definitions,
                rules=(monitoring.Rule.HIDDEN,),
                day=local_day(datetime.now(UTC)),
                account=CHECKERS[0],
            ),
        )
        database.commit()


def _midnight(moment: datetime) -> datetime:
    zone = current_app.config["SETTINGS"].zone
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
