"""Corrections of released figures: previewed, then made as one version more."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask

from participation.access import service as access
from participation.base import database, jobs
from participation.base.errors import Conflict
from participation.base.jobs import JobState, Report
from participation.base.web.templating import local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.monitoring import memories, releases, work
from participation.monitoring.work import Kind
from participation.studies.service import WaveInfo
from surveys import plain
from surveys.figures.about import MOST_VERSIONS, Reason
from surveys.figures.corrections.exclusion import Rule, of_correction
from surveys.figures.corrections.preview import Preview
from surveys.figures.released import DimensionKind, Released

if TYPE_CHECKING:
    from surveys.figures.disclosure import Made


CHANGED = lazy_gettext("Es hat sich etwas geändert. Sehen Sie die Vorschau noch einmal an.")


class Another(Conflict):
    """Another correction is previewed, or was previewed or published, than somebody means."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be corrected."""

    reason: str
    """Printed beside the figures."""
    definitions: tuple[str, ...]
    """Keys of the definitions of groups that are told."""
    rules: tuple[Rule, ...]
    """Answers that are left out; those that read answers stay as they are published."""
    day: date
    """Printed with the reason."""
    account: str = field(compare=False)
    """Who stands for it: who pressed last."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """A wish, and what it would change; no preview: no number."""

    wish: Wish
    preview: Preview | None
    upon: str
    """What was published then: another one needs another preview."""

    @property
    def digest(self) -> str:
        """Names exactly this preview, whoever asked for it: what somebody read and stands for."""
        encoded = plain.encode(replace(self, wish=replace(self.wish, account="")))
        return hashlib.sha256(json.dumps(encoded, sort_keys=True).encode()).hexdigest()


def init_app(app: Flask) -> None:
    """States how the work is done."""
    jobs.register(app, Kind.PREVIEW, _preview)
    jobs.register(app, Kind.CORRECT, _correct)


def today() -> date:
    """The county's day."""
    return local_day(datetime.now(UTC))


def refused(wave_id: uuid.UUID) -> str | None:
    """Why a released wave cannot be corrected, in a sentence; None when it can."""
    known = releases.versions(wave_id)
    if len(known) >= MOST_VERSIONS:
        return _("Es gibt schon %(most)d Fassungen. Mehr sind nicht möglich.") % {
            "most": MOST_VERSIONS
        }
    if memories.recall(wave_id) is None:
        return _(
            "Die Antworten dieser Runde sind gelöscht, oder sie wurde mit einer älteren Plattform"
            " veröffentlicht. Darum bleiben die Zahlen, wie sie sind."
        )
    return None


def definitions_and_rules(released: Released) -> tuple[tuple[str, ...], tuple[Rule, ...]]:
    """Definitions and rules that a version was made with."""
    groups = tuple(d.key for d in released.dimensions if d.kind is DimensionKind.GROUP)
    return groups, tuple(Rule(excluded.rule) for excluded in released.excluded)


def in_force(wish: Wish, released: Released) -> tuple[Rule, ...]:
    """The rules that the version after a released one leaves answers out by."""
    _groups, before = definitions_and_rules(released)
    return of_correction(wish.rules, before)


def ask_preview(wave_id: uuid.UUID, wish: Wish) -> None:
    """Begins the preview of a correction; a second click changes nothing.

    Raises:
        Another: its preview is under way.
    """
    wave = work.closed(wave_id)
    arguments = {"wave": str(wave_id), "wish": plain.encode(wish)}
    if work.ask(wave, Kind.PREVIEW, arguments, again=True):
        access.audit(access.Action.PREVIEW, wave.title.localized(("de",)).text, wave.slug)
    elif last_wish(wave) != wish:
        raise Another(_("Warten Sie einige Sekunden und drücken Sie dann noch einmal."))


def last_wish(wave: WaveInfo) -> Wish | None:
    """What was asked to be previewed last, unless something was published since."""
    state = work.state(wave, Kind.PREVIEW)
    asked = jobs.arguments(state.id, Kind.PREVIEW) if state else None
    if state is None or asked is None:
        return None
    if state.result is not None and previewed(wave.id, state) is None:
        return None
    return plain.decode(Wish, asked["wish"])


def is_of(state: JobState, seen: str) -> bool:
    """Whether a correction is made, or was tried, of just the preview with this digest."""
    asked = jobs.arguments(state.id, Kind.CORRECT)
    return asked is not None and plain.decode(Previewed, asked["previewed"]).digest == seen


