"""What one county sets for itself: read once, typed, frozen.

Values come from ``settings.toml`` in the instance folder; an environment variable
``VIELSTIMMIG_<NAME>`` stands above the file. Every setting is described in
``instance/README.md``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from participation.base.keys import Keys

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
CHECKOUT = Path(__file__).resolve().parents[2]


class SettingsError(Exception):
    """A setting cannot be used; the message says which one and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation, which serves one county."""

    instance: Path
    """Folder with settings, keys and, by default, the database."""
    public_url: str = "http://127.0.0.1:8000"
    """The one source of addresses on QR codes and cards, and of the sub-path."""
    database_url: str = ""
    """SQLAlchemy address; empty: SQLite in the instance folder."""
    time_zone: str = "Europe/Berlin"
    """The county's zone; times are stored in UTC and shown in this one."""
    allow_http: bool = False
    """Permits an unencrypted ``public_url`` that is not on this machine (a hall without TLS)."""
    demo: bool = False
    """Marks an installation with synthetic data on every page."""
    oidc_issuer: str = ""
    """Address of the county's own sign-in for staff (OpenID Connect); empty: passwords only."""
    oidc_client_id: str = ""
    """What the provider calls this platform."""
    oidc_client_secret: str = ""
    """The secret the provider gave for it; empty for a public client."""
    oidc_trust_email: bool = False
    """The provider lets nobody choose their address, though it does not say so in its answer."""
    oidc_second_factor: bool = False
    """The provider asks for a second factor itself, so that none is asked for here."""

    smtp_url: str = ""
    """The county's server for mail to staff (:mod:`participation.base.mail`); empty: no mail."""

    backup_key_file: str = ""
    """File whose content encrypts backups; kept elsewhere too, for without it none is restored."""

    encoder: bool = False
    """Lets boards also find notes alike in meaning, by the optional package of
    ``requirements-meaning.lock``."""

    metrics_token: str = ""
    """Who sends it (``Authorization: Bearer …``) reads ``/metrics`` and the details of
    ``/healthz``; empty: nobody does."""

    @property
    def address(self) -> SplitResult:
        """``public_url`` in its parts."""
        return urlsplit(self.public_url)

    @property
    def prefix(self) -> str:
        """Sub-path under which the application lies, without a slash at the end."""
        return self.address.path.rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether visitors reach it by https."""
        return self.address.scheme == "https"

    @property
    def database(self) -> str:
        """The SQLAlchemy address in use."""
        return self.database_url or f"sqlite:///{self.instance / 'vielstimmig.db'}"

    @property
    def zone(self) -> ZoneInfo:
        """The county's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def keys(self) -> Keys:
        """The secrets of this installation, made on first use."""
        return Keys.of(self.instance)

    def checked(self) -> Settings:
        """These settings.

        Raises:
            SettingsError: ``public_url`` is no web address, or is http for a foreign host.
        """
        address = self.address
        if address.scheme not in ("http", "https") or not address.hostname:
            raise SettingsError(f"public_url: write a web address, not {self.public_url!r}")
        if not self.secure and address.hostname not in LOCAL_HOSTS and not self.allow_http:
            raise SettingsError(
                "public_url: answers must not travel unencrypted. Write https://…, or set"
                " allow_http = true for a hall network of your own."
            )
        if self.demo and self.database_url:
            raise SettingsError(
                "demo: invented data lies in the instance folder alone. Take database_url out, or"
                " demo = true."
            )
        return self


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the instance folder that ``VIELSTIMMIG_INSTANCE`` names.

    Raises:
        SettingsError: the file is no TOML, holds an unknown or unusable setting, or the
            environment names another database than it does.
    """
    instance = Path(environ.get("VIELSTIMMIG_INSTANCE", CHECKOUT / "instance")).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    written, given = _file_values(instance / "settings.toml"), _environment_values(environ)
    _refuse_two_minds(written, given)
    values = written | given
    known = {item.name for item in fields(Settings)} - {"instance"}
    if unknown := sorted(set(values) - known):
        raise SettingsError(f"unknown setting {unknown[0]!r}; known are {', '.join(sorted(known))}")
    return Settings(instance=instance, **values).checked()


def _refuse_two_minds(written: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """A forgotten variable must not turn a command on another county's data, or open its door."""
    known = {"demo": False} | dict(written)
    for name in ("database_url", "demo"):
        if name in known and name in given and known[name] != given[name]:
            raise SettingsError(
                f"{name}: settings.toml and the environment say two different things."
                f" Take VIELSTIMMIG_{name.upper()} out of the environment, or change settings.toml."
            )


def _file_values(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: {error}") from error


def _environment_values(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for item in fields(Settings):
        text = environ.get(f"VIELSTIMMIG_{item.name.upper()}")
        if text is not None and item.name != "instance":
            values[item.name] = text == "1" if isinstance(item.default, bool) else text
    return values
