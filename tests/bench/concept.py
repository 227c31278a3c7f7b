"""What the page of the concept costs, and the county's own sheet of 5,000 measures taken in.

CPU of the server and bytes on the wire of the page with 200 measures, CPU of one of everybody's
pages of them; CPU of the jobs that read, compare and apply the sheet. Bars: 25 ms, 40 KB, 10 s
(issue 10). Run: ``python -m tests.bench.concept``.
"""

from __future__ import annotations

import gzip
import io
import resource
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from flask import Flask

from participation.areas import service as areas
from participation.base import database
from participation.base.settings import Settings
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import MeasureText, Stage
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from tests.bench.desk import BAR_MS, cost
from tests.bench.measure import REFERENCE_MS, Result, cal
from tests.support.client import CheckedClient, Page
from tests.support.concept import konstanz
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.server import workshop
from tests.support.sheets import form, xlsx
from tests.support.staff import staff_client

BAR_KB = 40.0
MEASURES = 200
PAGE = "/desk/concept"
SHOWN = "/de/concept/language"
"""What everybody sees: drawn once, looked up and found unchanged by each request."""
IMPORT = f"{PAGE}/import"
BAR_SECONDS = 10.0
SHEET = 5000
BODIES = 60
HEAD = (
    "Nr.", "Handlungsfeld", "Oberziel", "Unterziel", "Maßnahme", "Beschreibung", "Verantwortlich",
    "Kooperationspartner", "Frist", "Stunden", "Kosten pro Jahr", "Finanzierung", "Produktkonto",
    "Merkmale", "Status 31.12.2024", "Status 31.12.2025", "Begründung",
)  # fmt: skip


def _settings(folder: Path) -> Settings:
    return Settings(instance=folder / "instance", public_url="http://localhost")


def _fill() -> None:
    today = county_day()
    with database.transaction():
        made = konstanz(today)
        further = [MeasureText(f"Weitere {n}") for n in range(MEASURES - len(made.all))]
        service.add_measures(further, today=today, stage=Stage.RELEASED)
        service.edit_framework(1, "Integrationskonzept", Stage.RELEASED)


def sheet(areas: Sequence[str]) -> bytes:
    """A workbook of 5,000 measures with goals, organisations, money and two dated states."""
    lights = ("erledigt", "in Umsetzung", "rot")
    lines: list[tuple[object, ...]] = [HEAD]
    for at in range(SHEET):
        area = at % len(areas)
        lines.append((
            f"{at}", areas[area], f"Oberziel {area}", f"Weg {at % 300}",
            f"Menschen finden im Ort {at} schneller Hilfe", "Zwei Abende in der Woche beraten wir.",
            f"Amt {at % BODIES}", f"Amt {(at + 7) % BODIES}; Amt {(at + 9) % BODIES}",
            "Daueraufgabe" if at % 3 else date(2028, 12, 31), 40, "3.000 €", "Landesmittel, Bund",
            "31.5.1", "Quick Win" if at % 2 else None, "in Arbeit", lights[at % 3], f"Grund {at}",
        ))  # fmt: skip
    return xlsx(lines)


def _used() -> float:
    """CPU seconds of this process and of the children that read files."""
    return sum(
        each.ru_utime + each.ru_stime
        for each in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def take_in(app: Flask) -> float:
    """CPU seconds of the three jobs of an import, on an empty concept."""
    with app.app_context(), database.transaction():
        titles = [areas.title(key, "de") for key in areas.every()]
        organisations.add_all([OrganisationText(f"Amt {at}") for at in range(BODIES)])
    client, content = staff_client(app, Role.COORDINATOR), sheet(titles)
    begin = _used()
    data = dict(client.page(IMPORT).fields(0)) | {"sheet": (io.BytesIO(content), "Liste.xlsx")}
    columns = Page(client.post(IMPORT, data=data, follow_redirects=True))
    preview = client.submit(columns, form(columns, "/columns"))
    done = client.submit(preview, form(preview, "/rows"), act="apply")
    assert done.h1 == "Übernommen", done.text
    return _used() - begin


def _import_figure() -> Result:
    before = cal()
    with tempfile.TemporaryDirectory() as folder, workshop(_settings(Path(folder))) as app:
        app.test_client_class = CheckedClient
        make_county()
        with ThreadPoolExecutor(1) as apart:
            raw = apart.submit(take_in, app).result()
    pace = (before + cal()) / 2
    return Result("concept.import5000_s", raw * REFERENCE_MS / pace, "s", BAR_SECONDS, raw)


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder, workshop(_settings(Path(folder))) as app:
        make_county()
        _fill()
        client = staff_client(app)
        with ThreadPoolExecutor(1) as apart:  # a request of its own, outside our context
            raw, fair = apart.submit(cost, client, PAGE).result()
            page = apart.submit(client.get, PAGE).result().get_data()
            shown_raw, shown = apart.submit(cost, app.test_client(), SHOWN).result()
        figures = [
            Result("concept.page_cpu_ms", fair, "ms", BAR_MS, raw),
            Result("concept.page_kb", len(gzip.compress(page, 6)) / 1024, "KB", BAR_KB),
            Result("concept.public_cpu_ms", shown, "ms", BAR_MS, shown_raw),
        ]
    figures.append(_import_figure())
    for figure in figures:
        print(figure.line())  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
