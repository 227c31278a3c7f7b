"""A small list that sheets are taken into, and sheets of every bad kind."""

from __future__ import annotations

import io
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from flask import Flask
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from participation.base import database
from participation.base.errors import DomainError
from participation.base.web.security import Permission
from participation.sheets import views
from participation.sheets.meaning.values import from_json, to_json
from participation.sheets.registry import TARGETS, Registration
from participation.sheets.target import Choice, Existing, Field, Kind, Value, Values
from tests.support.client import CheckedClient, Page
from tests.support.hooks import add

METADATA = sa.MetaData()
PLAN = sa.Table(
    "plan_row",
    METADATA,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("turn", sa.Integer),
    sa.Column("told", sa.JSON),
    sa.Column("revision", sa.Integer),
)
FIELDS = (
    Field("number", Kind.TEXT, "Nr.", ("Nummer", "id", "lfd. Nr.")),
    Field("area", Kind.TEXT, "Handlungsfeld", ("Bereich", "Axe (x)"), grouping=True),
    Field("title", Kind.TEXT, "Maßnahme", ("Titel", "title", "Titre de l'action"), required=True, longest=200),
    Field("part", Kind.PART, "Teilmaßnahme", ("Titre de la sous-action",)),
    Field("parent", Kind.PARENT, "Gehört zu", ("parent",)),
    Field("who", Kind.NAMES, "Zuständig", ("Structure pilote", "Verantwortlich"), choices=(Choice("body", "Amt für Soziales, Bildung"),)),
    Field("money", Kind.MONEY, "Kosten", ("Budget", "Budget prévisionnel total € HT")),
    Field("hours", Kind.NUMBER, "Stunden", ("Aufwand",)),
    Field("due", Kind.DATE, "Frist", ("bis wann", "Date de fin"), nothing=("Daueraufgabe",)),
    Field(
        "light",
        Kind.CHOICE,
        "Status",
        ("Stand", "Ampel", "Statut", "assessment"),
        choices=(
            Choice("green", "Grün", ("läuft", "umgesetzt")),
            Choice("yellow", "Gelb", ("begonnen", "en cours")),
            Choice("red", "Rot", ("nicht begonnen",)),
        ),
    ),
    Field("history", Kind.CHOICE, "Verlauf", ("Sachstand",), choices=(Choice("green", "Grün"), Choice("red", "Rot")), dated=True),
    Field("note", Kind.TEXT, "Bemerkung", ("text", "Descriptif")),
)  # fmt: skip
HEAD = ("Nr.", "Handlungsfeld", "Maßnahme", "Zuständig", "Kosten", "Frist", "Status")
ROWS = (
    HEAD,
    ("1", "Sprache", "Sprachcafé", "Jugendamt; Volkshochschule", "3.000 €", date(2027, 12, 31), "läuft"),
    ("2", "Sprache", "Lesepaten", "Amt für Soziales, Bildung", 500, "12/2027", "begonnen"),
    ("3", "Wohnen", "Lotsen", None, None, "Daueraufgabe", None),
)  # fmt: skip
"""A sheet as a county keeps it: three measures under their headings."""


class PlanTarget:
    """Rows with a number, a title and a parent, kept as JSON."""

    key = "plan"
    name = "Maßnahmen der Probe"
    permission = Permission.EDIT_CONCEPT
    number = "number"
    title = "title"

    def fields(self) -> Sequence[Field]:
        return FIELDS

    def existing(self) -> Sequence[Existing]:
        rows = database.connection().execute(sa.select(PLAN).order_by(PLAN.c.turn)).all()
        empty = {field.key: None for field in FIELDS if field.kind is not Kind.PART}
        return [Existing(str(row.id), empty | _values(row), str(row.revision)) for row in rows]

    def hold(self, keys: Collection[str]) -> None:
        """One process holds all of them."""

    def objections(self, rows: Mapping[str, tuple[str | None, Values]]) -> Mapping[str, str]:
        by_key = {name: values.get("title") for name, (_key, values) in rows.items()}
        return {n: "Streichen Sie das Wort." for n, title in by_key.items() if title == "Verboten"}

    def create(self, rows: Mapping[str, Values]) -> None:
        turn = database.connection().scalar(sa.select(sa.func.count()).select_from(PLAN))
        for at, (key, values) in enumerate(rows.items()):
            if values.get("title") == "Unmöglich":
                raise DomainError("„Unmöglich“ geht nicht. Nennen Sie es anders.")
            by_key = {name: to_json(value) for name, value in values.items()}
            database.connection().execute(
                sa.insert(PLAN).values(id=uuid.UUID(key), turn=turn + at, told=by_key, revision=1)
            )

    def change(self, rows: Mapping[str, Values]) -> None:
        for key, values in rows.items():
            same = PLAN.c.id == uuid.UUID(key)
            row = database.connection().execute(sa.select(PLAN).where(same)).one()
            by_key = {**row.told, **{n: to_json(v) for n, v in values.items()}}
            database.connection().execute(
                sa.update(PLAN).where(same).values(told=by_key, revision=row.revision + 1)
            )

    def remove(self, keys: Sequence[str]) -> set[str]:
        stay = set()
        for key in keys:
            if any(each.values.get("parent") == key for each in self.existing()):
                stay.add(key)
            else:
                database.connection().execute(sa.delete(PLAN).where(PLAN.c.id == uuid.UUID(key)))
        return stay


