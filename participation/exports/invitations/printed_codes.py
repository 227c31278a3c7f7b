"""Fresh codes as PDF, to cut out and hand out.

Codes are stored as keyed hashes only, so their sheet is set within the request that makes them,
through pipes: see ``docs/decisions/0013-codes-through-a-pipe.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import of_tag
from participation.exports import paper
from participation.exports.invitations import naming, spread
from participation.places import service as places
from participation.studies import service as studies


def pdf(wave: studies.WaveInfo, codes: Sequence[str]) -> bytes:
    """Twenty-four slips a page, each with its QR sign, the address to type and the code."""
    name = wave.title.localized(("de",)).text
    names = [
        naming.on_paper(of_tag(status.tag))
        for status in studies.languages(wave.id)
        if status.offered
    ]
    data = {
        "name": name,
        "county": places.county_name(),
        "address": spread.typed(studies.address(wave.slug)),
        "languages": [{"tag": name.tag, "name": name.text} for name in names],
        "slips": [
            {"code": code, "sign": {"qr": studies.address(wave.slug, code=code)}} for code in codes
        ],
    }
    title = _("Codes: %(name)s") % {"name": name}
    return paper.pdf_unstored("codes.typ", data, title=title, language="de")
