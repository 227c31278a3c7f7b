"""Every odd kind of sheet of measures goes in or is reported, and nothing goes in half."""

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from participation.areas import service as areas
from participation.base import database
from participation.concept import service
from participation.concept.light import reports
from participation.concept.service import GoalText, MeasureText, ReportText, TrafficLight
from participation.concept.tree import goals, reading
from participation.concept.tree import measures as concept_measures
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from participation.places import service as places
from participation.target_groups import service as target_groups
from tests.participation.concept.test_intake import START, apply, bodies, measures
from tests.support.client import CheckedClient, Page
from tests.support.concept import TODAY
from tests.support.county import make_county
from tests.support.sheets import form, xlsx
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
HEAD = ("Nr.", "Handlungsfeld", "Maßnahme", "Zuständig", "Frist", "Kosten", "Status")
REFUSED = "Diese Datei geht so nicht"
PREVIEW = "Vorschau: Noch ist nichts übernommen"


@pytest.fixture
def county(app: Flask) -> Flask:
    with app.app_context():
        make_county()
        with database.transaction():
            saving.add(OrganisationText("Sozialamt", "SozA"))
    return app


def upload(desk: CheckedClient, content: bytes, name: str = "Liste.xlsx") -> Page:
    data = dict(desk.page(START).fields(0)) | {"sheet": (io.BytesIO(content), name)}
    return Page(desk.post(START, data=data, follow_redirects=True))


def through(desk: CheckedClient, content: bytes, **meanings: str) -> Page:
    """To the preview; words get the meanings given, names that are new are made."""
    page = upload(desk, content)
    assert page.h1 == "Welche Spalte ist was?", page.text
    page = desk.submit(page, form(page, "/columns"))
    if page.h1 == "Was bedeuten diese Wörter?":
        page = desk.submit(page, form(page, "/words"), **meanings)
    return page


def row(**said: object) -> Sequence[object]:
    """A sound row with something else in it."""
    sound = {
        "nr": "1", "area": "Sprache", "title": "Chor", "who": "SozA", "until": "2028",
        "cost": 3000, "status": "grün",
    }  # fmt: skip
    return tuple((sound | said).values())


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def bomb() -> bytes:
    return zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"0" * 120_000_000})


def ods() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": b"<x/>"})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@on_both
@pytest.mark.parametrize(
    ("make", "name", "said"),
    [
        (bytes, "leer.xlsx", "Wählen Sie eine Datei"),
        (lambda: xlsx([]), "leer.xlsx", "steht keine Tabelle"),
        (lambda: PNG, "bild.xlsx", "keine lesbare Tabelle"),
        (lambda: b"%PDF-1.7\n", "plan.xlsx", "Das ist ein PDF"),
        (lambda: OLE + bytes(4096), "alt.xls", "keine lesbare Tabelle"),
        (lambda: zipped({"word/document.xml": b"<x/>"}), "brief.xlsx", "keine lesbare Tabelle"),
        (ods, "plan.ods", "speichern Sie sie"),
        (bomb, "plan.xlsx", "Ausgepackt hat die Datei mehr als"),
    ],
)
def test_a_file_that_is_no_sheet_gets_a_sentence_and_nothing_else(desk, county, make, name, said):
    page = upload(desk, make(), name)
    assert said.casefold() in page.text.casefold(), page.text
    assert page.response.status_code in (200, 400)
    assert measures(county) == ()


FLAWS: dict[str, tuple[dict[str, object], str]] = {
    "number twice": ({"nr": "2"}, "Diese Nummer steht schon in Zeile"),
    "no title": ({"title": None}, "Hier fehlt „Maßnahme“"),
    "no amount": ({"cost": "ca. 300"}, "Das ist keine Zahl allein."),
    "a range": ({"cost": "200 bis 500 €"}, "Das ist keine Zahl allein."),
    "less than nothing": ({"cost": "-5"}, "kleiner als 0"),
    "no such day": ({"until": "31.02.2028"}, "Das ist kein Datum."),
    "an end before its start": ({"until": "2028 bis 2026"}, "Das ist kein Datum."),
    "a formula without a value": ({"cost": ("=A1*2", "")}, "eine Formel ohne Ergebnis"),
    "an error": ({"cost": "#BEZUG!"}, "Die Formel findet nichts mehr."),
    "a text without end": ({"title": "x" * 8001}, "zu lang. Erlaubt sind 8000."),
}


