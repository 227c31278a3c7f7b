"""One cell → the value of one field, or the reason why not; values as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from participation.sheets.meaning.dates import NoDay, day_of, is_beginning, span_end
from participation.sheets.meaning.numbers import NoNumber, number_of
from participation.sheets.meaning.titles import normal
from participation.sheets.reading.cells import Cell, Flaw, shown
from participation.sheets.target import Choice, Dated, Field, Kind, Value

NOTHING = frozenset(
    map(normal, ("k.A.", "k. A.", "keine Angabe", "n/a", "n.a.", "n. a.", "entfällt", "néant"))
) | {""}
"""Words for no value, compared as :func:`normal` makes them; "-" becomes nothing by itself."""

YES = frozenset(("x", "xx", "ja", "j", "yes", "y", "oui", "o", "1", "wahr", "true", "vrai"))
NO = frozenset(("nein", "n", "no", "non", "0", "falsch", "false", "faux"))
TICKS = frozenset("✓✔☑✅🗸●•■×✕✗☒√")
"""Signs that tick a column; what they mean elsewhere is asked."""
_YEAR = re.compile(r"[(\[]?\b(?:19|20)[0-9]{2}\b[)\]]?")
LONGEST_NOTHING = 40
MOST_WHOLE = 999_999_999
MAKE = "+"
"""What a name means that staff say is new: it is made."""


class Unreadable(Exception):
    """The cell cannot be what the field asks for; ``key`` names a sentence of ``sentences.py``."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = {name: str(value) for name, value in params.items()}


class Unknown(Exception):
    """The cell holds words of the sheet's own, and nobody said yet what they mean."""

    def __init__(self, *said: str) -> None:
        super().__init__(*said)
        self.said = said


@dataclass(frozen=True, slots=True)
class RowRef:
    """A parent that is a row of the same sheet, by its order."""

    order: int


Words = Mapping[str, str]
"""What a field's own words mean: :func:`word_key` → key of a choice; "": nothing; :data:`MAKE`."""


def value_of(field: Field, cell: Cell, words: Words) -> Value:
    """What a cell says of ``field``; None: nothing. Of a dated field the value for its day.

    Raises:
        Unreadable: it is something else.
        Unknown: it is a word whose meaning nobody told.
    """
    if isinstance(cell, Flaw):
        raise Unreadable(f"cell_{cell.kind}")
    text = shown(cell).strip()
    if cell is None or _is_nothing(field, text):
        return None
    if field.kind is Kind.CHOICE:
        return _choice(field, text, words)
    if field.kind is Kind.NAMES:
        return _names(field, text, words)
    return _plain(field, cell, text, words)


def _is_nothing(field: Field, text: str) -> bool:
    if len(text) > LONGEST_NOTHING:
        return False
    said = normal(text)
    if said in _nothing(field.nothing):
        return True
    if field.kind is Kind.TEXT or (field.kind is Kind.CHOICE and not said):
        # Signs may be what somebody chose: "✓", "🟢". Only dashes mean nothing.
        return not text.strip("-–—/. ")
    return said in NOTHING


@lru_cache(maxsize=256)
def _nothing(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normal, words))


def _plain(field: Field, cell: Cell, text: str, words: Words) -> Value:
    if field.kind in (Kind.NUMBER, Kind.MONEY):
        try:
            return _bounded(field, number_of(cell, money=field.kind is Kind.MONEY))
        except NoNumber:
            raise Unreadable("no_number") from None
    if field.kind in (Kind.DATE, Kind.YEAR):
        if field.choices and (key := _chosen(field, text, words)) is not None:
            return key or None
        try:
            day = day_of(cell)
        except NoDay:
            return _spanned(field, text)
        return day if field.kind is Kind.DATE else Decimal(day.year)
    return _text(field, text)


def _spanned(field: Field, text: str) -> Value:
    """Of a span its end; a beginning alone is the choice that stands for going on and on."""
    if field.kind is Kind.DATE:
        if (end := span_end(text)) is not None:
            return end
        lasting = next((choice.key for choice in field.choices if choice.begins), None)
        if lasting is not None and is_beginning(text):
            return lasting
    raise _no_day(field, text)


def _no_day(field: Field, text: str) -> Unreadable | Unknown:
    """A word where a day is asked for may be one of the field's own: "nach Bedarf"."""
    worded = field.choices and not any(letter.isdigit() for letter in text)
    return Unknown(text) if worded else Unreadable("no_day")


def _bounded(field: Field, number: Decimal) -> Decimal:
    if not field.whole:
        return number
    if not 0 <= number <= MOST_WHOLE:
        raise Unreadable("no_whole")
    return number.quantize(Decimal(1), ROUND_HALF_UP)


