"""All texts of a questionnaire one by one: to count, to hand to translators, to put back.

Each text has a key that stays the same while the questionnaire does; a list of choices that
several questions share is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from surveys.instrument.instrument import Choice, Instrument, Page, Question, Text

COUNTY_LISTS = frozenset({"places", "offers"})
"""Lists that a county fills in: a place has one name in all languages."""
Act = Callable[[str, str, Text], Text]
"""Key, where it stands (German) and text → the text to stand there."""
Changes = Mapping[str, Mapping[str, str]]
"""Key → language tag → new wording."""


LONGEST = 2_000
"""Characters of one wording, if its text says nothing else."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate: of a questionnaire, or of whatever else goes out as a sheet."""

    key: str
    where: str
    text: Text
    longest: int = LONGEST
    """Characters that a wording may have."""


def entries(instrument: Instrument) -> tuple[Entry, ...]:
    """Every text that is written in some language, each key once, in the order of the pages."""
    found: dict[str, Entry] = {}

    def note(key: str, where: str, text: Text) -> Text:
        if text:
            found.setdefault(key, Entry(key, where, text))
        return text

    mapped(instrument, note)
    return tuple(found.values())


def changed(instrument: Instrument, changes: Changes) -> Instrument:
    """The questionnaire with other wordings put in; new languages come behind the known ones."""

    def put(key: str, where: str, text: Text) -> Text:
        del where
        return Text({**text.strings, **changes[key]}) if key in changes else text

    tags = dict.fromkeys(tag for wordings in changes.values() for tag in wordings)
    new = tuple(tag for tag in tags if tag not in instrument.languages)
    return replace(mapped(instrument, put), languages=(*instrument.languages, *new))


def mapped(instrument: Instrument, act: Act) -> Instrument:
    """The questionnaire with every text replaced by what ``act`` makes of it."""
    numbers = {question.name: at for at, question in enumerate(instrument.asked, 1)}
    return replace(
        instrument,
        title=act("title", "Titel", instrument.title),
        purpose=act("purpose", "Zweck", instrument.purpose),
        pages=tuple(_page(page, numbers, act) for page in instrument.pages),
    )


def _page(page: Page, numbers: Mapping[str, int], act: Act) -> Page:
    key = f"page:{page.name}"
    return replace(
        page,
        heading=act(f"{key}:heading", "Überschrift", page.heading),
        section=act(f"{key}:section", "Abschnitt", page.section),
        section_why=act(f"{key}:section_why", "Abschnitt: warum", page.section_why),
        questions=tuple(_question(question, numbers, act) for question in page.questions),
    )


def _question(question: Question, numbers: Mapping[str, int], act: Act) -> Question:
    key, number = f"question:{question.name}", numbers.get(question.name)
    place = f"Frage {number}" if number else "Text"
    return replace(
        question,
        label=act(f"{key}:label", place, question.label),
        hint=act(f"{key}:hint", f"{place}: Hinweis", question.hint),
        why=act(f"{key}:why", f"{place}: warum", question.why),
        required_message=act(f"{key}:required", f"{place}: Meldung", question.required_message),
        constraint_message=act(
            f"{key}:constraint", f"{place}: Meldung", question.constraint_message
        ),
        choices=tuple(_choice(question, choice, place, act) for choice in question.choices),
    )


def _choice(question: Question, choice: Choice, place: str, act: Act) -> Choice:
    if question.list_name in COUNTY_LISTS and not (choice.missing or choice.exclusive):
        return choice
    key = f"choice:{question.list_name or question.name}:{choice.name}"
    return replace(choice, label=act(key, f"{place}: Antwort", choice.label))
