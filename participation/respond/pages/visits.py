"""One request of a respondent: which wave, in which language, with which draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any

from flask import current_app, g, request, url_for

from participation.base import database
from participation.base.web.templating import format_date, local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.respond.answers import letterbox
from participation.respond.drafts import cookie, drafts
from participation.respond.drafts.drafts import Draft
from participation.respond.drafts.secret import Secret
from participation.respond.pages import stops
from participation.respond.questions.progress import progress
from participation.studies import service as studies
from surveys.instrument import path as paths
from surveys.instrument.instrument import Instrument, Localized, Page
from surveys.instrument.path import Path

SCRIPT = "X-Answer"
"""Header by which a page's script says that it sent a form."""
TAKES_PAGES = "page"
"""Its value where the script shows the next page from the answer itself."""
NEXT = "X-Next"
"""Header of the answer: the address of the page that follows."""


@dataclass(frozen=True)
class Visit:
    """A wave that takes answers, and the respondent who asks for one of its pages."""

    wave: studies.RespondentWave
    language: Language
    now: datetime

    @cached_property
    def instrument(self) -> Instrument:
        """The wave's questionnaire."""
        return studies.instrument(self.wave.instrument_version_id)

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """Languages in which a text of the questionnaire is looked for, in order."""
        return (*self.language.chain, self.instrument.default_language)

    @cached_property
    def secret(self) -> Secret | None:
        """What the respondent's cookie holds."""
        value = request.cookies.get(cookie.NAME)
        return Secret.read(value, self.wave.id, rehearsal=self.wave.rehearsal)

    @property
    def begins(self) -> bool:
        """Whether somebody may begin now."""
        return self.wave.may_begin

    @property
    def today(self) -> date:
        """The day in the county's calendar."""
        return local_day(self.now)

    @property
    def unchecked(self) -> bool:
        """Whether nobody has checked the questionnaire in this language."""
        return not self.wave.checked(self.language.tag)

    @property
    def named(self) -> str:
        """How pages of the site name the survey, so that they lead back in the same language."""
        spoken = self.language.tag in LANGUAGES
        return self.wave.slug if spoken else f"{self.wave.slug}/{self.language.tag}"

    def address(self, page: str = "intro", **values: Any) -> str:  # noqa: ANN401  url_for's own
        """Address of one of this survey's pages in the language of the visit."""
        prefix = current_app.config["SETTINGS"].prefix
        return _address(
            prefix, f"respond.{page}", self.wave.slug, self.language, tuple(values.items())
        )

    def draft(self, *, to_change: bool = False) -> Draft | None:
        """The living draft of this respondent, if there is one."""
        if self.secret is None:
            return None
        connection = database.connection()
        return drafts.load(connection, self.secret, self.instrument, self.now, to_change=to_change)

    def save(self, secret: Secret, draft: Draft) -> None:
        """Writes the draft in this request's transaction."""
        drafts.save(database.connection(), secret, draft, self.now)

    def was_sent(self) -> bool:
        """Whether this respondent has sent already."""
        return self.secret is not None and letterbox.was_sent(database.connection(), self.secret)

    def path(self, draft: Draft) -> Path:
        """The pages that the draft's answers lead to."""
        return paths.walk(self.instrument, draft.answers, self.today)

    def channel(self, key: str | None) -> str:
        """The channel of that key, or none."""
        return key if key in self.wave.channels else ""


@lru_cache(maxsize=4096)
def _address(
    prefix: str, endpoint: str, slug: str, language: Language, values: tuple[tuple[str, Any], ...]
) -> str:
    del prefix  # it stands in what url_for gives; here it tells installations apart
    return url_for(endpoint, slug=slug, language=language, **dict(values))


def by_script() -> bool:
    """Whether a page's script sent this and can show the page that follows by itself."""
    return request.headers.get(SCRIPT) == TAKES_PAGES