def tidy(text: str) -> str:
    """A text without repeated spaces and empty lines."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", text)))


def beginning(text: str, longest: int) -> str:
    """The first words of a text that is too long, with the sign that more follows."""
    cut = text[: longest - 1]
    whole, space, _rest = cut.rpartition(" ")
    return (whole.rstrip(" ,;:–-") if space and len(whole) > longest // 2 else cut) + "…"


def _text(field: Field, text: str) -> str:
    found = tidy(text)
    if len(found) > field.longest:
        raise Unreadable("text_too_long", most=field.longest, more=len(found) - field.longest)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Itself:
    """Choices known by being the same tuple: comparing hundreds for each cell would take longer."""

    choices: tuple[Choice, ...]

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same tuple."""
        return isinstance(other, _Itself) and self.choices is other.choices

    def __hash__(self) -> int:
        """The tuple lives as long as this does, so no other one has its place."""
        return id(self.choices)


def meanings(choices: tuple[Choice, ...]) -> dict[str, str]:
    """The words by which the own choices of a field are known."""
    return _meanings(_Itself(choices))


@lru_cache(maxsize=32)
def _meanings(of: _Itself) -> dict[str, str]:
    return {normal(word): choice.key for choice in of.choices for word in _words_of(choice) if word}


@lru_cache(maxsize=32)
def _titles(of: _Itself) -> dict[str, str]:
    return {choice.key: str(choice.title) for choice in of.choices}


def _words_of(choice: Choice) -> Sequence[str]:
    return (choice.key, *choice.aliases, str(choice.title))


def word_key(text: str) -> str:
    """How a word of the sheet is remembered; colours and signs alone stay as they are."""
    return text.upper() if text.startswith("#") else normal(text) or text[:120]


def _choice(field: Field, text: str, words: Words) -> str | None:
    found = _chosen(field, text, words)
    if found is None:
        raise Unknown(text)
    return f"{MAKE}{text}" if found == MAKE and field.makes else found or None


def _chosen(field: Field, text: str, words: Words) -> str | None:
    """Key of the choice that a word means; empty: nothing; None: nobody said."""
    key = word_key(text[:200])
    # A remembered choice may be gone by now.
    if key in words and words[key] in {"", MAKE, *_titles(_Itself(field.choices))}:
        return words[key]
    if text.startswith("#"):
        return None
    known = meanings(field.choices)
    return known.get(key) or known.get(normal(_YEAR.sub("", text)))


def marked(field: Field, title: str) -> str | None:
    """The choice that a column's title names ("ergänzt am"): a mark or day in it means that."""
    said, known = normal(title), meanings(field.choices)
    return known.get(said) or known.get(said.partition(" ")[0])


def is_mark(cell: Cell) -> bool | None:
    """Whether a cell of such a column says yes; None: it says something else."""
    text = shown(cell).strip()
    said = normal(text)
    if said in NO:
        return False
    if said in YES or text in TICKS:
        return True
    try:
        day_of(cell)
    except NoDay:
        return None
    return True


def _names(field: Field, text: str, words: Words) -> tuple[str, ...]:
    known = meanings(field.choices)
    found: dict[str, str] = {}
    unknown: list[str] = []
    for piece in _pieces(text, known, words):
        if len(piece) > field.longest:
            raise Unreadable("text_too_long", most=field.longest, more=len(piece) - field.longest)
        name = _named(field, piece, known, words)
        if name is None:
            unknown.append(piece)
        elif name:
            found.setdefault(normal(name), name)
    if unknown:
        raise Unknown(*unknown)
    return tuple(found.values())


def _pieces(text: str, known: Words, words: Words) -> Iterator[str]:
    """Single names; one that is known as a whole is not divided at its comma."""
    for part in re.split(r"[;\n]", text):
        whole = " ".join(part.split()).lstrip("-•* ").strip()
        single = normal(whole) in known or word_key(whole) in words
        for piece in [whole] if single else whole.split(","):
            if normal(piece):
                yield piece.strip()


def _named(field: Field, piece: str, known: Words, words: Words) -> str | None:
    """The name that a word stands for; empty: none; None: nobody said."""
    titles = _titles(_Itself(field.choices))
    key = known.get(normal(piece)) or words.get(word_key(piece))
    if key is None and not field.closed:
        return piece
    if key == MAKE and field.makes:
        return piece
    return key if key is None or not key else titles.get(key)


def to_json(value: Value | RowRef) -> Any:  # noqa: ANN401 - JSON
    """A value as JSON holds it; :func:`from_json` needs no field to read it."""
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, RowRef):
        return {"r": value.order}
    if isinstance(value, tuple):
        return [
            {"on": each.on.isoformat(), "value": each.value} if isinstance(each, Dated) else each
            for each in value
        ]
    return value


def from_json(stored: Any) -> Value | RowRef:  # noqa: ANN401 - as above
    """What :func:`to_json` wrote."""
    if isinstance(stored, dict):
        ((kind, said),) = stored.items()
        if kind == "n":
            return Decimal(said)
        return date.fromisoformat(said) if kind == "d" else RowRef(int(said))
    if isinstance(stored, list):
        return tuple(
            Dated(date.fromisoformat(each["on"]), each["value"]) if isinstance(each, dict) else each
            for each in stored
        )
    return str(stored) if stored is not None else None