@pytest.mark.parametrize("kind", FLAWS)
def test_a_problem_is_told_with_its_row_and_the_others_can_go_in(desk, county, kind):
    said, sentence = FLAWS[kind]
    lines = [HEAD, row(nr="2", title="Fest"), row(**said), row(nr="4", title="Turnier")]
    preview = through(desk, xlsx(lines), **{"word-area-0": "language"})
    assert preview.h1 == PREVIEW, preview.text
    assert sentence in preview.text, preview.text
    refused = apply(desk, preview)
    assert "Setzen Sie das Häkchen" in refused.text
    assert measures(county) == ()
    apply(desk, refused, without="on")
    assert [m.said.title for m in measures(county)] == ["Fest", "Turnier"]


SOUND: dict[str, tuple[dict[str, object], Callable[[MeasureText], object], object]] = {
    "3.000 €": ({"cost": "3.000 €"}, lambda said: said.euro, 3000),
    "EUR 3000,-": ({"cost": "EUR 3000,-"}, lambda said: said.euro, 3000),
    "3 T€": ({"cost": "3 T€"}, lambda said: said.euro, 3000),
    "a day": ({"until": date(2028, 3, 1)}, lambda said: said.deadline, date(2028, 3, 1)),
    "a day as text": ({"until": "1.3.28"}, lambda said: said.deadline, date(2028, 3, 1)),
    "a quarter": ({"until": "3. Quartal 2028"}, lambda said: said.deadline, date(2028, 9, 30)),
    "a season": ({"until": "Herbst 2028"}, lambda said: said.deadline, date(2028, 11, 30)),
    "always": ({"until": "laufend"}, lambda said: said.ongoing, True),
    "a stored formula": ({"cost": ("=1+1", 2)}, lambda said: said.euro, 2),
    "a start": ({"until": "ab 2028"}, lambda said: said.ongoing, True),
    "a span": ({"until": "2026–2028"}, lambda said: said.deadline, date(2028, 12, 31)),
    "a long title": ({"title": "x" * 301}, lambda said: (len(said.title), said.text), (300, "x" * 301)),
    "nothing": ({"until": "–", "cost": "k. A."}, lambda said: (said.deadline, said.euro), (None, None)),
}  # fmt: skip


@pytest.mark.parametrize("kind", SOUND)
def test_what_offices_write_is_understood(desk, county, kind):
    said, of, meant = SOUND[kind]
    apply(desk, through(desk, xlsx([HEAD, row(**said)]), **{"word-area-0": "language"}))
    (only,) = measures(county)
    assert of(only.said) == meant


@on_both
def test_titles_above_joined_headers_and_another_order_change_nothing(desk, county):
    order = [4, 2, 0, 6, 1, 5, 3]
    titles = tuple(HEAD[at] for at in order)
    cells = row()
    lines = [
        ("Maßnahmenplan Integration", None), ("Stand: Mai 2027",), (),
        ("Was", "Was", "Was", "Wie", "Wie", "Wie", "Wie"), titles, tuple(cells[at] for at in order),
    ]  # fmt: skip
    apply(desk, through(desk, xlsx(lines), **{"word-area-0": "language"}))
    (only,) = measures(county)
    assert (only.said.title, only.said.euro, only.area) == ("Chor", 3000, "language")
    assert [body.name for body in bodies(county)] == ["Sozialamt"]


def test_a_status_that_is_colour_alone_is_offered_and_each_colour_confirmed_by_hand(desk, county):
    lines = [HEAD, row(status=None), row(nr="2", title="Fest", status=None)]
    content = xlsx(lines, fills={(1, 6): "#00B050", (2, 6): "#FF0000"})
    page = upload(desk, content)
    assert page.fields(form(page, "/columns"))["column-light-0"] == "f7"
    words = desk.submit(page, form(page, "/columns"))
    sent = words.fields(form(words, "/words"))
    assert [sent[f"word-light-{at}"] for at in range(2)] == ["", ""], "no colour means by itself"
    chosen = {"word-area-0": "language", "word-light-0": "green", "word-light-1": "red"}
    apply(desk, desk.submit(words, form(words, "/words"), **chosen))
    lights = [m.status.light for m in measures(county) if m.status]
    assert lights == [TrafficLight.GREEN, TrafficLight.RED]


