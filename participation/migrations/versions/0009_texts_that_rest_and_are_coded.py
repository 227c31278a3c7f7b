"""texts that rest and are coded.

How soon a waiting text should be read was found as the program of then found it: its words and
patterns stand below as they were, for what a migration does never changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXTS = sa.table(
    "free_text",
    sa.column("id", sa.Uuid),
    sa.column("language", sa.String),
    sa.column("text", sa.Text),
    sa.column("state", sa.String),
    sa.column("urgency", sa.Integer),
)


def upgrade() -> None:
    op.create_table(
        "resting",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_resting_wave_id_wave"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_resting")),
    )
    # Column by column: a copy of the table would number its rows on SQLite, in their order.
    for column in (
        sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fields", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("translation", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("free_text", column)
    connection = op.get_bind()
    rows = connection.execute(sa.select(TEXTS.c.id, TEXTS.c.text, TEXTS.c.language)).all()
    for text_id, text, language in rows:
        if soon := urgency(text, language):
            connection.execute(sa.update(TEXTS).where(TEXTS.c.id == text_id).values(urgency=soon))


def downgrade() -> None:
    op.execute(sa.update(TEXTS).where(TEXTS.c.state == "resting").values(state="waiting"))
    for name in ("translation", "fields", "urgency"):
        op.drop_column("free_text", name)
    op.drop_table("resting")


FLAGS = ("telephone", "mail", "link", "address", "name", "date")
"""What a text may hold; the first one names somebody most surely."""
MOST = 20_000
STREET_ENDINGS = (
    r"stra(?:ß|ss)e",
    r"str",
    r"weg",
    r"allee",
    r"gasse",
    r"platz",
    r"ring",
    r"ufer",
    r"damm",
    r"chaussee",
    r"promenade",
    r"штрас+е",
)
"""German streets end so; people write them in Cyrillic as well."""
STREETS = (
    r"вул(?:иця|иці)?",
    r"просп(?:ект)?",
    r"пров(?:улок)?",
    r"ул(?:ица|ице)?",
    r"переулок",
    r"شارع",
    r"حي",
    r"خیابان",
    r"کوچه",
    r"street",
)
"""Words that stand before a street's name."""
STREETS_AFTER = (r"cadde(?:si|sinde)?", r"sokak|soka[gğ]ı", r"cad", r"sok", r"bulvar[ıi]?")
"""Words that stand behind it."""
ROOMS = (
    r"wohnung",
    r"zimmer",
    r"hausnummer",
    r"haus",
    r"flat",
    r"apartment",
    r"room",
    r"квартира",
    r"кв",
    r"кімната",
    r"комната",
    r"daire",
    r"oda",
    r"شقة",
    r"غرفة",
    r"اتاق",
    r"واحد",
)
TITLES = (
    r"Frau",
    r"Herrn?",
    r"Hr",
    r"Fr",
    r"Dr",
    r"Prof",
    r"Familie",
    r"Mrs?",
    r"Ms",
    r"Miss",
    r"[Пп]ан(?:і|ом|у)?",
    r"[Гг]осподин(?:ом|а|у)?",
    r"[Гг]оспож[ауеи]",
    r"[Гг]-(?:н|жа)",
    r"[Фф]рау",
    r"[Гг]ерр",
    r"[Bb]ay(?:an)?",
    r"السيدة?",
    r"الأستاذة?",
    r"الدكتورة?",
    r"آقای",
    r"خانم",
    r"دکتر",
)
CALLED = (
    r"ich hei(?:ß|ss)e",
    r"mein name ist",
    r"(?:vor|nach)?name:",
    r"my name(?: is|['’]s)",
    r"i am called",
    r"меня зовут",
    r"мо[её] имя",
    r"мене звати",
    r"мене звуть",
    r"моє ім['’]я",
    r"ім['’]я:",
    r"имя:",
    r"(?:benim )?adım",
    r"(?:benim )?ismim",
    r"اسمي",
    r"إسمي",
    r"نام من",
    r"اسم من",
    r"اسمم",
)
_LATIN = """
Abdul Abdullah Adnan Ahmad Ahmed Aisha Aleksandr Alexander Alexandra Alexej Alina Alona Amina
Amir Anastasia Andreas Andrej Andrii Andrzej Angela Angelika Anna Anton Artem Ayse Ayşe Aziz
Barbara Bashar Beate Bernd Bilal Birgit Bogdan Brigitte Burak Carsten Christa Christian
Christina Christine Claudia Cornelia Daniel Daniela Daria Daryna Denis Dennis Detlef Dieter
Dimitri Dirk Dmitri Dmytro Doris Edith Ekaterina Elena Elif Emine Emre Erika Fadi Farhad Farid
Fatema Fatemeh Fatima Fatma Felix Ferhat Firas Florian Frank Gabriele Galina Gerd Gisela
Günter Habib Halina Halyna Hamid Hannah Hans Hasan Hassan Heike Heinz Helga Helmut Hossein
Hussein Hüseyin Hussain Hülya Ibrahim Igor Ihor Iman Ina Ingrid Irina Iryna Ismail Ivan Iwan
Iwona Jamal Jan Jens Joachim Johanna Jörg Julia Juliia Jürgen Jutta Karim Karin Karl Karsten
Katarzyna Kateryna Katja Katrin Khaled Khalid Klaus Krzysztof Lars Larisa Larysa Laura Leila
Lena Lisa Liudmyla Ludmila Lukas Lyudmyla Mahmoud Mahmut Maksym Malgorzata Manfred Manuela
Margarita Maria Mariam Marina Marion Mario Mariia Markus Martin Martina Maryam Maryna Matthias
Maxim Mehdi Mehmet Melanie Michael Michaela Mikhail Mohamad Mohamed Mohammad Mohammed Mohsen
Monika Mostafa Mourad Muhammad Murat Mustafa Mykhailo Mykola Nadia Nadiia Nadine Natalia
Nataliia Natalija Nicole Nikolai Nina Nour Oksana Olaf Oleh Oleg Oleksandr Oleksii Olena Olga
Olha Omar Omer Osman Ömer Özlem Pavel Pavlo Peter Petra Petro Piotr Rainer Ralf Ramazan Rami
Rana Rashid Reza Rima Roman Rostyslav Ruslan Sabine Said Salim Salma Samir Samira Sandra Sara
Sarah Sebastian Sergei Sergej Serhii Sina Siegfried Silke Simone Sofia Soraya Stefan Stefanie
Steffen Susanne Svetlana Svitlana Swetlana Tamara Tanja Tarek Tatiana Tatjana Taras Tetiana
Thomas Thorsten Torsten Tobias Ulrike Ursula Ute Uwe Vadym Valentina Viktor Viktoria Viktoriia
Vitalii Vladimir Volodymyr Walid Walter Werner Wiktor Wladimir Wolfgang Yasemin Yasin Yaser
Yasmin Yevhen Yousef Youssef Yulia Yuliia Yuri Yurii Yusuf Zahra Zainab Zeynep
"""
_CYRILLIC = """
Александр Алексей Алина Анастасия Анастасія Анатолий Анатолій Андрей Андрій Анна Антон Артем
Артём Богдан Валентина Виктор Виктория Виталий Віктор Вікторія Віталій Владимир Володимир
Галина Ганна Дарина Дарья Денис Дмитрий Дмитро Евгений Евгения Екатерина Елена Ирина Ірина
Иван Іван Игорь Ігор Катерина Кирилл Ксения Лариса Людмила Максим Марина Мария Марія Михаил
Михайло Микола Наталия Наталья Наталія Николай Нина Оксана Олег Олександр Олександра Олексій
Олена Ольга Павел Павло Петр Пётр Петро Роман Руслан Сергей Сергій Світлана Светлана Тамара
Тарас Татьяна Тетяна Юлия Юлія Юрий Юрій Ярослав Ярослава Мохаммед Ахмед
"""
_ARABIC = """
محمد أحمد احمد محمود مصطفى عبدالله إبراهيم ابراهيم حسين خالد عمر يوسف طارق فاطمة زينب مريم
خديجة عائشة سارة ليلى محمّد حسن علی حسین رضا مهدی فاطمه زهرا مریم لیلا سارا محمدرضا علیرضا
امیرحسین
"""
GIVEN_NAMES = frozenset(f"{_LATIN} {_CYRILLIC} {_ARABIC}".split())
NAME_STEMS = frozenset(
    name.rstrip("аяйьо")
    for name in _CYRILLIC.split()
    if len(name.rstrip("аяйьо")) > 3  # noqa: PLR2004 - "Іва", "Юл" begin too much
)
"""Slavic names without their ending, for they are declined: «Олену», «Сергею»."""
_NUMBER = re.compile(r"\+?\d(?:[\s/().\-–]{0,3}\d){5,30}")
_DATE = re.compile(
    r"(?<!\d)(?:[0-3]?\d\s?[./-]\s?[01]?\d\s?[./-]\s?(?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)"
)
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
_MONEY = re.compile(
    r"\s?(?:€|euro|eur\b|usd|\$|грн|руб|tl\b|lira|يورو|یورو|евро|євро)", re.IGNORECASE
)
_AT = r"\s?(?:@|\(at\)|\[at\]|\(ät\))\s?"
_MAIL = re.compile(
    rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,64}}(?:\s?(?:\.|\(dot\)|\[dot\]|\(punkt\))\s?\w{{2,24}}){{1,4}}"
    r"|\b(?:gmail|googlemail|outlook|hotmail|yahoo|icloud)\.\w{2,3}\b|\bgmx\.(?:de|net|at)\b"
    r"|\b(?:web\.de|mail\.ru|ukr\.net|yandex\.ru|t-online\.de)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://\S{1,200}|\bwww\.\S{3,200}|(?<![\w.])@\w[\w.]{2,40}"
    r"|\b(?:t|wa|fb|facebook|instagram|tiktok|vk)\.(?:me|com)/\S{1,100}",
    re.IGNORECASE,
)
_HOUSE = (
    r"\s{0,2},?\s{0,2}(?:nr?\.?|no:?|№|дом|д\.|буд\.?|будинок|رقم|پلاک|شماره)?"
    r"\s{0,2}\d{1,4}\s?[a-hа-д]?\b"
)
_STREETS = "|".join(STREETS)
_ADDRESS = re.compile(
    # Lindenstraße 5, Am Ring 12b, Хауптштрассе 5
    rf"[\w-]{{0,30}}(?:{'|'.join(STREET_ENDINGS)})\b\.?{_HOUSE}"
    # вул. Шевченка, 12 · Atatürk Caddesi No: 5 · شارع السلام 5
    rf"|(?<!\w)(?:{_STREETS})\b\.?(?:\s{{1,2}}[\w.-]{{1,30}}){{0,3}}{_HOUSE}"
    rf"|[\w-]{{2,30}}\s(?:{'|'.join(STREETS_AFTER)})\b\.?{_HOUSE}"
    # 12 Station Road
    r"|\b\d{1,4}\s[A-Z]\w{1,30}\s(?:street|road|avenue|lane|st\.|rd\.)"
    # 99901 Uckerstein
    r"|(?<!\d)\d{5}\s[A-ZÄÖÜ][a-zäöüß]{2,30}(?:\s[A-ZÄÖÜ][a-zäöüß]{2,30})?"
    # a flat, a room in a shelter
    rf"|(?<!\w)(?:{'|'.join(ROOMS)})\.?\s?(?:nr\.?|№|no\.?)?\s?\d{{1,4}}\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(TITLES)})\.?\s{{1,2}}[^\W\d_][\w'’-]{{1,30}}"
    rf"|\b[^\W\d_]\w{{2,30}}\s(?:Bey|Hanım|Hoca)\b"
)
_CALLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(CALLED)})\s{{0,2}}:?\s{{0,2}}[^\W\d_][\w'’-]{{0,30}}"
    r"(?:\s[A-ZА-ЯЇІЄҐÄÖÜÇŞİ][\w'’-]{1,30})?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’]{1,30}")
