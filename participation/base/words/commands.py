"""``flask --app wsgi words …``: which words the interface has, and which of them need a language.

German is the source and has no catalogue. English has every string, because staff read it; the
other languages have the public ones. Einfache Sprache only says what differs from the German.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po
from flask import Flask
from flask.cli import AppGroup

from participation.base.words.catalogues import path_of
from participation.base.words.languages import DEFAULT, LANGUAGES, STAFF, Language

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT.parent / "surveys"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"silent": "false"}}
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None}
PUBLIC = frozenset({"base", "boards", "errors", "presenting", "respond", "site"})
"""Slices, and folders of templates, whose words respondents and visitors read; the others are
read by staff alone."""
STAFF_FOLDERS = frozenset({"desk", "run"})
"""What lies below such a folder of a slice, code or templates, only staff read."""
MARK = "public"
BEGUN = datetime(2026, 11, 22, tzinfo=UTC)
"""Stands in every header, so that an update changes only what changed."""

Key = tuple[str, str, str]
"""Context, msgid, plural msgid; empty where a message has none."""

words = AppGroup("words", help="The interface's words and their catalogues.")


@dataclass(frozen=True, slots=True)
class Word:
    """One message of the interface."""

    context: str
    singular: str
    plural: str
    public: bool
    """Whether anybody but staff reads it."""

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.context, self.singular, self.plural

    @property
    def id(self) -> str | tuple[str, str]:
        """As Babel names it."""
        return (self.singular, self.plural) if self.plural else self.singular

    @property
    def line(self) -> str:
        """On one line of a list."""
        return " | ".join(part for part in self.key if part).replace("\n", "\\n")


def extracted() -> tuple[Word, ...]:
    """Every message of code and templates, in the order of its words."""
    found: dict[Key, bool] = {}
    for path, message, context in _messages():
        singular, plural = message[:2] if isinstance(message, tuple) else (message, "")
        key = (context or "", singular, plural)
        found[key] = found.get(key, False) or is_public(path)
    return tuple(Word(*key, public) for key, public in sorted(found.items()))


def _messages() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Path below its package, message and context; the engine's sentences are told to staff."""
    for folder, below in ((ROOT, ""), (ENGINE, "surveys/")):
        for path, _line, message, _comments, context in extract_from_dir(
            folder, METHODS, OPTIONS, KEYWORDS
        ):
            yield below + path, message, context


def is_public(path: str) -> bool:
    """Whether anybody but staff reads what a file says; its folders tell.

    Args:
        path: below ``participation/``.
    """
    *folders, _name = path.removeprefix("templates/").split("/")
    slice_name, *inside = folders or ["base"]
    return slice_name in PUBLIC and STAFF_FOLDERS.isdisjoint(inside)


def wanted(language: Language, known: Iterable[Word]) -> Iterator[Word]:
    """The words that ``language`` has a catalogue entry for."""
    return (word for word in known if word.public or language in STAFF)


def written(language: Language) -> Catalog:
    """The catalogue of ``language`` as it lies on the disk; empty when there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language.babel)
    with path.open("rb") as file:
        return read_po(file, locale=language.babel)


def renewed(language: Language, known: Iterable[Word]) -> Catalog:
    """The catalogue of ``language`` with exactly the words it should have.

    What was translated stays; nothing is guessed for a new word.
    """
    old = written(language)
    fresh = Catalog(
        locale=language.babel,
        project="Vielstimmig",
        header_comment=f"# {language.own_name}: words of Vielstimmig's interface.",
        creation_date=BEGUN,
        revision_date=BEGUN,
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    for word in wanted(language, known):
        before = old.get(word.id, word.context or None)
        fresh.add(
            word.id,
            before.string if before else None,
            context=word.context or None,
            auto_comments=[MARK] if word.public else [],
        )
    return fresh


@words.command("update")
def update() -> None:
    """Write what code and templates say into every language's catalogue."""
    known = extracted()
    for language in LANGUAGES.values():
        if language is DEFAULT:
            continue
        catalogue = renewed(language, known)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, no_location=True, sort_output=True)
        click.echo(f"{language.tag}: {len(catalogue)}, {len(missing(catalogue))} without words")


@words.command("public")
def public() -> None:
    """List what respondents and visitors read, a message a line."""
    for word in extracted():
        if word.public:
            click.echo(word.line)


def missing(catalogue: Catalog) -> list[str]:
    """Messages without a translation, or with a plural form left empty."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def init_app(app: Flask) -> None:
    """Adds the commands to ``flask --app wsgi``."""
    app.cli.add_command(words)
