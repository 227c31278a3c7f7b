"""Words by which streets, titles and names are flagged in a text, in the languages spoken.

Parts of regular expressions but for the names. Names that are everyday words as well ("Rosa",
"Nur", «أمل») are left out: they would flag half of all texts.
"""

from __future__ import annotations

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
FILES = (
    r"az",
    r"aktenzeichen",
    r"akten?(?:-?nr)?",
    r"gz",
    r"geschäftszeichen",
    r"vorgang(?:s-?(?:nr|nummer))?",
    r"(?:kunden|rechnungs|antrags|bescheid|fall|bg|steuer)-?(?:nr|nummer)",
    r"drucksache",
    r"file no",
    r"дело",
    r"справа",
    r"dosya no",
)
"""Words before the number of a file."""
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
