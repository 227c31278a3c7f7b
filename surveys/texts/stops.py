"""Words that say nothing about a theme, and those that lists of stop words take too much."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from surveys.texts.posts import small

KEPT: Mapping[str, str] = {
    "de": "allein mensch menschen zeit jahr mittel",
    "en": "help work home room group place member need course state area together information"
    " welcome works working rooms groups places members needs",
    "ar": "مساء صباح سنة",
    "ru": "человек люди работа время жизнь дом место вечер друг город",
    "fa": "مردم روز دیر راحت",
    "tr": "iş",
}
"""What general lists of stop words hold and people in a workshop mean."""
MORE: Mapping[str, str] = {
    "de": "bitte gerne wäre gibt brauchen brauche braucht möchte wünsche dass viele mehr"
    " notwendig notwendige nötig nötige wichtig wichtige dringend unbedingt überhaupt sinnvoll",
    "en": "please want would like more",
    "ar": "نريد نحتاج أريد أحتاج يوجد توجد هناك أكثر لنا",
    "uk": "і й та що як на у в з із зі до від для по про за не ні є це цей ця ці той та те ті ми"
    " ви він вона воно вони я ти мені нам вам їм його її їх наш ваш бути був було були буде але або"
    " чи якщо коли де хто при без під над між через після перед дуже вже ще тільки також щоб тут"
    " там так більше можна треба потрібно потрібний хотіти який свій весь всі хотілося",
    "ru": "нужен нужно нужный хотеть хотелось больше очень",
    "fa": "می‌خواهیم می‌خواهم خواست داشت خواستن داشتن بود بودن نیاز بیشتر برای",
    "tr": "istiyoruz istiyorum istemek olsun olmak lazım gerekli daha için",
}
"""What they lack: words of wishing and judging, said for and against alike, and Ukrainian."""


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words of ``language`` that are not counted, in small letters; none for unknown languages."""
    import stopwordsiso  # noqa: PLC0415 - only jobs count words

    general = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else ()
    found = {small(word, language) for word in general}
    return frozenset((found | _own(MORE, language)) - _own(KEPT, language))


def _own(table: Mapping[str, str], language: str) -> set[str]:
    return {small(word, language) for word in table.get(language, "").split()}
