"""What each Bundesland asks of a statement on accessibility.

The county enters name and address of the body itself (placeholder ``enforcement_body``); here
stands only what does not change with a move of an office: the law and what that body is called.
Names are German in every language, because letters are addressed with them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Land:
    """One Bundesland, as its statement on accessibility needs it."""

    code: str
    """ISO 3166-2 without "DE-"."""
    name: str
    law: str
    """The law that binds counties, with its short name."""
    body: str
    """What the body is called to which people turn when the county does not answer."""
    template: str = "site/info/accessibility/any.html"
    """The text of the statement; its own where the Land's rules differ much."""


BGG = "Behindertengleichstellungsgesetz"
LANDS: dict[str, Land] = {
    land.code: land
    for land in (
        Land(
            "BW",
            "Baden-Württemberg",
            f"Landes-{BGG} (L-BGG)",
            "Schlichtungsstelle nach dem L-BGG",
            template="site/info/accessibility/bw.html",
        ),
        Land(
            "BY",
            "Bayern",
            f"Bayerisches {BGG} (BayBGG)",
            "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik",
        ),
        Land(
            "BE",
            "Berlin",
            "Barrierefreie-IKT-Gesetz Berlin (BIKTG Bln)",
            "Landesbeauftragte für digitale Barrierefreiheit",
        ),
        Land(
            "BB",
            "Brandenburg",
            f"Brandenburgisches {BGG} (BbgBGG)",
            "Durchsetzungsstelle für digitale Barrierefreiheit bei der oder dem"
            " Landesbeauftragten für die Belange der Menschen mit Behinderungen",
            template="site/info/accessibility/bb.html",
        ),
        Land(
            "HB",
            "Bremen",
            f"Bremisches {BGG} (BremBGG)",
            "Zentralstelle für barrierefreie Informationstechnik",
        ),
        Land("HH", "Hamburg", f"Hamburgisches {BGG} (HmbBGG)", "Durchsetzungsstelle"),
        Land(
            "HE",
            "Hessen",
            f"Hessisches {BGG} (HessBGG)",
            "Durchsetzungs- und Überwachungsstelle Barrierefreie Informationstechnik",
        ),
        Land(
            "MV",
            "Mecklenburg-Vorpommern",
            f"Landesbehinderten{BGG.removeprefix('Behinderten')} (LBGG M-V)",
            "Durchsetzungsstelle",
        ),
        Land(
            "NI",
            "Niedersachsen",
            f"Niedersächsisches {BGG} (NBGG)",
            "Schlichtungsstelle nach dem NBGG",
        ),
        Land(
            "NW",
            "Nordrhein-Westfalen",
            f"{BGG} Nordrhein-Westfalen (BGG NRW)",
            "Ombudsstelle für barrierefreie Informationstechnik",
        ),
        Land("RP", "Rheinland-Pfalz", "Landesinklusionsgesetz (LInklG)", "Durchsetzungsstelle"),
        Land("SL", "Saarland", f"Saarländisches {BGG} (SBGG)", "Durchsetzungsstelle"),
        Land("SN", "Sachsen", "Barrierefreie-Websites-Gesetz (BfWebG)", "Durchsetzungsstelle"),
        Land(
            "ST",
            "Sachsen-Anhalt",
            f"{BGG} Sachsen-Anhalt (BGG LSA)",
            "Ombudsstelle nach dem BGG LSA",
            template="site/info/accessibility/st.html",
        ),
        Land(
            "SH",
            "Schleswig-Holstein",
            f"Landesbehinderten{BGG.removeprefix('Behinderten')} (LBGG)",
            "Beschwerdestelle für barrierefreie Informationstechnik",
        ),
        Land(
            "TH",
            "Thüringen",
            "Thüringer Gesetz über den barrierefreien Zugang zu den Websites und mobilen"
            " Anwendungen öffentlicher Stellen (ThürBarrWebG)",
            "Durchsetzungsstelle",
        ),
    )
}
ANY = Land(
    "",
    "",
    "Gesetz des Landes zur Gleichstellung von Menschen mit Behinderungen",
    "Durchsetzungsstelle",
)
"""Stands in until the county has said in which Land it lies."""


def land(code: str) -> Land:
    """The Land of ``code``; an unknown code gets the text that fits all."""
    return LANDS.get(code, ANY)