_PAIR = re.compile(
    r"(?<!\w)[A-ZА-ЯЇІЄҐÇŞİÖÜ][a-zа-яїієґёçşığöü'’]{2,30}"
    r"\s[A-ZА-ЯЇІЄҐÇŞİÖÜ][a-zа-яїієґёçşığöü'’]{2,30}(?!\w)"
)
_CAPITALS = frozenset({"de", "de-simple"})
"""Languages that write every noun with a capital: two of them in a row say nothing."""


def urgency(text: str, language: str) -> int:
    """0 for nothing found, most for what names somebody most surely."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in text[:MOST])
    found = set(_found(plain, language))
    return next((len(FLAGS) - at for at, flag in enumerate(FLAGS) if flag in found), 0)


def _found(text: str, language: str) -> Iterator[str]:
    yield from ("telephone" for match in _NUMBER.finditer(text) if _telephone(text, match))
    for flag, pattern in (
        ("mail", _MAIL),
        ("link", _LINK),
        ("address", _ADDRESS),
        ("name", _TITLED),
        ("name", _CALLED),
        ("date", _DATE),
    ):
        if pattern.search(text):
            yield flag
    yield from ("name" for match in _WORD.finditer(text) if _is_name(match[0]))
    if language and language not in _CAPITALS and _PAIR.search(text):
        yield "name"


def _telephone(text: str, match: re.Match[str]) -> bool:
    harmless = _DATE.fullmatch(match[0]) or _YEARS.fullmatch(match[0])
    return not harmless and not _MONEY.match(text, match.end())


def _is_name(word: str) -> bool:
    return word in GIVEN_NAMES or any(word[:-ending] in NAME_STEMS for ending in (1, 2, 3))
