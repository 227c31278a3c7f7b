"""The database that migrations make is the one that the models describe."""

import ast
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from participation import create_app
from participation.base.database import Base
from participation.base.settings import Settings
from participation.operations import schema
from participation.operations.shell import alembic_config
from tests.support.house import CHECKOUT, plant
from tests.support.postgres import fresh_database

ACCOUNT = "0" * 32
TEXTS = (
    ("Der Bus kommt zu selten.", "de", 0),
    ("Rufen Sie an: 0171 2345678", "de", 6),
    ("اتصلوا بي ٠١٧١٢٣٤٥٦٧٨", "ar", 6),
    ("Schreiben Sie an a.b@example.org", "de", 5),
    ("Siehe www.example.org/wir", "de", 4),
    ("Ich wohne in der Lindenstraße 5", "de", 3),
    ("вул. Шевченка, 12", "uk", 3),
    ("Frau Sommer hilft", "de", 2),
    ("Я говорила з Оленою", "uk", 2),
    ("Geboren am 12.3.1990", "de", 1),
    ("Das kostet 120000 Euro", "de", 0),
)
"""What people wrote, in which language, and how urgent migration 0009 must find it."""
ANYTHING: tuple[tuple[type, Callable[[uuid.UUID], object]], ...] = (
    (sa.Uuid, lambda key: key),
    (sa.LargeBinary, lambda _key: b"x"),
    (sa.JSON, lambda _key: {}),
    (sa.DateTime, lambda _key: datetime.now(UTC).replace(tzinfo=None)),
    (sa.Date, lambda _key: date(2026, 1, 1)),
    (sa.Boolean, lambda _key: False),
    (sa.Integer, lambda _key: 1),
    (sa.Float, lambda _key: 1.0),
    (sa.CHAR, lambda key: key.hex),  # a key, on SQLite
    (sa.String, lambda key: key.hex[-8:]),
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        yield create_app(Settings(instance=tmp_path))
        return
    with fresh_database(empty=True) as address:
        app = create_app(Settings(instance=tmp_path, database_url=address))
        yield app
        app.extensions["database"].dispose()


def test_up_from_empty_equals_the_models(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "head")
    with empty_app.extensions["database"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_there_is_one_head_and_the_files_are_named_for_it(empty_app: Flask):
    with empty_app.app_context():
        assert ScriptDirectory.from_config(alembic_config()).get_heads() == [schema.head()]


def test_down_to_empty_leaves_no_table(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "head")
        command.downgrade(alembic_config(), "base")
    with empty_app.extensions["database"].connect() as connection:
        assert set(MigrationContext.configure(connection).get_current_heads()) == set()


def test_a_column_that_goes_takes_no_row_of_another_table_along(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "0002")
    engine = empty_app.extensions["database"]
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO account (id, email, name, role, language, active, fs_uniquifier)"
            f" VALUES ('{ACCOUNT}', 'a@b', 'A', 'admin', 'de', true, 'x')"
        )
        connection.execute(
            sa.text("INSERT INTO setup_link VALUES (:hash, :account, :day)"),
            {"hash": b"h" * 32, "account": ACCOUNT, "day": "2026-01-01 00:00:00"},
        )
    with empty_app.app_context():
        command.downgrade(alembic_config(), "0001")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM setup_link").scalar() == 1


def test_a_migration_imports_nothing_of_ours():
    """Code changes, what a migration did to rows in 2026 does not: it carries what it needs."""
    assert len(migrations(CHECKOUT)) >= len(schema.numbers()) > 0
    assert [*ours(CHECKOUT)] == []


def test_a_migration_that_follows_living_code_is_found(tmp_path: Path):
    plant(tmp_path, "participation/migrations/versions/9999_x.py", "from surveys import texts\n")
    assert [*ours(tmp_path)] == ["9999_x.py: surveys"]


def migrations(root: Path) -> list[Path]:
    return sorted((root / "participation").rglob("versions/[0-9]*.py"))


def ours(root: Path) -> Iterator[str]:
    """What migrations import of the program itself."""
    for path in migrations(root):
        for name in imported(path):
            if name.split(".")[0] in ("participation", "surveys", "tests"):
                yield f"{path.name}: {name}"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "participation" if node.level else node.module or ""


def test_waiting_texts_become_as_urgent_as_the_program_of_then_found_them(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "0008")
        engine = empty_app.extensions["database"]
        filled(engine)
        command.upgrade(alembic_config(), "0009")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT text, urgency FROM free_text").all()
    assert dict(map(tuple, rows)) == {text: urgency for text, _language, urgency in TEXTS}


def filled(engine: sa.Engine) -> None:
    """One wave with waiting texts, whatever else such a row must hold."""
    there = sa.MetaData()
    there.reflect(engine, only=["instrument_version", "wave", "free_text"])
    with engine.begin() as connection:
        for table in ("instrument_version", "wave"):
            connection.execute(sa.insert(there.tables[table]).values(row(there.tables[table])))
        wave = row(there.tables["wave"])
        for number, (text, language, _urgency) in enumerate(TEXTS):
            by_key = {"text": text, "language": language, "state": "waiting", "wave_id": wave["id"]}
            values = row(there.tables["free_text"], number) | by_key
            connection.execute(sa.insert(there.tables["free_text"]).values(values))


def row(table: sa.Table, number: int = 0) -> dict[str, object]:
    """Something in each column that must hold something."""
    key = uuid.UUID(int=number)
    return {
        column.name: next(value(key) for kind, value in ANYTHING if isinstance(column.type, kind))
        for column in table.columns
        if not column.nullable
    }
