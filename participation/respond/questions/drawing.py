"""A page of the questionnaire as its template needs it: flat, escaped, ready in one language.

What is the same for everybody is made once per (version, language, page) and kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from markupsafe import Markup, escape

from participation.base.web.templating import format_number, plain_number
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import Language, current, direction, of_tag
from participation.respond.questions.fields import FIELDS, PREFIX, SEARCH, field_name
from participation.respond.questions.order import APART, ordered
from participation.respond.questions.rich import drawn as drawn_marks
from participation.studies import service as studies
from surveys.instrument import reading
from surveys.instrument.answers import Value
from surveys.instrument.instrument import Choice, Localized, Page, Question, QuestionType, Text
from surveys.instrument.marks import plain

SHORT = 24
"""Characters below which two options stand beside each other on wide screens."""
SCALE = 5
"""Up to so many single options are read from top to bottom, as a scale is."""


@dataclass(frozen=True, slots=True)
class Option:
    """One tile, drawn but for whether it is chosen."""

    name: str
    before: str
    after: str
    group: Markup
    apart: bool
    found_by: str
    """Label and aliases, folded for a search."""
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question in one language."""

    question: Question
    name: str
    """Of its field; ids begin with it."""
    part: str
    """Which part of the template draws it."""
    label: Markup
    hints: tuple[Markup, ...]
    options: Mapping[str, Option]
    pairs: bool
    limit: int | None
    """Largest number of choices, or of characters."""
    numeric: str
    """``inputmode`` of a number."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A drawn question with what one person chose or typed."""

    drawn: Drawn
    tiles: Markup
    """All options drawn, the chosen ones checked."""
    first: str
    """Id of the first input, where a link of the error summary leads."""
    typed: tuple[str, ...]
    problem: str = ""
    search: str = ""
    """What was looked for in a long list."""
    nothing_found: bool = False


@dataclass(frozen=True, slots=True)
class PageInput:
    """What one person brings to a page."""

    answers: Mapping[str, Value]
    """Those so far."""
    typed: Mapping[str, Sequence[str]]
    """Raw values that stand above the answers."""
    order_key: bytes
    """Decides how shuffled options stand."""
    problems: Mapping[str, str]
    """Sentences by question."""


def localized(text: Text, chain: Sequence[str]) -> Markup:
    """A text of the questionnaire, without marks, on a page in the language ``chain`` begins with.

    One that stands in from another language says which; so does every text of a questionnaire in
    a language that the interface does not speak, for then the page is in another one.
    """
    return marked(text.localized(chain), of_tag(chain[0]).interface.tag)


def rich(text: Text, chain: Sequence[str], *, links: bool = True) -> Markup:
    """As :func:`localized`, with its marks drawn; ``links``: whether they may be followed."""
    found = text.localized(chain)
    return _tagged(drawn_marks(found.text, links=links), found, of_tag(chain[0]).interface.tag)


def on_page(found: Localized) -> Markup:
    """A text on the page being made; one in another language says which."""
    return marked(found, current().tag)


def marked(found: Localized, tag: str) -> Markup:
    """A text on a page in the language ``tag``; one in another language says which."""
    return _tagged(escape(found.plain), found, tag)


def _tagged(shown: Markup, found: Localized, tag: str) -> Markup:
    if not found.text or found.language == tag:
        return shown
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        found.language, direction(found.language), shown
    )


def own(said: Text, language: Language) -> Markup:
    """What the county adds to a page, in its language or in German; empty when it adds nothing."""
    known = [tag for tag in language.chain if tag in said.strings]
    return on_page(said.localized(known)) if known else Markup()


@lru_cache(maxsize=512)
def drawn(version: UUID, tag: str, page_name: str) -> Mapping[str, Drawn]:
    """All questions of a page in one language, by name."""
    instrument = studies.instrument(version)
    chain = (*of_tag(tag).chain, instrument.default_language)
    page = next(page for page in instrument.pages if page.name == page_name)
    return {question.name: _draw(question, chain) for question in page.questions}


def fill(page: Page, kept: Mapping[str, Drawn], given: PageInput) -> list[Filled]:
    """The visible questions of a page for one person; ``kept`` is what :func:`drawn` gave."""
    return [_fill(kept[question.name], given) for question in page.questions]


