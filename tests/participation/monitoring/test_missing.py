"""Who did not answer is told beside every figure; where too many did not, the public sees none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_release import sample

from participation.base import database
from participation.monitoring import releases
from participation.monitoring.models import Release
from surveys.figures.estimates import gaps
from tests.support.released import publish
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

KEY = "german_self"
PUBLIC = "/de/results/needs-2026"
MANY = "Viele haben hier nicht geantwortet"
NOT_PUBLIC = "Diese Zahlen sind nicht öffentlich"


def with_missing(part):
    """The sample, where about this part of those asked left one question out."""
    released = sample()
    n = released.total(KEY).n
    missing = round(n * part / (1 - part) / 5) * 5
    tables = tuple(
        replace(table, rows=(table.rows[0]._replace(missing=missing), *table.rows[1:]))
        if (table.indicator, table.by) == (KEY, ())
        else table
        for table in released.tables
    )
    return replace(released, tables=tables)


def test_what_it_could_be_at_worst():
    # 40 % of 70 who answered, of 100 asked.
    assert gaps.worst_case(28, 70, 30) == pytest.approx((0.28, 0.58))


@given(st.integers(6, 200), st.integers(0, 200), st.data())
def test_whatever_the_missing_ones_say_the_share_lies_within(base, missing, data):
    count = data.draw(st.integers(0, base))
    theirs = data.draw(st.integers(0, missing))
    low, high = gaps.worst_case(count, base, missing)
    assert low - 1e-12 <= (count + theirs) / (base + missing) <= high + 1e-12


@on_sqlite
@pytest.mark.parametrize(("part", "badge"), [(0.1, False), (0.29, False), (0.31, True)])
def test_above_thirty_percent_it_is_said(app, client, part, badge):
    wave = publish(app, with_missing(part)).wave_id
    desk = staff_client(app)
    for page in (
        client.page(f"{PUBLIC}/{KEY}"),
        desk.page(f"/desk/figures/{wave}?question={KEY}"),
    ):
        assert (MANY in page.text) == badge
        assert NOT_PUBLIC not in page.text
    assert "Hätten alle ohne Antwort gleich geantwortet:" in page.text
    assert "Nicht gezeigt" not in client.page(PUBLIC).text


@on_sqlite
@pytest.mark.parametrize(("part", "hidden"), [(0.59, False), (0.61, True), (0.9, True)])
def test_above_sixty_percent_the_public_sees_no_figure(app, client, part, hidden):
    found = with_missing(part)
    wave = publish(app, found).wave_id
    page = client.page(PUBLIC)
    assert ("Nicht gezeigt" in page.text) == hidden
    assert (f"{PUBLIC}/{KEY}" in page.links().values()) != hidden
    result = 404 if hidden else 200
    for address in (f"{PUBLIC}/{KEY}", f"{PUBLIC}/{KEY}/origin_group.sex"):
        assert client.page(address).status == result
    file = client.get(f"{PUBLIC}.plain.csv").get_data(as_text=True)
    assert (f"\r\n{KEY}," in file) != hidden
    desk = staff_client(app).page(f"/desk/figures/{wave}?question={KEY}")
    assert (desk.status, NOT_PUBLIC in desk.text, MANY in desk.text) == (200, hidden, True)


@pytest.fixture(params=["a number", "the hash", "half of it", "nothing"])
def altered(app, request):
    """A released wave whose document somebody changed in the database."""
    wave = publish(app).wave_id
    with app.app_context(), database.transaction():
        kept = database.session().query(Release).one()
        document = kept.content
        kept.content = {
            "a number": document.replace(b"610", b"620"),
            "the hash": document.replace(b'"sha256":"', b'"sha256":"0'),
            "half of it": document[: len(document) // 2],
            "nothing": b"",
        }[request.param]
    releases.RELEASES.loaded.cache_clear()
    yield wave
    releases.RELEASES.loaded.cache_clear()


@on_sqlite
def test_a_damaged_document_is_no_page_of_figures_and_says_so(app, client, altered):
    staff = staff_client(app)
    pages = [
        client.page(f"{PUBLIC}"),
        client.page(f"/ar/results/needs-2026/{KEY}"),
        client.page(f"{PUBLIC}/{KEY}/origin_group.sex"),
        client.page(f"{PUBLIC}.plain.csv"),
        staff.page(f"/desk/figures/{altered}"),
        staff.page(f"/desk/figures/{altered}/word?question={KEY}"),
        staff.page(f"/desk/figures/{altered}/files/xlsx"),
    ]
    assert [page.status for page in pages] == [500] * len(pages)
    for page in pages:
        assert "%" not in page.text
    assert "Diese Zahlen sind beschädigt" in pages[0].text
    assert "Diese Zahlen sind beschädigt" in pages[4].text
    assert client.page("/de/").status == 200
