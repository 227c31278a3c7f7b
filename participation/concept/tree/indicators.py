"""Indicators that goals can name: what surveys measure today, by key; a catalogue may widen it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from participation.studies import service as studies
from surveys.instrument.instrument import InstrumentKind, Question

CONTEXT = "s_"
"""How the names of questions begin that describe the respondents."""
LONGEST = 90
"""Characters of a question in a list of choices."""


def offered() -> dict[str, dict[str, str]]:
    """By title of the questionnaire: the question of each indicator by its key.

    A key means the same in every questionnaire, so it stands under the first that has it.
    """
    found: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    for title, key, question in _all():
        if key not in seen:
            seen.add(key)
            found.setdefault(title, {})[key] = question
    return found


def names() -> Mapping[str, str]:
    """The question of each indicator by its key."""
    return {key: question for listed in offered().values() for key, question in listed.items()}


def _all() -> Iterator[tuple[str, str, str]]:
    for origin in studies.Origin:
        for version in studies.latest(origin):
            if version.kind is not InstrumentKind.ANONYMOUS:
                continue
            title = version.title.localized(("de",)).text
            for question in studies.instrument(version.id).asked:
                if _has_figures(question):
                    yield title, question.name, _short(question.label.localized(("de",)).text)


def _has_figures(question: Question) -> bool:
    """Whether a question gives figures, and on more than who answers and where they live.

    What is computed of it needs tools that no serving process loads; its key is its name.
    """
    about_people = question.name.startswith(CONTEXT) or question.list_name == "places"
    answered = any(choice.missing is None for choice in question.choices)
    return question.type.selects and answered and not about_people


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"