def test_an_area_that_nobody_knows_is_said_to_be_another_or_made_and_ended_again(desk, county):
    lines = [(*HEAD, "Oberziel"), (*row(area="Sport und Spiel"), "Alle spielen")]
    page = upload(desk, xlsx(lines))
    words = desk.submit(page, form(page, "/columns"))
    preview = desk.submit(words, form(words, "/words"), **{"word-area-0": "-"})
    assert "„Chor“: Zum Ziel „Alle spielen“ fehlt das Handlungsfeld." in preview.text
    again = upload(desk, xlsx(lines))
    words = desk.submit(again, form(again, "/columns"), ask="on")
    preview = desk.submit(words, form(words, "/words"), **{"word-area-0": "+"})
    assert "Sport und Spiel (neu)" in preview.text
    done = apply(desk, preview)
    (only,) = measures(county)
    with county.app_context():
        assert areas.title(only.area or "", "de") == "Sport und Spiel"
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert measures(county) == ()
    with county.app_context():
        assert "Sport und Spiel" not in [title for _key, title in areas.choices("de")]


def test_lights_of_days_to_come_and_other_pasts_are_told_before_anything_is_taken(desk):
    head = ("Nr.", "Maßnahme", "Ampel", "Stand vom", "Status 31.12.2024")
    apply(desk, through(desk, xlsx([head, ("1", "Chor", "grün", "1.3.2025", "gelb")])))
    late = xlsx([head, ("1", "Chor", "grün", "1.3.2025", "rot"), ("2", "Fest", "rot", "1.1.2090", None)])  # fmt: skip
    preview = through(desk, late)
    assert "„Chor“: Ein früherer Stand bleibt, wie er gezeigt wurde." in preview.text
    assert "„Fest“: Wählen Sie einen Tag bis heute." in preview.text
    assert "Mit Problemen (2)" in preview.text


def test_csv_of_windows_with_semicolons_and_hidden_sheets_go_in(desk, county):
    said = ";".join(HEAD) + "\r\n" + ";".join(map(str, row(title="Café für Mütter"))) + "\r\n"
    apply(desk, through(desk, said.encode("cp1252"), **{"word-area-0": "language"}))
    content = xlsx(
        [("Hinweise",)], more={"Plan": [HEAD, row(nr="2", title="Fest")]}, hidden=["Plan"]
    )
    apply(desk, through(desk, content))
    assert [m.said.title for m in measures(county)] == ["Café für Mütter", "Fest"]


def test_what_somebody_wrote_in_a_row_since_stays_when_the_import_is_taken_back(desk, county):
    lines = [HEAD, row(), row(nr="2", title="Fest")]
    done = apply(desk, through(desk, xlsx(lines), **{"word-area-0": "language"}))
    touched = measures(county)[0]
    with county.app_context(), database.transaction():
        text = MeasureText("Chor am Abend", number="1", area="language")
        concept_measures.edit(touched.id, touched.revision, text, today=TODAY, decides=True)
    back = desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert "Wurde inzwischen geändert." in back.text
    assert [m.said.title for m in measures(county)] == ["Chor am Abend"]


@st.composite
def concepts(draw: st.DrawFn) -> list[dict[str, object]]:
    """Measures of all kinds: with parts, places, groups, money, lights, odd words."""
    word = st.text("aäöüß;,.-/ 0123=+'\"", min_size=1, max_size=12).map(lambda text: f"M{text}e")
    one = st.fixed_dictionaries({
        "title": word, "text": word | st.just(""), "ongoing": st.booleans(),
        "deadline": st.dates(date(2026, 1, 1), date(2035, 1, 1)) | st.none(),
        "hours": st.integers(0, 5000) | st.none(), "euro": st.integers(0, 10**8) | st.none(),
        "first_year": st.integers(2000, 2100) | st.none(), "quick_win": st.booleans(),
        "funding_ends_on": st.dates(date(2026, 1, 1), date(2035, 1, 1)) | st.none(),
        "account": st.sampled_from(["", "007", "31.5.1"]), "places": st.booleans(),
        "groups": st.booleans(), "part": st.booleans(), "light": st.sampled_from([*TrafficLight, None]),
    })  # fmt: skip
    return draw(st.lists(one, min_size=1, max_size=6))