def folded(text: str) -> str:
    """For comparing what people type with names: small letters, ä and ß either way, no accents.

    Letters are the same whether a keyboard sends them whole or in parts, digits in any script.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    for letter, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("-", " ")):
        plain = plain.replace(letter, spelled)
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(
        str(unicodedata.decimal(part, part)) for part in parts if not unicodedata.combining(part)
    )


def _fill(kept: Drawn, given: PageInput) -> Filled:
    asked = kept.question.name
    problem = given.problems.get(asked, "")
    raw = given.typed.get(asked)
    if raw is None:
        raw = _as_typed(kept.question, given.answers.get(asked))
    if not kept.options:
        return Filled(kept, Markup(), kept.name, tuple(raw), problem)
    search = next(iter(given.typed.get(SEARCH + asked, ())), "")
    chosen = frozenset(raw)
    options = _found(_in_order(kept, given.order_key), search, chosen)
    found = not search or any(not option.apart for option in options)
    first = _id(kept.name, options[0].name)
    return Filled(kept, _tiles(options, chosen), first, (), problem, search, not found)


def _tiles(options: Sequence[Option], chosen: frozenset[str]) -> Markup:
    parts: list[str] = []
    group: Markup | None = None
    for option in options:
        if option.group and option.group != group and not option.apart:
            group = option.group
            parts.append(f'<h2 class="group">{group}</h2>')
        parts += (option.before, " checked" if option.name in chosen else "", option.after)
    return Markup("".join(parts))  # noqa: S704  made of escaped pieces


def _in_order(kept: Drawn, key: bytes) -> list[Option]:
    return [kept.options[choice.name] for choice in ordered(kept.question, key)]


def _found(options: list[Option], search: str, chosen: frozenset[str]) -> list[Option]:
    wanted = folded(search)
    if not wanted:
        return options
    return [
        _named(option, wanted)
        for option in options
        if wanted in option.found_by or option.apart or option.name in chosen
    ]


def _named(option: Option, wanted: str) -> Option:
    """The option with the village or postcode by which it was found."""
    alias = next((alias for alias in option.aliases if wanted in folded(alias)), None)
    if alias is None:
        return option
    named = f" <small>({escape(alias)})</small></span>"
    return replace(option, after=option.after.replace("</span></label>", f"{named}</label>"))


def _as_typed(question: Question, value: Value | None) -> Sequence[str]:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if question.type is QuestionType.DATE:
        year, month, day = str(value).split("-")
        return (day, month, year)
    return (plain_number(value) if isinstance(value, Decimal) else str(value),)


def _draw(question: Question, chain: Sequence[str]) -> Drawn:
    kind = FIELDS.get(question.type)
    options = {choice.name: _option(question, choice, chain) for choice in question.choices}
    several = question.type is QuestionType.SELECT_MULTIPLE
    limit = question.max_choices if several else question.max_length
    return Drawn(
        question=question,
        name=field_name(question.name),
        part=kind.part if kind else "note",
        label=rich(question.label, chain),
        hints=tuple(_hints(question, chain)),
        options=options,
        pairs=_pairs(question, chain, several=several),
        limit=limit,
        numeric="numeric" if question.type is QuestionType.INTEGER else "decimal",
    )


def _pairs(question: Question, chain: Sequence[str], *, several: bool) -> bool:
    short = all(len(c.label.localized(chain).plain) < SHORT for c in question.choices)
    return short and (several or len(question.choices) > SCALE) and not question.searchable


def _hints(question: Question, chain: Sequence[str]) -> list[Markup]:
    own = [rich(text, chain) for text in (question.hint, question.why) if text]
    rule = _rule(question)
    return [*own, escape(rule)] if rule else own


def _rule(question: Question) -> str:
    if question.type is QuestionType.SELECT_MULTIPLE:
        if question.max_choices is None:
            return _("Sie können mehrere Antworten wählen.")
        return _("Wählen Sie bis zu %(max)d.") % {"max": question.max_choices}
    if question.type is QuestionType.TEXT:
        return _(
            "Schreiben Sie keine Namen. Eine Person im Team liest den Text."
            " Wir können nicht antworten."
        )
    bounds = reading.bounds(question.constraint) if question.constraint else {}
    if {"min", "max"} <= bounds.keys():
        return _("Eine Zahl von %(min)s bis %(max)s") % {
            "min": format_number(bounds["min"]),
            "max": format_number(bounds["max"]),
        }
    return ""


def _id(field: str, choice: str) -> str:
    """Id of a tile; hint and problem of its question have theirs."""
    return f"{field}-{PREFIX}{choice}" if choice in ("hint", "problem") else f"{field}-{choice}"


def _option(question: Question, choice: Choice, chain: Sequence[str]) -> Option:
    kind = "checkbox" if question.type is QuestionType.SELECT_MULTIPLE else "radio"
    name, value = escape(field_name(question.name)), escape(choice.name)
    own_id = _id(field_name(question.name), choice.name)
    label = rich(choice.label, chain, links=False)
    apart = choice.missing in APART
    aliases = ", ".join(choice.aliases)
    before = Markup('<div class="choice{}"{}><input type="{}" name="{}" id="{}" value="{}"').format(
        " apart" if apart else "",
        Markup(' data-also="{}"').format(aliases) if aliases else "",
        kind,
        name,
        own_id,
        value,
    )
    after = Markup('><label for="{}"><span>{}</span></label></div>\n')
    return Option(
        name=choice.name,
        before=str(before),
        after=str(after.format(own_id, label)),
        group=localized(choice.group, chain),
        apart=apart,
        aliases=choice.aliases,
        found_by=" ".join(
            map(folded, (*map(plain, choice.label.strings.values()), *choice.aliases))
        ),
    )