def _values(row: sa.Row) -> dict[str, Value]:
    return {key: from_json(value) for key, value in row.told.items()}


def with_plan(app: Flask) -> Flask:
    """The application with the small list and its import at ``/desk/plan``."""
    METADATA.create_all(app.extensions["database"])
    made = Registration(PlanTarget(), "base/desk/staff.html", "concept.needs")
    add(app, TARGETS, (made.target.key, made))
    app.register_blueprint(views.pages(made, "/desk/plan"))
    return app


def plan(app: Flask) -> list[dict[str, object]]:
    """The rows there are, without what is empty."""
    with app.app_context():
        items = [each.values for each in PlanTarget().existing()]
    return [{key: value for key, value in row.items() if value not in (None, ())} for row in items]


def put(app: Flask, *rows: Values) -> list[str]:
    """Adds rows; their keys."""
    with app.app_context(), database.transaction():
        made = {str(uuid.uuid4()): row for row in rows}
        PlanTarget().create(made)
        return list(made)


def alter(app: Flask, key: str, **values: object) -> None:
    """What a colleague changes meanwhile."""
    with app.app_context(), database.transaction():
        PlanTarget().change({key: values})  # type: ignore[dict-item]


def xlsx(  # noqa: PLR0913 - each a way in which sheets are odd
    rows: Iterable[Sequence[object]],
    *,
    name: str = "Blatt1",
    fills: Mapping[tuple[int, int], str] | None = None,
    merges: Iterable[tuple[int, int, int, int, str]] = (),
    hidden_rows: Iterable[int] = (),
    more: Mapping[str, Iterable[Sequence[object]]] | None = None,
    hidden: Iterable[str] = (),
) -> bytes:
    """A workbook; places count from 0, values that are ``("=…", result)`` become formulas."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    first = book.add_worksheet(name)
    tints = {at: book.add_format({"bg_color": tint}) for at, tint in (fills or {}).items()}
    _fill(first, rows, tints)
    for merge in merges:
        first.merge_range(*merge)
    for row in hidden_rows:
        first.set_row(row, None, None, {"hidden": True})
    for title, lines in (more or {}).items():
        sheet = book.add_worksheet(title)
        _fill(sheet, lines, {})
        if title in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def _fill(
    sheet: Worksheet, rows: Iterable[Sequence[object]], tints: Mapping[tuple[int, int], Format]
) -> None:
    for r, line in enumerate(rows):
        for c, value in enumerate(line):
            style = tints.get((r, c))
            if isinstance(value, tuple):
                sheet.write_formula(r, c, value[0], style, value[1])
            elif value is not None:
                sheet.write(r, c, value, *([style] if style else []))
            elif style:
                sheet.write_blank(r, c, None, style)


def form(page: Page, ending: str) -> str:
    """Action of the form on a page that ends so."""
    return next(a for f in page.forms() if (a := f.get("action") or "").endswith(ending))


def apply(desk: CheckedClient, preview: Page, **changes: object) -> Page:
    """Takes in what is ticked on the preview."""
    ticked = [box.get("value") for box in preview.root.iter("input") if box.get("name") == "take"]
    return desk.submit(
        preview, form(preview, "/rows"), **{"act": "apply", "take": ticked, **changes}
    )