def previewed(wave_id: uuid.UUID, state: JobState | None) -> Previewed | None:
    """The preview of a finished job, if nothing was published since."""
    if state is None or state.result is None:
        return None
    found = plain.decode(Previewed, state.result)
    return found if found.upon == _published(wave_id) else None


def ask_correction(wave_id: uuid.UUID, found: Previewed | None, *, seen: str, account: str) -> None:
    """Begins to make what was previewed; a second click changes nothing.

    Args:
        wave_id: the released wave.
        found: its newest preview.
        seen: digest of the preview that somebody read.
        account: who read it, and stands for it.

    Raises:
        Another: it was previewed or published by now, or is being made.
    """
    wave = work.closed(wave_id)
    if found is not None and found.digest == seen:
        mine = replace(found, wish=replace(found.wish, account=account))
        arguments = {"wave": str(wave_id), "previewed": plain.encode(mine)}
        if work.ask(wave, Kind.CORRECT, arguments, again=True):
            access.audit(access.Action.CORRECT, wave.title.localized(("de",)).text, wave.slug)
            return
    correcting = work.state(wave, Kind.CORRECT)
    if correcting is None or correcting.error is not None or not is_of(correcting, seen):
        raise Another(CHANGED)


def correct(
    wave_id: uuid.UUID,
    wish: Wish,
    expected: Previewed | None = None,
    report: Report = lambda _part: None,
) -> dict[str, Any]:
    """Makes a correction in this process, a version or only its printed reason; how it was rounded.

    Args:
        wave_id: the released wave.
        wish: what is to be corrected.
        expected: the preview that must still hold.
        report: told how far it is.

    Raises:
        Conflict: it cannot be corrected, or not so any more.
    """
    database.reads()  # until the answers are read; whoever writes waits for none of it
    wave = work.closed(wave_id)
    before, made = _made(wave, wish, report)
    found = _preview_of(before, made)
    sealed = memories.seal(made.memory.to_bytes(), wave_id) if made else b""
    if made:
        releases.write_down(made.released)
    report(1.0)  # the last moment to be stopped
    releases.lock(wave_id)
    if (why := refused(wave_id)) is not None:  # the answers were deleted meanwhile
        raise Conflict(why)
    if expected is not None and expected != Previewed(wish, found, _published(wave_id)):
        raise Conflict(CHANGED)
    if made is None:
        releases.note(wave_id, wish.day, wish.reason)
        return {}
    releases.freeze_again(wave_id, made.released, wish.account, sealed)
    for act in work.RELEASED.registered():
        act(wave_id, made.released)
    return work.rounded_in(made)


def _made(wave: WaveInfo, wish: Wish, report: Report) -> tuple[Released, Made | None]:
    """The newest version, and the one after it; nothing is locked meanwhile."""
    # pandas is loaded only where figures are made, never by a serving process.
    from participation.monitoring import tallying  # noqa: PLC0415

    if (why := refused(wave.id)) is not None:
        raise Conflict(why)
    earlier = _earlier(wave.id)
    material = tallying.gather(wave, in_force(wish, earlier[-1].released))
    report(work.GATHERED)
    reason = Reason(len(earlier) + 1, wish.day, wish.reason)
    whole = tallying.Again(earlier, reason, wish.definitions)
    made = tallying.correction(material, whole, work.part_of(report))
    return earlier[-1].released, made


def _earlier(wave_id: uuid.UUID) -> Sequence[Made]:
    from surveys.figures.disclosure import Made  # noqa: PLC0415 - as above

    memories_of = memories.recall(wave_id) or []
    documents = [releases.released(wave_id, at) for at in range(1, len(memories_of) + 1)]
    pairs = zip(documents, memories_of, strict=True)
    return [Made.recalled(released, memory) for released, memory in pairs if released is not None]


def _preview_of(before: Released, made: Made | None) -> Preview | None:
    return None if made is None else Preview.of(before, made.released)


def _published(wave_id: uuid.UUID) -> str:
    found = releases.published(wave_id)
    return found.digest if found else ""


def _preview(arguments: dict[str, Any], report: Report) -> dict[str, Any]:
    database.reads()
    wave = work.closed(uuid.UUID(arguments["wave"]))
    wish = plain.decode(Wish, arguments["wish"])
    upon = _published(wave.id)
    before, made = _made(wave, wish, report)
    found: dict[str, Any] = plain.encode(Previewed(wish, _preview_of(before, made), upon))
    return found


def _correct(arguments: dict[str, Any], report: Report) -> dict[str, Any]:
    found = plain.decode(Previewed, arguments["previewed"])
    return correct(uuid.UUID(arguments["wave"]), found.wish, found, report)
