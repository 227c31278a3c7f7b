"""The legal and help pages, which lie under the respondents' prefix so that no log keeps them."""

from __future__ import annotations

from enum import StrEnum

from werkzeug.routing import BaseConverter, ValidationError


class InfoPage(StrEnum):
    """One page that every public page links to."""

    HELP = "help"
    PRIVACY = "privacy"
    IMPRINT = "imprint"
    ACCESSIBILITY = "accessibility"
    BARRIER = "barrier"
    WHO = "who"


TEMPLATES = {
    InfoPage.HELP: "site/info/help.html",
    InfoPage.PRIVACY: "site/info/privacy.html",
    InfoPage.IMPRINT: "site/info/imprint.html",
    InfoPage.ACCESSIBILITY: "site/info/accessibility.html",
    InfoPage.BARRIER: "site/info/barrier.html",
    InfoPage.WHO: "site/info/who.html",
}


class InfoPageConverter(BaseConverter):
    """The ``<info_page:…>`` part of an address."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> InfoPage:
        """Name → page; an unknown one is an unknown address."""
        try:
            return InfoPage(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: InfoPage | str) -> str:
        """Page → name."""
        return str(value)
