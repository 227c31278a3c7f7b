"""Invented free texts for the demo, in the languages in which people write them."""

from __future__ import annotations

from collections.abc import Mapping

WISHES: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Ein Bus nach 20 Uhr wäre gut. Nach der Spätschicht komme ich nicht nach Hause.",
        "Mehr Termine im Amt, auch am Nachmittag.",
        "Wir brauchen einen Kinder-Arzt in der Nähe.",
        "Abendkurse für Menschen, die arbeiten.",
        "Rufen Sie mich bitte an: 030 23125 999.",
    ),
    "de-simple": (
        "Ich möchte mehr Deutsch sprechen. Ich kenne wenige Menschen hier.",
        "Briefe vom Amt in einfacher Sprache.",
        "Der Kurs ist zu weit weg.",
    ),
    "en": (
        "Please recognise my diploma faster. I am a nurse and I work in a warehouse.",
        "More language courses with childcare.",
        "An office where somebody speaks English on one day of the week.",
    ),
    "ar": (
        "نحتاج إلى دورات لغة في المساء.",
        "لا توجد حافلة من القرية إلى المدينة في عطلة نهاية الأسبوع.",
        "أبحث عن سكن لعائلتي منذ سنتين.",
    ),
    "uk": (
        "Потрібні курси німецької для тих, хто працює.",
        "Дуже довго чекаємо на місце в дитячому садку.",
        "Хотілося б більше зустрічей з місцевими людьми.",
    ),
    "ru": (
        "Признание диплома длится слишком долго.",
        "Нужен автобус вечером и в выходные.",
    ),
    "fa": (
        "کلاس زبان نزدیک خانه می‌خواهیم.",
        "نوبت دکتر خیلی دیر می‌دهند.",
    ),
    "tr": (
        "Dairelerde daha çok randevu olsun.",
        "Çocuklar için spor kulübü istiyoruz.",
    ),
}
