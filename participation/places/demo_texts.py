"""What the demo county has filled in: every placeholder in every language, nothing of it real.

Telephone numbers are from the range kept free for films, addresses end in ``.example``.
"""

from __future__ import annotations

from collections.abc import Mapping

FOR_ALL: Mapping[str, str] = {
    "controller": "{county}",
    "representative": "Landrätin Maria Muster",
    "address": "Kreishaus, Musterweg 1\n99999 Musterstadt",
    "phone": "030 23125 100",
    "email": "post@landkreis.example",
    "team": "Team Integration des Kreises",
    "team_phone": "030 23125 110",
    "team_email": "integration@landkreis.example",
    "data_protection_officer": "Datenschutz im Kreishaus, Jan Beispiel\n"
    "Musterweg 1, 99999 Musterstadt\n030 23125 120, datenschutz@landkreis.example",
    "host": "Kommunales Rechenzentrum Musterland, Musterstadt",
    "answers_kept_until": "2028-12-31",
    "complaint_authority": "Datenschutz-Aufsicht des Landes (Vorführung)\n"
    "Aufsichtsweg 2, 99998 Beispielstadt\n030 23125 130",
    "privacy_dated": "2026-11-22",
    "barrier_phone": "030 23125 140",
    "barrier_email": "barriere@landkreis.example",
    "enforcement_body": "Durchsetzungsstelle des Landes (Vorführung)\n"
    "Aufsichtsweg 3, 99998 Beispielstadt\n030 23125 150",
    "accessibility_made": "2026-11-22",
    "accessibility_checked": "2026-11-22",
}
OFFICES = {
    "de": ("Beratung für Zugewanderte", "Familien-Beratung", "Frauen-Beratung"),
    "de-simple": ("Beratung für Zugewanderte", "Beratung für Familien", "Beratung für Frauen"),
    "en": ("Advice for people from other countries", "Advice for families", "Advice for women"),
    "ar": ("استشارات للقادمين من بلدان أخرى", "استشارات للعائلات", "استشارات للنساء"),
    "uk": (
        "Консультації для людей з інших країн",
        "Консультації для сімей",
        "Консультації для жінок",
    ),
    "ru": (
        "Консультации для людей из других стран",
        "Консультации для семей",
        "Консультации для женщин",
    ),
    "fa": (
        "مشاوره برای کسانی که از کشور دیگری آمده‌اند",
        "مشاوره برای خانواده‌ها",
        "مشاوره برای زنان",
    ),
    "tr": (
        "Başka ülkelerden gelenler için danışma",
        "Aileler için danışma",
        "Kadınlar için danışma",
    ),
}
"""Kinds of advice offices; place and number are added."""
WHERE = (
    "Musterstadt, 030 23125 210",
    "Musterstadt, 030 23125 220",
    "Beispielstadt, 030 23125 230",
)
LEGAL_BASIS = {
    "de": "Artikel 6 Absatz 1 Buchstabe e DSGVO: Der Landkreis erfüllt eine öffentliche Aufgabe."
    " Dazu gehört das Datenschutz-Gesetz des Landes.",
    "de-simple": "Der Landkreis hat eine Aufgabe für alle Menschen hier. Das Gesetz erlaubt die"
    " Fragen: Artikel 6 Absatz 1 Buchstabe e DSGVO und das Datenschutz-Gesetz vom Land.",
    "en": "Article 6 (1) (e) GDPR: the county carries out a public task. The data protection law"
    " of the federal state also applies.",
    "ar": "المادة 6 الفقرة 1 الحرف e من اللائحة العامة لحماية البيانات: تؤدي إدارة المنطقة مهمة"
    " عامة."
    " ويسري معها قانون حماية البيانات في الولاية.",
    "uk": "Стаття 6, пункт 1, літера e Регламенту (DSGVO): район виконує суспільне завдання."
    " Діє також закон федеральної землі про захист даних.",
    "ru": "Статья 6, пункт 1, буква e Регламента (DSGVO): район выполняет общественную задачу."
    " Действует также закон федеральной земли о защите данных.",
    "fa": "ماده 6 بند 1 حرف e مقررات حفاظت از داده‌ها (DSGVO): شهرستان یک وظیفه عمومی را انجام"
    " می‌دهد."
    " قانون حفاظت از داده‌های ایالت هم برقرار است.",
    "tr": "DSGVO madde 6 fıkra 1 bent e: İlçe yönetimi kamu görevini yerine getirir."
    " Eyaletin veri koruma yasası da geçerlidir.",
}
WEB_LOG = {
    "de": "Wir schreiben sie nicht auf.",
    "de-simple": "Wir schreiben sie nicht auf.",
    "en": "We do not write it down.",
    "ar": "نحن لا نسجّله.",
    "uk": "Ми її не записуємо.",
    "ru": "Мы его не записываем.",
    "fa": "ما آن را ثبت نمی‌کنیم.",
    "tr": "Onu kaydetmiyoruz.",
}
METHOD = {
    "de": "Wir haben die Seiten selbst geprüft: mit Programmen, mit der Tastatur und am Handy.",
    "de-simple": "Wir haben die Seiten selbst geprüft: mit Programmen, mit der Tastatur und am"
    " Handy.",
    "en": "We checked the pages ourselves: with programs, with the keyboard and on a phone.",
    "ar": "فحصنا الصفحات بأنفسنا: ببرامج، وبلوحة المفاتيح، وعلى الهاتف.",
    "uk": "Ми перевірили сторінки самі: програмами, з клавіатурою і на телефоні.",
    "ru": "Мы проверили страницы сами: программами, с клавиатурой и на телефоне.",
    "fa": "ما خودمان صفحه‌ها را بررسی کردیم: با برنامه، با صفحه‌کلید و با تلفن همراه.",
    "tr": "Sayfaları kendimiz denetledik: programlarla, klavyeyle ve telefonda.",
}
GAPS = {
    "de": "Es gibt noch keine Videos in Gebärden-Sprache.\nEs gibt noch keine Leichte Sprache.",
    "de-simple": "Es gibt noch keine Videos in Gebärden-Sprache.\n"
    "Es gibt noch keine Leichte Sprache.",
    "en": "There are no videos in sign language yet.\nThere is no Easy Language (Leichte Sprache)"
    " yet.",
    "ar": "لا توجد بعد مقاطع فيديو بلغة الإشارة.\n"
    "لا توجد بعد نسخة باللغة الألمانية السهلة (Leichte Sprache).",
    "uk": "Ще немає відео жестовою мовою.\nЩе немає текстів легкою мовою (Leichte Sprache).",
    "ru": "Пока нет видео на жестовом языке.\nПока нет текстов на лёгком языке (Leichte Sprache).",
    "fa": "هنوز ویدئو به زبان اشاره نداریم.\n"
    "هنوز متن به زبان آلمانی آسان (Leichte Sprache) نداریم.",
    "tr": "Henüz işaret dilinde video yok.\nHenüz Kolay Dil (Leichte Sprache) yok.",
}
FUNDING = {
    "de": "Der Landkreis bezahlt die Befragung.",
    "de-simple": "Der Landkreis bezahlt die Befragung.",
    "en": "The county pays for the survey.",
    "ar": "تدفع إدارة المنطقة تكاليف الاستطلاع.",
    "uk": "Опитування оплачує район.",
    "ru": "Опрос оплачивает район.",
    "fa": "هزینه نظرسنجی را شهرستان می‌پردازد.",
    "tr": "Anketin masrafını ilçe yönetimi öder.",
}
BY_LANGUAGE = {
    "legal_basis": LEGAL_BASIS,
    "web_log": WEB_LOG,
    "accessibility_method": METHOD,
    "accessibility_gaps": GAPS,
    "funding": FUNDING,
}


def demo_texts(county: str) -> dict[tuple[str, str], str]:
    """All texts of the demo county, as :func:`places.service.save_texts` takes them.

    Args:
        county: its name, with "Landkreis".
    """
    found = {(name, ""): text.format(county=county) for name, text in FOR_ALL.items()}
    for name, texts in BY_LANGUAGE.items():
        found |= {(name, tag): text for tag, text in texts.items()}
    for tag, kinds in OFFICES.items():
        lines = (f"{kind}: \u2068{where}\u2069" for kind, where in zip(kinds, WHERE, strict=True))
        found["advice_offices", tag] = "\n".join(lines)
    return found
