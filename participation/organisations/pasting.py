"""A list of organisations as Excel copies it or a CSV file holds it: read, with its problems."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.organisations.kinds import KIND_NAMES, OrganisationKind
from participation.organisations.mailboxes import is_address, looks_personal
from participation.organisations.saving import OrganisationText

MOST = 1000
"""Rows that are read at once."""
LONGEST = 60_000
"""Characters of a list, so that its preview can be sent back."""
HEAD_ROWS = 10
"""Among how many rows the header is looked for: titles may stand above it."""
COLUMNS = ("name", "short", "kind", "mailbox", "places")
"""Their order where no header stands."""
HEADERS: Mapping[str, str] = {
    **dict.fromkeys(("name", "stelle", "bezeichnung", "organisation", "einrichtung"), "name"),
    **dict.fromkeys(("kurzform", "kurz", "kürzel", "abkürzung", "kurzname"), "short"),
    **dict.fromkeys(("art", "typ", "kategorie", "art der stelle"), "kind"),
    **dict.fromkeys(("postfach", "funktionspostfach", "e-mail", "email", "mail"), "mailbox"),
    **dict.fromkeys(("ort", "orte", "gemeinde", "gemeinden", "zuständig für"), "places"),
}
KIND_WORDS: Mapping[str, OrganisationKind] = {
    **dict.fromkeys(("amt", "fachbereich", "dezernat", "abteilung"), OrganisationKind.OFFICE),
    **dict.fromkeys(("stadt", "gemeinde", "kommune"), OrganisationKind.MUNICIPALITY),
    **dict.fromkeys(("träger", "wohlfahrtsverband"), OrganisationKind.PROVIDER),
    **dict.fromkeys(("verein", "initiative"), OrganisationKind.ASSOCIATION),
    **dict.fromkeys(("schule", "kita"), OrganisationKind.SCHOOL),
    **dict.fromkeys(("gremium", "ausschuss", "beirat"), OrganisationKind.BODY),
    **dict.fromkeys(("behörde", "andere behörde"), OrganisationKind.AUTHORITY),
    **dict.fromkeys(("sonstige", "andere"), OrganisationKind.OTHER),
}
LIMITS: Mapping[str, int] = {"name": 200, "short": 40, "mailbox": 254}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: what it says, and what is wrong or to be asked about it."""

    number: int
    """As the list counts its rows, the header included."""
    said: OrganisationText
    problems: tuple[str, ...] = ()
    known: bool = False
    """An organisation of that name is there: the row changes nothing."""
    personal: bool = False
    """Its mailbox reads like a person's own."""


@dataclass(slots=True)
class _Seen:
    """What rows are held against."""

    places: Mapping[str, str]
    names: frozenset[str]
    rows: dict[str, int] = field(default_factory=dict)


def decode(content: bytes) -> str:
    """The text of a file as Excel and others write it: UTF-8, UTF-16 with its mark, Windows-1252.

    Raises:
        DomainError: it is a workbook or another file that is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DomainError(
            _("Das ist keine CSV-Datei. Speichern Sie die Tabelle in Excel als „CSV UTF-8“.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read(text: str, places: Mapping[str, str], names: Iterable[str]) -> tuple[Line, ...]:
    """The organisations of a list.

    Args:
        text: rows with cells between tabs, semicolons or commas; quotes as Excel writes them.
        places: name → key of the county's places.
        names: what is called so already.

    Raises:
        DomainError: there is no row, or there are too many.
    """
    rows = _rows(text)
    at, columns = _header(rows)
    seen = _Seen({_small(n): key for n, key in places.items()}, frozenset(map(_small, names)))
    filled = [(n, row) for n, row in enumerate(rows, 1) if n > at and any(row)]
    if not filled:
        raise DomainError(_("Die Liste ist leer. Fügen Sie Zeilen aus Ihrer Tabelle ein."))
    if len(filled) > MOST:
        raise DomainError(_("Das sind mehr als %(most)d Zeilen. Teilen Sie sie.") % {"most": MOST})
    return tuple(_line(number, _named(row, columns), seen) for number, row in filled)


def _rows(text: str) -> list[list[str]]:
    clean = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in clean.split("\n") if line.strip()), "")
    between = "\t" if "\t" in clean else ";" if ";" in first else ","
    csv.field_size_limit(LONGEST)
    try:
        found = list(csv.reader(io.StringIO(clean, newline=""), delimiter=between))
    except csv.Error:
        raise DomainError(
            _("Die Liste ist nicht zu lesen. Prüfen Sie die Anführungszeichen.")
        ) from None
    return [[" ".join(cell.split()) for cell in row] for row in found]


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, Sequence[str]]:
    """Number of the header's row (0: none) and the columns in their order."""
    for number, row in enumerate(rows[:HEAD_ROWS], 1):
        columns = [HEADERS.get(_small(cell).rstrip(":*"), "") for cell in row]
        if "name" in columns and not any(
            cell and not column for cell, column in zip(row[:1], columns[:1], strict=True)
        ):
            return number, columns
    return 0, COLUMNS


def _named(row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and cell and column not in found:
            found[column] = cell
    return found


def _line(number: int, cells: Mapping[str, str], seen: _Seen) -> Line:
    name = cells.get("name", "")
    problems: list[str] = []
    kind = _kind(cells.get("kind", ""), problems)
    places = _places(cells.get("places", ""), seen.places, problems)
    mailbox = cells.get("mailbox", "")
    if not name:
        problems.append(_("Der Name fehlt."))
    if mailbox and not is_address(mailbox):
        problems.append(_("„%(mail)s“ ist keine E-Mail-Adresse.") % {"mail": mailbox[:80]})
    problems += [
        _("„%(cell)s…“ ist zu lang: höchstens %(most)d Zeichen.")
        % {"cell": cells[column][:30], "most": most}
        for column, most in LIMITS.items()
        if len(cells.get(column, "")) > most
    ]
    before = seen.rows.setdefault(_small(name), number)
    if name and before != number:
        problems.append(_("Steht schon in Zeile %(row)d.") % {"row": before})
    said = OrganisationText(name, cells.get("short", ""), kind, mailbox, places)
    return Line(number, said, tuple(problems), _small(name) in seen.names, looks_personal(mailbox))


def _kind(word: str, problems: list[str]) -> OrganisationKind:
    wanted = _small(word)
    for kind, label in KIND_NAMES.items():
        if wanted in (kind.value, _small(str(label))):
            return kind
    if wanted and wanted not in KIND_WORDS:
        names = ", ".join(str(label) for label in KIND_NAMES.values())
        problems.append(
            _("Die Art „%(kind)s“ gibt es nicht. Schreiben Sie eine von diesen: %(kinds)s.")
            % {"kind": word[:40], "kinds": names}
        )
    return KIND_WORDS.get(wanted, OrganisationKind.OTHER)


def _places(text: str, known: Mapping[str, str], problems: list[str]) -> tuple[str, ...]:
    names = [part.strip() for part in text.replace("/", ",").replace(";", ",").split(",")]
    wanted = [name for name in names if name]
    problems += [
        _("Den Ort „%(place)s“ gibt es nicht. Prüfen Sie die Schreibweise.") % {"place": name[:60]}
        for name in wanted
        if _small(name) not in known
    ]
    return tuple(dict.fromkeys(known[_small(n)] for n in wanted if _small(n) in known))


def _small(text: str) -> str:
    return " ".join(text.casefold().split())