def put(said: list[dict[str, object]]) -> None:
    service.begin("Konzept")
    group = target_groups.add_target_group({"de": "Eltern, Großeltern"})
    place = places.places()[0].key
    main = goals.add_goal(GoalText("Alle; sprechen", "language"))
    before: list[object] = []
    for at, each in enumerate(said):
        lasting = bool(each["ongoing"])
        text = MeasureText(
            str(each["title"]), number=f"{at}.10", text=str(each["text"]), goal_id=main,
            part_of=before[-1] if each["part"] and before else None,  # type: ignore[arg-type]
            ongoing=lasting, deadline=None if lasting else each["deadline"],  # type: ignore[arg-type]
            places=(place,) if each["places"] else (), target_groups=(group,) if each["groups"] else (),
            hours=each["hours"], euro=each["euro"], first_year=each["first_year"],  # type: ignore[arg-type]
            funding_ends_on=each["funding_ends_on"], account=str(each["account"]),  # type: ignore[arg-type]
            quick_win=bool(each["quick_win"]),
        )  # fmt: skip
        key = concept_measures.add(text, today=TODAY)
        before.append(key)
        if each["light"]:
            report = ReportText(TrafficLight(str(each["light"])), "Grund", date(2026, 1, 2))
            reports.report_past(key, [report], today=TODAY)


@on_both
@given(concepts())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_concept_goes_out_and_in_again_as_unchanged(county, desk, said):
    with county.app_context(), database.transaction():
        for item in reading.measures(reading.goals()):
            concept_measures.strike(item.id, item.revision, TODAY, today=TODAY)
        taken = {m.said.number for m in reading.measures(reading.goals())}
        if taken:
            database.connection().exec_driver_sql("DELETE FROM measure")
            database.connection().exec_driver_sql("DELETE FROM goal")
            database.connection().exec_driver_sql("DELETE FROM target_group")
        put(said)
    preview = through(desk, desk.get("/desk/concept/measures.xlsx").data)
    assert preview.h1 == PREVIEW, preview.text[:3000]
    assert f"Unverändert ({len(said)})" in preview.text, preview.text[:3000]
    assert "In der Tabelle steht nichts Neues" in preview.text


FOLDER = Path(os.environ.get("MEASURES", "/nowhere"))
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in {".csv", ".xlsx", ".xls"})


@on_both
@pytest.mark.skipif(not FILES, reason="no real lists here: set MEASURES= to their folder")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_list_becomes_measures_or_is_reported_and_goes_back_without_a_trace(
    county, desk, path
):
    page = upload(desk, path.read_bytes(), path.name)
    if page.h1 == REFUSED:
        return
    fields = page.fields(form(page, "/columns"))
    page = desk.submit(
        page,
        form(page, "/columns"),
        **({} if fields["column-title-0"] else {"column-title-0": "c4"}),
    )
    if page.h1 == "Was bedeuten diese Wörter?":
        page = desk.submit(page, form(page, "/words"), **_meant(page))
    assert page.h1 == PREVIEW, page.text[:800]
    done = desk.submit(page, form(page, "/rows"), act="apply", without="on")
    if done.h1 == PREVIEW:
        assert "Zu ändern" in done.text
        assert measures(county) == ()
        return
    assert measures(county)
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert measures(county) == ()
    assert [body.name for body in bodies(county)] == ["Sozialamt"]
    with county.app_context():
        assert reading.goals() == ()


def _meant(page: Page) -> dict[str, str]:
    """What somebody in a hurry says: new names are new, areas are made, lights are yellow."""
    values = {}
    for name, value in page.fields(form(page, "/words")).items():
        if name.startswith("word-") and not value:
            light = name.startswith(("word-light", "word-history"))
            made = name.startswith(("word-area", "word-responsible", "word-partners"))
            values[name] = "yellow" if light else "+" if made else "-"
    return values


def test_macros_stay_where_they_are_and_the_table_goes_in(desk, county):
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for at, line in enumerate([HEAD, row()]):
        for to, cell in enumerate(line):
            page.write(at, to, cell)
    book.close()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/vbaProject.bin"] = OLE + os.urandom(512)
    apply(desk, through(desk, zipped(parts), **{"word-area-0": "language"}))
    assert [m.said.title for m in measures(county)] == ["Chor"]
