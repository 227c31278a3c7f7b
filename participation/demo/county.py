"""Landkreis Uckerwald: its places, its list of offers, its accounts. Nothing of it is real."""

from __future__ import annotations

from dataclasses import dataclass

from participation.access import service as access
from participation.base import database
from participation.base.web.security import Role
from participation.places import service as places
from participation.places.demo_texts import demo_texts
from participation.places.service import Offer, PlaceInfo
from surveys.figures.released import PlaceKind

NAME = "Landkreis Uckerwald"
AREA, OFFICE = PlaceKind.PLANNING_AREA, PlaceKind.DISTRICT_OFFICE
TOWN, VILLAGES = PlaceKind.TOWN, PlaceKind.MUNICIPALITY
PLACES = (
    PlaceInfo("nord", AREA, "Planungsraum Nord", None, 34_400),
    PlaceInfo("mitte", AREA, "Planungsraum Mitte", None, 52_700),
    PlaceInfo("sued", AREA, "Planungsraum Süd", None, 26_900),
    PlaceInfo(
        "uckerstein",
        TOWN,
        "Uckerstein",
        "mitte",
        31_200,
        ("99901 Uckerstein", "99902 Ausbau Ost", "99902 Seehof"),
    ),
    PlaceInfo("wendenau", TOWN, "Wendenau", "nord", 14_600, ("99911 Wendenau", "99912 Kietz")),
    PlaceInfo("templow", TOWN, "Templow", "sued", 11_800, ("99921 Templow", "99922 Hammelspring")),
    PlaceInfo("lindhagen", TOWN, "Lindhagen", "mitte", 8_300, ("99903 Lindhagen",)),
    PlaceInfo("amt_seenwald", OFFICE, "Amt Seenwald", "nord", 11_900),
    PlaceInfo("amt_oberrand", OFFICE, "Amt Oberrand", "mitte", 9_400),
    PlaceInfo("amt_heideland", OFFICE, "Amt Heideland", "sued", 8_700),
    PlaceInfo(
        "birkenhain",
        VILLAGES,
        "Birkenhain",
        "amt_seenwald",
        4_700,
        ("99913 Birkenhain", "99913 Erlengrund", "99914 Neu Birken"),
    ),
    PlaceInfo(
        "gross_lueben", VILLAGES, "Groß Lüben", "amt_seenwald", 3_900, ("99915 Klein Lüben",)
    ),
    PlaceInfo("tannwitz", VILLAGES, "Tannwitz", "amt_seenwald", 3_300, ("99916 Tannwitz Mühle",)),
    PlaceInfo("casewitz", VILLAGES, "Casewitz", "amt_oberrand", 5_100, ("99904 Casewitz",)),
    PlaceInfo(
        "neuendorf", VILLAGES, "Neuendorf am Rand", "amt_oberrand", 4_300, ("99905 Altendorf",)
    ),
    PlaceInfo("nordfelde", VILLAGES, "Nordfelde", "nord", 7_900, ("99917 Nordfelde",)),
    PlaceInfo("heidekrug", VILLAGES, "Heidekrug", "amt_heideland", 4_900, ("99923 Heidekrug",)),
    PlaceInfo("sandow", VILLAGES, "Sandow", "amt_heideland", 3_800, ("99924 Sandow Ziegelei",)),
    PlaceInfo("rosengarten", VILLAGES, "Rosengarten", "sued", 6_400, ("99925 Rosengarten",)),
    PlaceInfo("muehlental", VILLAGES, "Mühlental", "mitte", 3_800, ("99906 Obermühle",)),
)
TAGS = ("de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr")
OFFERS = (
    (
        "language_cafe",
        "Sprach-Café",
        "Sprach-Café",
        "Language café",
        "مقهى اللغة",
        "Мовне кафе",
        "Языковое кафе",
        "کافه زبان",
        "Dil kafesi",
    ),
    (
        "migration_advice",
        "Migrations-Beratung",
        "Beratung für Zugewanderte",
        "Migration advice",
        "استشارات الهجرة",
        "Консультації для мігрантів",
        "Консультации для мигрантов",
        "مشاوره مهاجرت",
        "Göç danışmanlığı",
    ),
    (
        "youth_advice",
        "Jugend-Migrations-Dienst",
        "Beratung für junge Menschen",
        "Youth migration service",
        "خدمة هجرة الشباب",
        "Молодіжна міграційна служба",
        "Молодёжная миграционная служба",
        "خدمات مهاجرت جوانان",
        "Gençlik göç hizmeti",
    ),
    (
        "adult_education",
        "Volkshochschule",
        "Volks-Hoch-Schule",
        "Adult education centre",
        "مدرسة تعليم الكبار (VHS)",
        "Народний університет (VHS)",
        "Народный университет (VHS)",
        "آموزشگاه بزرگسالان (VHS)",
        "Halk eğitim merkezi (VHS)",
    ),
    (
        "mentors",
        "Patenschaften",
        "Paten helfen im Alltag",
        "Mentoring",
        "برنامج المرافقين",
        "Наставники",
        "Наставники",
        "همراهان داوطلب",
        "Gönüllü eşlik",
    ),
    (
        "family_centre",
        "Familien-Zentrum",
        "Treff für Familien",
        "Family centre",
        "مركز العائلة",
        "Сімейний центр",
        "Семейный центр",
        "مرکز خانواده",
        "Aile merkezi",
    ),
    (
        "bicycle_workshop",
        "Fahrrad-Werkstatt",
        "Fahrrad-Werkstatt",
        "Bicycle workshop",
        "ورشة الدراجات",
        "Веломайстерня",
        "Веломастерская",
        "تعمیرگاه دوچرخه",
        "Bisiklet atölyesi",
    ),
    (
        "clothes",
        "Kleider-Kammer",
        "Kleidung für wenig Geld",
        "Clothes bank",
        "مخزن الملابس",
        "Пункт видачі одягу",
        "Пункт выдачи одежды",
        "مرکز لباس",
        "Giysi deposu",
    ),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demo."""

    role: Role
    email: str
    password: str
    name: str


SIGN_INS = (
    SignIn(Role.COORDINATOR, "koordination@demo.example", "wald-see-birke-27", "Kim Koordination"),
    SignIn(Role.EDITOR, "redaktion@demo.example", "wald-see-birke-28", "Robin Redaktion"),
    SignIn(Role.VIEWER, "lesen@demo.example", "wald-see-birke-29", "Luca Lesen"),
    SignIn(Role.ADMIN, "admin@demo.example", "wald-see-birke-30", "Alex Admin"),
)


def make() -> None:
    """Enters the county, its texts in every language, its offers and the accounts."""
    with database.transaction():
        places.save_county(NAME, "BB", 0)
        places.save_places(PLACES, 1)
        places.save_offers([_offer(row) for row in OFFERS], 2)
        places.save_texts(demo_texts(NAME), 3)
        for promise in places.Promise:
            places.confirm_promise(promise, "Alex Admin", days=30)
        for sign_in in SIGN_INS:
            access.create_demo_account(sign_in.role, sign_in.email, sign_in.password, sign_in.name)


def _offer(row: tuple[str, ...]) -> Offer:
    key, *labels = row
    return Offer(key, dict(zip(TAGS, labels, strict=True)))
