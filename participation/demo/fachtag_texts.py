"""Words around the invented Fachtag: titles, agreed steps, what the coordinator wrote."""

from __future__ import annotations

from collections.abc import Mapping

EVENT = {
    "de": "Fachtag Integration",
    "en": "Integration conference",
    "ar": "يوم الاندماج",
    "uk": "День інтеграції",
    "ru": "День интеграции",
    "fa": "روز همایش ادغام",
    "tr": "Uyum Günü",
}
WORKSHOPS: tuple[Mapping[str, str], ...] = (
    {
        "de": "Sprache und Lernen",
        "en": "Language and learning",
        "ar": "اللغة والتعلم",
        "uk": "Мова і навчання",
        "ru": "Язык и учёба",
        "fa": "زبان و یادگیری",
        "tr": "Dil ve öğrenme",
    },
    {
        "de": "Arbeit und Anerkennung",
        "en": "Work and recognition",
        "ar": "العمل والاعتراف بالشهادات",
        "uk": "Робота і визнання дипломів",
        "ru": "Работа и признание дипломов",
        "fa": "کار و به‌رسمیت‌شناختن مدرک",
        "tr": "İş ve denklik",
    },
    {
        "de": "Wohnen und Nachbarschaft",
        "en": "Housing and neighbours",
        "ar": "السكن والجيران",
        "uk": "Житло і сусіди",
        "ru": "Жильё и соседи",
        "fa": "مسکن و همسایه‌ها",
        "tr": "Konut ve komşuluk",
    },
    {
        "de": "Gesundheit und Familie",
        "en": "Health and family",
        "ar": "الصحة والأسرة",
        "uk": "Здоровʼя і родина",
        "ru": "Здоровье и семья",
        "fa": "سلامت و خانواده",
        "tr": "Sağlık ve aile",
    },
    {
        "de": "Bus, Bahn und Dorf",
        "en": "Bus, train and village",
        "ar": "الحافلة والقطار والقرية",
        "uk": "Автобус, потяг і село",
        "ru": "Автобус, поезд и село",
        "fa": "اتوبوس، قطار و روستا",
        "tr": "Otobüs, tren ve köy",
    },
    {
        "de": "Ehrenamt und Mitreden",
        "en": "Volunteering and having a say",
        "ar": "التطوع والمشاركة",
        "uk": "Волонтерство й участь",
        "ru": "Волонтёрство и участие",
        "fa": "کار داوطلبانه و مشارکت",
        "tr": "Gönüllülük ve söz hakkı",
    },
)
INTRODUCTION = {
    "de": "Die Menschen im Workshop haben Zettel geschrieben, in sieben Sprachen. Sie haben die"
    " Zettel geordnet und abgestimmt. Das war ihnen am wichtigsten. (Vorführung: erfunden)",
    "de-simple": "Menschen haben Zettel geschrieben. Dann haben sie Punkte gegeben. Das war ihnen"
    " wichtig. (Nur ein Beispiel: erfunden)",
    "en": "People in the workshop wrote notes in seven languages. They sorted the notes and voted."
    " This mattered most to them. (Demo: invented)",
    "ar": "كتب المشاركون في الورشة أوراقاً بسبع لغات، ثم رتبوها وصوتوا عليها. هذا هو الأهم بالنسبة"
    " لهم. (عرض تجريبي: النص مختلق)",
    "uk": "Учасники воркшопу писали записки сімома мовами. Потім упорядкували їх і проголосували."
    " Ось що для них найважливіше. (Демонстрація: вигадано)",
    "ru": "Участники мастерской писали записки на семи языках. Потом разобрали их и проголосовали."
    " Вот что для них важнее всего. (Демонстрация: вымышлено)",
    "fa": "شرکت‌کنندگان به هفت زبان یادداشت نوشتند، آن‌ها را مرتب کردند و رأی دادند. این‌ها برایشان"
    " مهم‌تر از همه بود. (نمایشی: ساختگی)",
    "tr": "Atölyedekiler yedi dilde not yazdı, notları düzenledi ve oy verdi. Onlar için en önemli"
    " olanlar bunlar. (Gösterim: uydurma)",
}
THEMES: Mapping[str, Mapping[str, str]] = {
    "Bus am Abend und am Wochenende": {
        "en": "Buses in the evening and at weekends",
        "ar": "الحافلة مساءً وفي عطلة نهاية الأسبوع",
        "uk": "Автобус увечері та у вихідні",
        "ru": "Автобус вечером и в выходные",
        "fa": "اتوبوس شب و آخر هفته",
        "tr": "Akşam ve hafta sonu otobüs",
    },
    "Fahrplan verstehen": {
        "en": "Understanding the timetable",
        "ar": "فهم جدول المواعيد",
        "uk": "Зрозумілий розклад",
        "ru": "Понятное расписание",
        "fa": "فهمیدن برنامهٔ اتوبوس",
        "tr": "Sefer saatlerini anlamak",
    },
    "Fahrrad und Führerschein": {
        "en": "Bicycle and driving licence",
        "ar": "الدراجة ورخصة القيادة",
        "uk": "Велосипед і водійські права",
        "ru": "Велосипед и права",
        "fa": "دوچرخه و گواهینامه",
        "tr": "Bisiklet ve ehliyet",
    },
    "Preise": {
        "en": "Prices",
        "ar": "الأسعار",
        "uk": "Ціни",
        "ru": "Цены",
        "fa": "قیمت‌ها",
        "tr": "Fiyatlar",
    },
}
"""Titles in other languages, as the coordinator would write them."""
STEPS: Mapping[str, tuple[str, str, str]] = {
    "Kurse am Abend": ("Einen Abendkurs in Templow planen", "Volkshochschule", "bis Ende März"),
    "Kurse mit Kinder-Betreuung": ("Räume mit Spiel-Ecke suchen", "Jugendamt", "im Frühjahr"),
    "Zeugnisse anerkennen": ("Sprechstunde einrichten", "Kammer und Jobcenter", "ab April"),
    "Betriebe und Praktikum": ("20 Betriebe einladen", "Wirtschafts-Förderung", "im Mai"),
    "Wohnung finden": ("Wohnungs-Lotsin ausschreiben", "Sozialamt", "bis Sommer"),
    "Unterkunft": ("WLAN in allen Häusern", "Kreis-IT", "bis Jahresende"),
    "Arzt und Sprache": (
        "Telefon-Dolmetschen mit drei Praxen testen",
        "Gesundheitsamt",
        "6 Monate",
    ),
    "Kita und Familie": ("Freie Plätze wöchentlich melden", "Kita-Leitungen", "ab sofort"),
    "Bus am Abend und am Wochenende": (
        "Späten Bus auf zwei Linien prüfen",
        "Verkehrsamt",
        "bis Herbst",
    ),
    "Fahrplan verstehen": ("Blatt zum Ruf-Bus in acht Sprachen", "Verkehrsbetrieb", "im Juni"),
    "Gefragt werden": (
        "Beirat im Ausschuss vorstellen",
        "Integrations-Beauftragte",
        "Sitzung im Mai",
    ),
    "Menschen, die helfen": ("Fahrtkosten klären", "Ehrenamts-Stelle", "bis März"),
}
"""By theme: what was agreed, who does it, until when."""
NEEDS: Mapping[str, str] = {
    "Bus am Abend und am Wochenende": "Busse am Abend und am Wochenende in die Dörfer",
    "Kurse am Abend": "Deutsch-Kurse am Abend, auch außerhalb der Kreisstadt",
    "Arzt und Sprache": "Dolmetschen in Arzt-Praxen, damit Kinder nicht übersetzen müssen",
}
"""By theme: the need that the coordinator made of it."""
TRIAL = {
    "de": "Werkstatt zum Ausprobieren",
    "en": "Workshop to try out",
    "ar": "ورشة للتجربة",
    "uk": "Майстерня для спроби",
    "ru": "Мастерская для пробы",
    "fa": "کارگاه آزمایشی",
    "tr": "Deneme atölyesi",
}
TRIAL_WORKSHOP = {
    "de": "Was fehlt im Landkreis?",
    "en": "What is missing in the county?",
    "ar": "ما الذي ينقص في المنطقة؟",
    "uk": "Чого бракує в районі?",
    "ru": "Чего не хватает в районе?",
    "fa": "در این منطقه چه چیزی کم است؟",
    "tr": "Bölgede ne eksik?",
}
