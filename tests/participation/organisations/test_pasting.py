"""Lists from Excel and CSV: quotes, headers, bytes, problems by row, nothing half entered."""

import csv
import io
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from participation.base import database
from participation.base.errors import DomainError
from participation.organisations import pasting
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationKind, OrganisationText
from tests.support.client import CheckedClient
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
PAGE = "/desk/organisations/paste"
PLACES = {"Birkenhain": "birkenhain", "Amt Wald": "amt_wald"}
SHEET = (
    "Stellen im Landkreis\t\t\n"
    "Kurzform\tName\tArt\tE-Mail\tOrte\n"
    'JC\t"Jobcenter ""Mitte""\nHaus B"\tAndere Behörde\tpost@jc.example\tBirkenhain, Amt Wald\n'
    "\tCaritas\tTräger\t\t\n"
)


@pytest.fixture(scope="module")
def german() -> Iterator[None]:
    """Sentences are made in a context; reading needs nothing else of an application."""
    with Flask(__name__).app_context():
        yield


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    with app.app_context(), database.transaction():
        make_county()
    return staff_client(app)


@pytest.mark.usefixtures("german")
def test_a_sheet_with_title_header_and_quotes_is_read_as_excel_shows_it():
    first, second = pasting.read(SHEET, PLACES, ())
    assert first.said == OrganisationText(
        'Jobcenter "Mitte" Haus B',
        "JC",
        OrganisationKind.AUTHORITY,
        "post@jc.example",
        ("birkenhain", "amt_wald"),
    )
    assert (first.number, second.number) == (3, 4)
    assert second.said.kind is OrganisationKind.PROVIDER
    assert not first.problems


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_a_file_in_any_usual_form_is_read(encoding: str, between: str):
    rows = [["Name", "Art"], ["Bürgerbüro Süd", "Amt"], ["Übergangswohnheim", "Träger"]]
    out = io.StringIO()
    csv.writer(out, delimiter=between).writerows(rows)
    lines = pasting.read(pasting.decode(out.getvalue().encode(encoding)), PLACES, ())
    assert [line.said.name for line in lines] == ["Bürgerbüro Süd", "Übergangswohnheim"]
    assert [line.said.kind for line in lines] == [
        OrganisationKind.OFFICE,
        OrganisationKind.PROVIDER,
    ]


@pytest.mark.usefixtures("german")
def test_without_a_header_the_named_order_counts():
    (line,) = pasting.read("Sozialamt\tAmt 50\tAmt\tamt50@kreis.example", PLACES, ())
    assert (line.said.name, line.said.short, line.said.mailbox) == (
        "Sozialamt",
        "Amt 50",
        "amt50@kreis.example",
    )


@pytest.mark.usefixtures("german")
def test_every_problem_is_told_by_its_row():
    listed = (
        "Name;Art;Postfach;Orte\n"
        "Sozialamt;Zirkus;amt50;Mond\n"
        ";Amt;;\n"
        "sozialamt;Amt;;\n"
        f"{'x' * 201};;;\n"
    )
    lines = pasting.read(listed, PLACES, ())
    said = {line.number: " ".join(line.problems) for line in lines}
    for word in ("Zirkus", "keine E-Mail", "Mond"):
        assert word in said[2]
    assert "Der Name fehlt" in said[3]
    assert "Steht schon in Zeile 2" in said[4]
    assert "zu lang" in said[5]


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0old", b"a\0b"])
def test_a_workbook_is_no_csv_and_is_told_so(content: bytes):
    with pytest.raises(DomainError, match="CSV UTF-8"):
        pasting.decode(content)


@pytest.mark.usefixtures("german")
def test_too_many_rows_and_none_are_refused():
    with pytest.raises(DomainError, match="1000"):
        pasting.read("\n".join(f"Stelle {n}" for n in range(1001)), {}, ())
    with pytest.raises(DomainError, match="leer"):
        pasting.read("Name\tArt\n\n", {}, ())


@pytest.mark.usefixtures("german")
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=2),
        min_size=1,
        max_size=8,
        unique_by=str.casefold,
    ),
    st.sampled_from("\t;,"),
)
def test_what_a_table_writes_is_read_back(names: list[str], between: str):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=between, quoting=csv.QUOTE_ALL)
    writer.writerows([["Name", "Kurzform"], *([name, "k"] for name in names)])
    lines = pasting.read(out.getvalue().replace("\t", between), {}, ())
    assert [line.said.name for line in lines] == names


@pytest.mark.usefixtures("german")
@given(st.text(max_size=300))
def test_any_text_is_read_or_told_about(text: str):
    try:
        lines = pasting.read(text, PLACES, ())
    except DomainError:
        return  # told about
    assert lines


@on_both
def test_a_pasted_list_is_shown_first_and_then_entered_at_once(desk: CheckedClient, app: Flask):
    shown = desk.submit(
        desk.page(PAGE), lines="Name\tPostfach\nCaritas\terika.muster@c.example\nVHS\t"
    )
    assert "2 Stellen eintragen" in shown.text
    assert "sieht nach einer Person aus" in shown.text
    with app.app_context():
        assert organisations.every() == ()
    desk.submit(shown, enter="1")
    with app.app_context():
        assert [item.name for item in organisations.every()] == ["Caritas", "VHS"]
    again = desk.submit(desk.page(PAGE), lines="Name\nCaritas\nVHS")
    assert "Alle diese Stellen stehen schon auf der Liste" in again.text


@on_both
def test_with_one_bad_row_nothing_is_entered_and_nothing_is_lost(desk: CheckedClient, app: Flask):
    listed = "Name;Art\nCaritas;Träger\nVHS;Zirkus"
    shown = desk.submit(desk.page(PAGE), lines=listed, enter="1")
    assert "1 Zeile braucht Ihre Hilfe" in shown.text
    assert "Zeile 3" in shown.text
    assert str(shown.fields(0)["lines"]).split() == listed.split()
    with app.app_context():
        assert organisations.every() == ()


def test_a_file_is_shown_in_the_field(desk: CheckedClient):
    page = desk.page(PAGE)
    data = {
        **page.fields(0),
        "file": (io.BytesIO("Name;Art\nBüro;Amt".encode("cp1252")), "stellen.csv"),
    }
    sent = desk.post(PAGE, data=data, content_type="multipart/form-data")
    assert "Büro;Amt" in sent.get_data(as_text=True)


def test_a_workbook_as_file_is_explained(desk: CheckedClient):
    data = {**desk.page(PAGE).fields(0), "file": (io.BytesIO(b"PK\x03\x04"), "stellen.xlsx")}
    sent = desk.post(PAGE, data=data, content_type="multipart/form-data")
    assert sent.status_code == 400
    assert "Das ist keine CSV-Datei" in sent.get_data(as_text=True)