def enter(slug: str, language: Language, *, ended_too: bool = False, hold: bool = False) -> Visit:
    """The visit of this request; one SQL statement at most.

    Args:
        slug: short address of a wave.
        language: of the address.
        ended_too: lets in although the wave takes nothing any more.
        hold: the wave as it is this moment, and it stays so until this transaction ends; else
            it may be a few seconds old.

    Raises:
        Stop: the wave is unknown or knows no such language, is not yet open, withdrawn or over.
    """
    now = datetime.now(UTC)
    wave = studies.respondent_wave(slug, now, probe(), fresh=False, hold=hold)
    if wave is None:
        raise stops.UnknownSurvey
    g.rehearsal = wave.rehearsal
    visit = Visit(wave, language, now)
    if not _has(visit):
        raise stops.UnknownSurvey
    if not (wave.may_send or (ended_too and wave.state is not studies.WaveState.DRAFT)):
        raise why_closed(visit)
    return visit


def _has(visit: Visit) -> bool:
    """Whether the survey may be asked for in this language; one taken back leads to the others."""
    tag = visit.language.tag
    return tag in LANGUAGES or tag in visit.wave.tags or tag in visit.instrument.languages


def probe() -> str:
    """The token of a link for trying out, from the link, the first page's form or its cookie."""
    form = request.form.get("probe") if request.method == "POST" else ""
    return request.args.get("probe") or form or request.cookies.get(cookie.PROBE, "")


def why_closed(visit: Visit) -> stops.Stop:
    """Why nobody can answer now, as a page."""
    wave = visit.wave
    if wave.state is studies.WaveState.DRAFT:
        return stops.UnknownSurvey()
    if wave.state is studies.WaveState.WITHDRAWN:
        return stops.Withdrawn()
    if wave.state is studies.WaveState.SCHEDULED:
        day = format_date(wave.opens_at)
        return stops.NotYet(
            _("Sie beginnt am %(day)s. Kommen Sie dann wieder. Der Link bleibt gleich.")
            % {"day": day}
        )
    if wave.state is studies.WaveState.TAKING:
        return stops.AskingEnded(ended_since(visit))
    lost = ""
    if request.method == "POST":
        lost = " " + _("Ihre Antworten konnten nicht mehr gesendet werden.")
    return stops.Ended(ended_since(visit) + lost, link=results_exit(visit))


def ended_since(visit: Visit) -> str:
    """When the wave ended and when its results come, in one or two sentences."""
    wave = visit.wave
    ended = min(wave.asking_ends_at, wave.schedule.closed_at or wave.asking_ends_at)
    since = _("Sie ist seit %(day)s zu Ende.") % {"day": format_date(ended)}
    if wave.results_on is None:
        return since
    return (
        since + " " + _("Die Ergebnisse kommen am %(day)s.") % {"day": format_date(wave.results_on)}
    )


def results_exit(visit: Visit) -> stops.Exit | None:
    """The way to the results, once the site has such a page."""
    if "results.page" not in current_app.view_functions:
        return None
    address = url_for("results.page", language=visit.language.interface, slug=visit.wave.slug)
    if visit.wave.results_on and visit.today < visit.wave.results_on:
        return stops.Exit(_("Hier stehen dann die Ergebnisse."), address)
    return stops.Exit(_("Zu den Ergebnissen"), address)


def page_of(path: Path, name: str) -> int | None:
    """Where a page stands on the path."""
    return next((i for i, page in enumerate(path.pages) if page.name == name), None)


def known_pages(instrument: Instrument) -> Mapping[str, Page]:
    """All pages of a questionnaire by name."""
    return {page.name: page for page in instrument.pages}


def chooser_address(visit: Visit, at: str = "") -> str:
    """Address of the chooser of languages, which leads back to ``at``."""
    values: dict[str, Any] = {"at": at} if at else {}
    if visit.wave.rehearsal:
        values["probe"] = probe()
    return url_for(
        "respond.languages_page", slug=visit.wave.slug, here=visit.language.tag, **values
    )


def title(visit: Visit) -> Localized:
    """What the survey is called."""
    own = visit.wave.title or visit.instrument.title
    return own.localized(visit.chain)


def number(visit: Visit, path: Path, index: int) -> int:
    """The number of a page's first question."""
    return progress(visit.wave.instrument_version_id, path, index).first


def number_of_questions(visit: Visit, path: Path, index: int) -> int:
    """To how many questions the progress counts on page number ``index`` of the path."""
    return progress(visit.wave.instrument_version_id, path, index).total


def total(visit: Visit) -> int:
    """How many questions the first page announces: as many as the progress then counts to."""
    return number_of_questions(visit, visit.path(Draft(0)), 0)
