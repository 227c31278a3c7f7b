"""What every template knows: words, language, numbers and dates of the county."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import jinja2
from babel import dates, numbers
from flask import Flask, current_app
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from markupsafe import Markup

from participation.base.settings import Settings
from participation.base.words import catalogues, languages


def local_day(value: datetime) -> date:
    """The day of a moment in the county's calendar."""
    chosen: Settings = current_app.config["SETTINGS"]
    return value.astimezone(chosen.zone).date()


def format_date(value: date | datetime, style: str = "long") -> str:
    """A day in the language of the page, in the county's zone: "31. Mai 2027"."""
    if isinstance(value, datetime):
        value = local_day(value)
    return dates.format_date(value, format=style, locale=languages.current().locale)


def format_moment(value: datetime) -> str:
    """A moment in the language of the page, in the county's zone: "31.05.2027, 10:42"."""
    chosen: Settings = current_app.config["SETTINGS"]
    local = value.astimezone(chosen.zone)
    return dates.format_datetime(local, "short", locale=languages.current().locale)


def format_time(value: datetime) -> str:
    """A time of day in the county's zone: "10:42"."""
    chosen: Settings = current_app.config["SETTINGS"]
    local = value.astimezone(chosen.zone)
    return dates.format_time(local, "short", locale=languages.current().locale)


def format_number(value: float | Decimal) -> str:
    """A number with the separators of the page's language and Latin digits."""
    return numbers.format_decimal(value, locale=languages.current().locale, numbering_system="latn")


def plain_number(value: float | Decimal) -> str:
    """A number as people type it on this page: the language's own mark for decimals, none else."""
    return f"{Decimal(str(value)):f}".replace(".", decimal_mark())


def decimal_mark() -> str:
    """What parts the decimals of a number in the language of the page."""
    locale = languages.current().locale
    return numbers.get_decimal_symbol(locale, numbering_system="latn")


def isolated(value: object) -> Markup:
    """``value`` in ``<bdi>``, so that numbers and names keep their own direction."""
    return Markup("<bdi>{}</bdi>").format(value)


class Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled before; a disk that takes or gives nothing is no fault."""

    def get_source_checksum(self, source: str) -> str:
        """What a compiled template follows from: its source, and how this module sets Jinja up."""
        return hashlib.sha256((source + _set_up()).encode()).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps one, if there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes one, if it can be read."""
        with suppress(OSError, EOFError, ValueError):
            super().load_bytecode(bucket)


@cache
def _set_up() -> str:
    return jinja2.__version__ + Path(__file__).read_text(encoding="utf-8")


def _compiled(app: Flask) -> Compiled | None:
    """Where compiled templates lie: beside the keys, so that nobody else can write there.

    A start compiles none anew; each is known by the digest of its source.
    """
    folder = Path(app.instance_path) / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return Compiled(str(folder))


def init_app(app: Flask) -> None:
    """Gives templates their filters, words and globals."""
    environment = app.jinja_env
    environment.bytecode_cache = _compiled(app)
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        catalogues.gettext,
        catalogues.ngettext,
        newstyle=True,
        pgettext=catalogues.pgettext,
        npgettext=catalogues.npgettext,
    )
    environment.filters |= {
        "date": format_date,
        "moment": format_moment,
        "number": format_number,
        "time": format_time,
        "bdi": isolated,
    }
    environment.globals |= {
        "current_language": languages.current,
        "LANGUAGES": languages.LANGUAGES,
        "direction": languages.direction,
        "language_of": languages.of_tag,
        "settings": app.config["SETTINGS"],
        "county_name": lambda: "Vielstimmig",
        "error_way_out": lambda: app.config["SETTINGS"].prefix + "/",
    }
